"""A simulation's result as its page shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonground.creative.decision.forecast import Expected, Helpful, expected_of, helpful_of
from commonground.creative.decision.stored import variants_of
from commonground.creative.run.models import Run
from commonground.creative.signal.models import Placement
from commonground.creative.signal.queries import Coverage
from commonground.creative.signal.stored import facts_of
from commonground.engines.decisions import Rule, from_dict
from commonground.engines.decisions.report import OUTCOMES, Outcomes
from commonground.engines.decisions.value import Gain, PlacementValue

LISTED = 100
WHY = {"conflict": "rules conflict", "no rule": "no rule was possible, and there is no fallback"}


@dataclass(frozen=True, slots=True)
class Lost:
    """What cost impressions: signals that were missing, or a conflict; how many got something less fitting, how many the
    fallback or nothing, and the share of both in percent.
    """

    words: str
    degraded: float
    wasted: float
    percent: float


@dataclass(frozen=True, slots=True)
class Served:
    """A rule by its number, what it showed then, on how many impressions and on which share in percent."""

    number: int
    shows: str
    served: float
    percent: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Each with its impressions, those with most of them first, or days in order; `more` are not listed.

    strange  names of placements that the campaign does not have
    """

    listed: tuple[tuple[Expected, float], ...]
    more: int
    strange: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Shares together and by placement, partner and day; what lost impressions; how often each rule was served.

    default_percent  share of impressions that got the fallback, for whatever cause
    helpful  signals that would have brought most, with `assumed` in words
    unknown  why nothing is said of that, "" where it was reckoned
    """

    impressions: float
    together: Expected
    placements: Parts
    partners: Parts
    days: Parts
    lost: tuple[Lost, ...]
    rules: tuple[Served, ...]
    default_percent: float
    interval: tuple[float, float] | None
    warnings: tuple[str, ...]
    helpful: tuple[Helpful, ...]
    assumed: tuple[str, ...]
    unknown: str
    basis: Mapping[str, str]

    @property
    def span(self) -> str:
        """From the first to the last day of the log, "" where it names none."""
        days = [one.name for one, _ in self.days.listed]
        return "" if not days else days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def summary_of(parts: Mapping[str, Any]) -> Expected:
    """The shares of a result of which only the outcomes were read."""
    return expected_of("Together", _outcomes(parts))


def report_of(run: Run, coverage: Coverage, variants: Mapping[str, str] | None = None) -> Report:
    """The report of a simulation that is done; what the campaign no longer has stands by its key.

    variants  names by their keys, where what each rule shows is wanted
    """
    said = run.result
    assert said is not None
    total = said["impressions"] or 1
    interval, value = said["interval"], said.get("value", {})
    agreed = {one["key"]: one["name"] for one in run.version.vocabulary.get("signals", ())}
    signals = agreed | {one.key: one.name for one in coverage.signals}
    places = {one.key: one for one in coverage.placements}
    return Report(
        said["impressions"],
        expected_of("Together", _outcomes(said)),
        _parts(said["placements"], places),
        _parts(said["partners"], {}),
        _listed(said["days"][-LISTED:], {}, max(0, len(said["days"]) - LISTED)),
        tuple(_lost(one, signals, total) for one in said["causes"]),
        _rules(said, total, variants),
        100 * (said["fallback"] + said["default"]) / total,
        (100 * interval[0], 100 * interval[1]) if interval else None,
        (*said["warnings"], *value.get("warnings", ())),
        _helpful(said, coverage),
        tuple(value.get("assumptions", ())),
        _unknown(value),
        {name: said[name] for name in ("method", "version", "digest")} | {"uncertainty": _sure(said["uncertainty"])},
    )


def _sure(said: str) -> str:
    """What is said of the uncertainty, as a sentence of its own."""
    return said.replace("None: every", "No uncertainty from sampling: every", 1)


def _rules(said: Mapping[str, Any], total: float, variants: Mapping[str, str] | None) -> tuple[Served, ...]:
    table = said.get("inputs", {}).get("table") if variants is not None else None
    rules = from_dict(json.loads(table)).rules if table else ()
    return tuple(
        Served(
            one["rule"], _shows(rules[one["rule"] - 1], variants or {}) if rules else "", one["served"],
            100 * one["served"] / total,
        )
        for one in said["rules"]
    )  # fmt: skip


def _shows(rule: Rule, names: Mapping[str, str]) -> str:
    keys = [key for output in rule.then for key in variants_of(output)]
    return ", ".join(f"{names[key]} ({key})" if key in names else key for key in keys) or "nothing"


def _unknown(value: Mapping[str, Any]) -> str:
    """Simulations of before signals were valued say nothing of them."""
    return str(value.get("refused", "" if value else "What other signals would have brought was not reckoned."))


def _helpful(said: Mapping[str, Any], coverage: Coverage) -> tuple[Helpful, ...]:
    value, currency = said.get("value", {}), said.get("inputs", {}).get("currency", "")
    found = [
        PlacementValue(**{**one, "gains": tuple(map(_gain, one["gains"])), "best": one["best"] and _gain(one["best"])})
        for one in value.get("placements", ())
    ]
    helpful = helpful_of(found, coverage, {one.key: facts_of(one) for one in coverage.signals}, currency)
    return tuple(one if one.name else replace(one, name="on every impression of the log") for one in helpful)


def _gain(said: Mapping[str, Any]) -> Gain:
    return Gain(**{**said, "signals": tuple(said["signals"])})


def _outcomes(said: Mapping[str, Any]) -> Outcomes:
    return Outcomes(**{name: said[name] for name in OUTCOMES})


def _parts(said: list[dict[str, Any]], places: Mapping[str, Placement]) -> Parts:
    most = sorted(said, key=lambda one: -one["impressions"])[:LISTED]
    return _listed(most, places, len(said) - len(most))


def _listed(said: list[dict[str, Any]], places: Mapping[str, Placement], more: int) -> Parts:
    found = [(one["name"], places.get(one["name"]), _outcomes(one)) for one in said]
    return Parts(
        tuple((expected_of(place.name if place else name or "Not named", outcomes, place), outcomes.total)
              for name, place, outcomes in found),
        more,
        tuple(name for name, place, _ in found if places and name and place is None),
    )  # fmt: skip


def _lost(said: Mapping[str, Any], signals: Mapping[str, str], total: float) -> Lost:
    names = [signals.get(key, key) for key in said["signals"]]
    words = (
        f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} missing" if names else WHY.get(said["why"], "")
    )
    outcomes = _outcomes(said)
    return Lost(words, outcomes.degraded, outcomes.wasted, 100 * said["impressions"] / total)
