"""Boxes of cells that no rule covers: widened as far as they go, and said in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.columns import Column
from commonground.engines.decisions.feel import Cell, Equals, Interval, Part, cell_text
from commonground.engines.decisions.pieces import Piece
from commonground.engines.decisions.signal import SignalType

MOST_WORDS = 12
MOST_NAMED = 6
Box = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A box that no rule covers.

    where  (signal key, words for its values) for each signal that is not free, in the order of the table
    tests  (signal key, S-FEEL text) of the same, with which a rule would cover the box
    share  of all cells, or of those in which the signals are missing that the box says are; boxes may overlap, so shares may
           add up to more than what is uncovered
    """

    where: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, str], ...]
    share: float

    @property
    def words(self) -> str:
        """For a person, for example "weather is snow and temp_c is 5 or more"."""
        return self.called({})

    def called(self, names: Mapping[str, str]) -> str:
        """The same with what people call the signals, by their keys; of many only the first MOST_NAMED."""
        said = [f"{names.get(key, key)} {words}" for key, words in self.where[:MOST_NAMED]]
        if more := len(self.where) - len(said):
            said.append(f"{more} more signal{'s' if more > 1 else ''}")
        return " and ".join(said) or "every case"

    @property
    def plain(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {"words": self.words, "where": dict(self.where), "tests": dict(self.tests), "share": self.share}


def widened(columns: Sequence[Column], box: Box) -> Box:
    """The box with every class added that keeps all rules out of it: rules meet a box that they meet in each column."""
    met = [_met(column, chosen) for column, chosen in zip(columns, box, strict=True)]
    found = []
    for place, (column, chosen) in enumerate(zip(columns, box, strict=True)):
        others = -1
        for number, mask in enumerate(met):
            if number != place:
                others &= mask
        more = tuple(n for n, one in enumerate(column.classes) if n in chosen or not one.mask & others)
        met[place] = _met(column, more)
        found.append(more)
    return tuple(found)


def _met(column: Column, chosen: Iterable[int]) -> int:
    mask = 0
    for number in chosen:
        mask |= column.classes[number].mask
    return mask


def largest(columns: Sequence[Column], boxes: Iterator[Box], most: int) -> list[Box]:
    """At most `most` widened boxes, none inside another; stops reading `boxes` when it has them."""
    found: list[Box] = []
    for box in boxes:
        if not any(inside(box, known) for known in found):
            found.append(widened(columns, box))
        if len(found) > most:
            break
    return found


def inside(box: Box, other: Box) -> bool:
    """Every cell of the box is in the other one."""
    return all(set(one) <= set(two) for one, two in zip(box, other, strict=True))


def gap_of(columns: Sequence[Column], box: Box) -> Gap:
    """The box in words and as tests. A column of which the whole domain is in the box is not named."""
    where, tests, share = [], [], 1.0
    for column, chosen in zip(columns, box, strict=True):
        weight = sum(column.classes[number].weight for number in chosen)
        if tuple(chosen) != (column.gone,):
            share *= weight / column.total if column.total else 0
        if len(chosen) < len(column.classes) or column.missing:
            where.append((column.signal.key, words_for(column, chosen)))
            tests.append((column.signal.key, cell_text(_test_for(column, chosen))))
    return Gap(tuple(where), tuple(tests), share)


def words_for(column: Column, chosen: Sequence[int]) -> str:
    """Words for some classes of a column, beginning with a verb."""
    if column.missing:
        return "never arrives"
    places, gone = _places(column, chosen), column.gone in chosen
    if not places:
        return "is missing"
    if column.signal.type.is_text:
        return _texts(column, places, gone=gone)
    words = [_run(first, last, column.signal.type) for first, last in _runs(column, places)]
    return f"is {_either(words, gone=gone)}"


def _places(column: Column, chosen: Iterable[int]) -> list[int]:
    return sorted(place for number in chosen for place in column.classes[number].pieces)


def _runs(column: Column, places: Sequence[int]) -> list[tuple[Piece, Piece]]:
    """(first, last) of pieces that follow each other."""
    runs: list[list[int]] = []
    for place in places:
        if not runs or place != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(place)
    return [(column.cut.pieces[run[0]], column.cut.pieces[run[-1]]) for run in runs]


def _test_for(column: Column, chosen: Sequence[int]) -> Cell:
    """The test that holds on these classes, and on a missing signal only where that is among them or never arrives."""
    places = _places(column, chosen)
    if column.missing:
        return Cell((Equals(None),))
    missing = (Equals(None),) if column.gone in chosen else ()
    if not column.signal.type.is_text:
        return Cell((*(_part(first, last) for first, last in _runs(column, places)), *missing))
    values = {column.cut.pieces[place].low for place in places}
    if None not in values:
        return Cell((*(Equals(column.cut.pieces[place].low) for place in places), *missing))
    left_out = [piece.low for piece in column.cut.pieces if piece.low not in values]
    # not("a") holds on a missing signal, not("a",null) does not.
    return Cell((*map(Equals, left_out), *(() if missing else (Equals(None),))), negated=True)


def _part(first: Piece, last: Piece) -> Part:
    if first.low is not None and first.low == last.high:
        return Equals(first.low)
    return Interval(first.low, last.high, low_closed=not first.open, high_closed=not last.open)


def _texts(column: Column, places: Sequence[int], *, gone: bool) -> str:
    named = [piece.low for piece in column.cut.pieces if piece.low is not None]
    chosen = [column.cut.pieces[place].low for place in places]
    if None in chosen:
        left_out = [str(value) for value in named if value not in chosen]
        return f"is not {_either(left_out)}{', or is missing' if gone else ''}"
    return "is " + _either([str(value) for value in chosen], gone=gone)


def _run(first: Piece, last: Piece, kind: SignalType) -> str:
    low, high = _shown(first.low), _shown(last.high)
    if first.low is not None and first.low == last.high:
        return low
    day = kind is SignalType.DATE
    if first.low is None:
        return f"{'before' if day else 'below'} {high}" if last.open else f"{high} or {'earlier' if day else 'less'}"
    if last.high is None:
        return f"{'after' if day else 'above'} {low}" if first.open else f"{low} or {'later' if day else 'more'}"
    if not first.open and not last.open:
        return f"{low} to {high}"
    return f"{'above' if first.open else 'at least'} {low} and {'below' if last.open else 'at most'} {high}"


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _either(words: Sequence[str], *, gone: bool = False) -> str:
    if len(words) > MOST_WORDS:
        words = [*words[:MOST_WORDS], f"{len(words) - MOST_WORDS:,} more"]
    words = [*words, "missing"] if gone else words
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
