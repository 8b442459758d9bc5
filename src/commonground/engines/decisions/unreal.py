"""Tests for values that a signal never has: misspelt categories, numbers and days beyond its range, empty intervals."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from commonground.engines.decisions.feel import Cell, Equals, Part, cell_text
from commonground.engines.decisions.pieces import cut
from commonground.engines.decisions.signal import Signal, Value
from commonground.engines.decisions.table import Table


@dataclass(frozen=True, slots=True)
class Unreal:
    """A test, or a part of one in not(...), that no value of the signal meets.

    test     its S-FEEL text
    nearest  S-FEEL text of the category that is most like it, "" where none is
    within   words for the signal's range, "" where it has none
    """

    rule: int
    signal: str
    test: str
    nearest: str = ""
    within: str = ""


def unreal_tests(table: Table) -> Iterator[Unreal]:
    """By rule and column. A categorical signal without categories is passed over: it is said of the whole signal."""
    known: dict[tuple[int, Part], tuple[str, str, str] | None] = {}
    for number, rule in enumerate(table.rules, start=1):
        for column, (signal, cell) in enumerate(zip(table.signals, rule.when, strict=True)):
            for part in cell.parts:
                if (column, part) not in known:
                    known[column, part] = _unreal(signal, part)
                said = known[column, part]
                if said:
                    yield Unreal(number, signal.key, *said)


def _unreal(signal: Signal, part: Part) -> tuple[str, str, str] | None:
    """The text of the part, the nearest category, and the range in words; None where some value meets it."""
    if isinstance(part, Equals) and part.value is None:
        return None
    cell = Cell((part,))
    if signal.type.is_text:
        value = str(part.value) if isinstance(part, Equals) else ""
        if not signal.categories or value in signal.categories:
            return None
        near = get_close_matches(value, signal.categories, n=1)
        return cell_text(cell), cell_text(Cell((Equals(near[0]),))) if near else "", ""
    if cut(signal, [cell]).spans(cell):
        return None
    return cell_text(cell), "", _within(signal.low, signal.high)


def _within(low: Value | None, high: Value | None) -> str:
    ends = [one.isoformat() if isinstance(one, datetime.date) else str(one) for one in (low, high)]
    if low is None:
        return f"at most {ends[1]}" if high is not None else ""
    return f"{ends[0]} to {ends[1]}" if high is not None else f"at least {ends[0]}"
