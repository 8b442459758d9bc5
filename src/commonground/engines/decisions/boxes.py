"""Boxes of cells that no rule covers: widened as far as they go, and said in words."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.columns import Column
from commonground.engines.decisions.pieces import Piece
from commonground.engines.decisions.signal import SignalType

MOST_WORDS = 12
Box = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A box that no rule covers.

    words  for a person, for example "weather is snow and temp_c is 5 or more"
    where  (signal key, words for its values) for each signal that is not free, in the order of the table
    share  of all cells; boxes may overlap, so shares may add up to more than what is uncovered
    """

    words: str
    where: tuple[tuple[str, str], ...]
    share: float


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
        if not any(_inside(box, known) for known in found):
            found.append(widened(columns, box))
        if len(found) > most:
            break
    return found


def _inside(box: Box, other: Box) -> bool:
    return all(set(one) <= set(two) for one, two in zip(box, other, strict=True))


def gap_of(columns: Sequence[Column], box: Box) -> Gap:
    """The box in words. A column of which the whole domain is in the box is not named."""
    where, share = [], 1.0
    for column, chosen in zip(columns, box, strict=True):
        weight = sum(column.classes[number].weight for number in chosen)
        share *= weight / column.total if column.total else 0
        if len(chosen) < len(column.classes) or column.missing:
            where.append((column.signal.key, words_for(column, chosen)))
    said = " and ".join(f"{key} {words}" for key, words in where)
    return Gap(said or "every case", tuple(where), share)


def words_for(column: Column, chosen: Iterable[int]) -> str:
    """Words for some classes of a column, beginning with a verb."""
    if column.missing:
        return "never arrives"
    places = sorted(place for number in chosen for place in column.classes[number].pieces)
    if column.signal.type.is_text:
        return _texts(column, places)
    runs: list[list[Piece]] = []
    before = -2
    for place in places:
        if place != before + 1:
            runs.append([])
        runs[-1].append(column.cut.pieces[place])
        before = place
    return "is " + _either([_run(run[0], run[-1], column.signal.type) for run in runs])


def _texts(column: Column, places: Sequence[int]) -> str:
    named = [piece.low for piece in column.cut.pieces if piece.low is not None]
    chosen = [column.cut.pieces[place].low for place in places]
    if None in chosen:
        left_out = [str(value) for value in named if value not in chosen]
        return f"is not {_either(left_out)}"
    return "is " + _either([str(value) for value in chosen])


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


def _either(words: Sequence[str]) -> str:
    if len(words) > MOST_WORDS:
        words = [*words[:MOST_WORDS], f"{len(words) - MOST_WORDS:,} more"]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
