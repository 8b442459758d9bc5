"""A simulation's result as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonground.creative.decision.forecast import Expected, expected_of
from commonground.creative.simulation.models import Simulation
from commonground.engines.decisions.report import Outcomes

WHY = {"conflict": "rules conflict", "no rule": "no rule was possible, and there is no fallback"}


@dataclass(frozen=True, slots=True)
class Lost:
    """What cost impressions: signals that were missing, or a conflict; their number and share in percent."""

    words: str
    impressions: float
    percent: float


@dataclass(frozen=True, slots=True)
class Report:
    """Shares together and by placement, partner and day; what lost impressions; how often each rule was served."""

    impressions: float
    together: Expected
    placements: tuple[tuple[Expected, float], ...]
    partners: tuple[tuple[Expected, float], ...]
    days: tuple[tuple[Expected, float], ...]
    lost: tuple[Lost, ...]
    rules: tuple[tuple[int, float, float], ...]
    interval: tuple[float, float] | None
    warnings: tuple[str, ...]
    basis: Mapping[str, str]


def report_of(simulation: Simulation, signals: Mapping[str, str], placements: Mapping[str, str]) -> Report:
    """`signals` and `placements` give names by key."""
    said = simulation.result
    total = said["impressions"] or 1
    interval = said["interval"]
    return Report(
        said["impressions"],
        expected_of("Together", Outcomes(**said["outcomes"])),
        _segments(said["placements"], placements),
        _segments(said["partners"], {}),
        _segments(said["days"], {}),
        tuple(_lost(one, signals, total) for one in said["causes"]),
        tuple((one["rule"], one["served"], 100 * one["served"] / total) for one in said["rules"]),
        (100 * interval[0], 100 * interval[1]) if interval else None,
        tuple(said["warnings"]),
        {name: said[name] for name in ("method", "version", "digest", "uncertainty")},
    )


def _segments(said: list[dict[str, Any]], names: Mapping[str, str]) -> tuple[tuple[Expected, float], ...]:
    found = [(names.get(one["name"], one["name"]) or "Not named", Outcomes(**one["outcomes"])) for one in said]
    return tuple((expected_of(name, outcomes), outcomes.total) for name, outcomes in found)


def _lost(said: Mapping[str, Any], signals: Mapping[str, str], total: float) -> Lost:
    names = [signals.get(key, key) for key in said["signals"]]
    words = (
        f"{' and '.join(names)} {'was' if len(names) == 1 else 'were'} missing" if names else WHY.get(said["why"], "")
    )
    count = Outcomes(**said["outcomes"]).total
    return Lost(words, count, 100 * count / total)
