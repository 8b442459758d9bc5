"""Who signs a table off for which side, and how a table's tests read in words."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from commonground.creative.decision.enums import Side
from commonground.engines.decisions import Cell, Equals, HitPolicy, MissingPolicy, Signal, Value
from commonground.engines.decisions.feel import Interval

MOST_RULES = 2_000
MOST_SIGNALS = 60
SERVED = {
    HitPolicy.FIRST: "The first rule from the top that holds is served.",
    HitPolicy.UNIQUE: "At most one rule may hold; where several do, nothing is shown.",
    HitPolicy.ANY: "Several rules may hold if they show the same; where they differ, nothing is shown.",
    HitPolicy.GROUPS: "The first rule that holds is served, of the lowest priority group in which one does.",
}
ON_MISSING = {
    MissingPolicy.FEEL: "not(…) holds on a missing signal.",
    MissingPolicy.NO_MATCH: "No test holds on a missing signal.",
}


def sides_of(makers: Iterable[UUID], placements: Iterable[UUID], brand: UUID) -> dict[UUID, Side]:
    """Who signs off, and for which side: who makes the variants, whose placements they run on, and who runs the campaign.

    Who both makes and places signs for the creative side.
    """
    found = {brand: Side.BRAND}
    found |= dict.fromkeys(placements, Side.MEDIA)
    return found | dict.fromkeys(makers, Side.CREATIVE)


def policies_in_words(hit_policy: str, missing_policy: str) -> str:
    """Which rule is served where several hold, and what a missing signal means."""
    return f"{SERVED[HitPolicy(hit_policy)]} {ON_MISSING[MissingPolicy(missing_policy)]}"


def words_of(cell: Cell, signal: Signal, unit: str = "") -> str:
    """A test as a person says it: "any", "rain or cold", "17 to 22", "not known"; what is counted in the unit, "under 3 km"."""
    if cell.is_any:
        return "any"
    if unit and any(isinstance(part, Interval) or part.value is not None for part in cell.parts):
        return f"{words_of(cell, signal)} {unit}"
    parts = [_part(part, signal) for part in cell.parts]
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} or {parts[-1]}"
    return f"not {said}" if cell.negated else said


def _part(part: Equals | Interval, signal: Signal) -> str:
    if isinstance(part, Equals):
        return "not known" if part.value is None else _value(part.value)
    if part.low is None:
        return f"{'up to' if part.high_closed else 'under'} {_value(part.high)}"
    if part.high is None:
        return f"{_value(part.low)} or more" if part.low_closed else f"over {_value(part.low)}"
    low = _value(part.low) if part.low_closed else f"over {_value(part.low)}"
    return f"{low} to {'' if part.high_closed else 'under '}{_value(part.high)}"


def _value(value: Value | None) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def changed(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a rule says something else than it did in the version before."""
    return before is None or any(before.get(name) != after.get(name) for name in ("when", "then", "group"))
