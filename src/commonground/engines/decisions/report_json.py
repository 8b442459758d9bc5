"""Reports as plain values for JSON: the command line, the API and what is stored say the same."""

from dataclasses import asdict
from typing import Any

from commonground.engines.decisions.offpolicy import Evaluation, NotRotated
from commonground.engines.decisions.plan import Plan
from commonground.engines.decisions.report import Cause, Outcomes, Segment, Simulation
from commonground.engines.decisions.value import Value


def outcomes_json(found: Outcomes) -> dict[str, Any]:
    """The five counts and the wasted share."""
    return asdict(found) | {"wasted": found.wasted, "wasted_share": found.wasted_share}


def cause_json(cause: Cause) -> dict[str, Any]:
    """A cause with its impressions by outcome."""
    said = {"signals": cause.signals, "why": cause.why, "impressions": cause.outcomes.total, "interval": cause.interval}
    return said | asdict(cause.outcomes)


def segment_json(one: Segment) -> dict[str, Any]:
    """A placement, partner or day, with its causes where they are known."""
    answer = {"name": one.name, "impressions": one.outcomes.total, "interval": one.interval}
    answer |= outcomes_json(one.outcomes)
    return answer | ({"causes": list(map(cause_json, one.causes))} if one.causes else {})


def simulation_json(found: Simulation) -> dict[str, Any]:
    """As `commonground decide simulate --out` writes it."""
    return {
        "impressions": found.impressions,
        "rows": found.rows,
        **outcomes_json(found.outcomes),
        "interval": found.interval,
        "rules": [asdict(one) for one in found.rules],
        "placements": list(map(segment_json, found.placements)),
        "partners": list(map(segment_json, found.partners)),
        "days": list(map(segment_json, found.days)),
        "causes": list(map(cause_json, found.causes)),
        "warnings": found.warnings,
        "uncertainty": found.uncertainty,
        "method": found.method,
        "version": found.version,
        "digest": found.digest,
        "table": found.table,
    }


def refusal_json(refused: NotRotated) -> dict[str, Any]:
    """Why a log says nothing of a policy, and what would."""
    said = {name: getattr(refused, name) for name in ("why", "rows", "method", "version", "digest")}
    return {"refused": str(refused), **said, "needed": [asdict(one) for one in refused.needed]}


def evaluation_json(found: Evaluation) -> dict[str, Any]:
    """As `commonground decide evaluate --format json` writes it."""
    return asdict(found)


def plan_json(found: Plan) -> dict[str, Any]:
    """As `commonground decide plan --format json` writes it: shares of impressions, from 0 to 1."""
    placements = []
    for one in found.placements:
        causes = [
            {"signals": cause.signals, "share": cause.outcomes.total, **asdict(cause.outcomes)} for cause in one.causes
        ]
        said = {"name": one.name, "partner": one.partner, "planned": one.planned}
        placements.append({**said, **outcomes_json(one.outcomes), "causes": causes})
    return {
        "placements": placements,
        "together": outcomes_json(found.together) if found.together else None,
        "assumptions": found.assumptions,
        "uncertainty": found.uncertainty,
        "method": found.method,
        "version": found.version,
        "digest": found.digest,
    }


def value_json(found: Value) -> dict[str, Any]:
    """By placement: what knowing each signal always would bring, and the best set of them."""
    said = asdict(found)
    for one in said["placements"]:
        one["gains"] = [gain for gain in one["gains"] if len(gain["signals"]) == 1]
    return said
