"""Whether a cell holds for a value, in the three-valued logic of FEEL, and what a missing signal does to it."""

from enum import StrEnum

from commonground.engines.decisions.feel import Cell, Equals, Part
from commonground.engines.decisions.signal import Signal, Value


class MissingPolicy(StrEnum):
    """What a test makes of a missing signal.

    feel      the standard: missing equals only null, comparing it is neither true nor false, and not() of false is true
    no_match  it matches nothing but `-` and `null`
    """

    FEEL = "feel"
    NO_MATCH = "no_match"


def truth(cell: Cell, value: Value | None, signal: Signal) -> bool | None:
    """True, False, or None where FEEL says null. `value` is in the signal's type, None when missing."""
    if cell.is_any:
        return True
    found = [_part(part, value, signal) for part in cell.parts]
    any_of = True if True in found else None if None in found else False
    return any_of if not cell.negated or any_of is None else not any_of


def _part(part: Part, value: Value | None, signal: Signal) -> bool | None:
    if isinstance(part, Equals):
        if value is None or part.value is None:
            return value is part.value
        return value == part.value or (isinstance(value, str) and part.value in signal.above(value))
    if value is None:
        return None
    above = part.low is None or value > part.low or (part.low_closed and value == part.low)  # type: ignore[operator]
    below = part.high is None or value < part.high or (part.high_closed and value == part.high)  # type: ignore[operator]
    return above and below


def matches(cell: Cell, value: Value | None, signal: Signal, policy: MissingPolicy) -> bool:
    """Whether the cell lets its rule fire."""
    if value is None and policy is MissingPolicy.NO_MATCH:
        return cell.is_any or cell.asks_for_missing
    return truth(cell, value, signal) is True


def fires_through_negation(cell: Cell, signal: Signal) -> bool:
    """A missing signal makes it true although nobody asked for a missing one: the trap of not("x")."""
    return not cell.is_any and not cell.asks_for_missing and truth(cell, None, signal) is True
