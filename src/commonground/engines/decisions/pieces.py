"""A signal's domain cut where any test changes: the pieces on which every cell of a column is constant.

Texts are cut into values (and "any other" where the values are not listed), whole numbers and days into runs, numbers
into points and the open intervals between them. Every cell is then a union of runs of pieces.
"""

import datetime
import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from commonground.engines.decisions.feel import Cell, Equals, Interval, Part
from commonground.engines.decisions.signal import Signal, SignalType, Value

Span = tuple[int, int]
Number = int | float


@dataclass(frozen=True, slots=True)
class Piece:
    """Values that no test tells apart.

    low, high  the ends; for a text both are the value, None for any other value
    open       the ends do not belong to it (numbers only)
    size       how many values (or what length) it has, 1 where the domain has no size
    """

    low: Value | None
    high: Value | None
    open: bool = False
    size: Fraction = Fraction(1)


@dataclass(frozen=True)
class Cut:
    """The pieces of a signal in order; `finite` where they have whole sizes that count values."""

    signal: Signal
    pieces: tuple[Piece, ...]
    finite: bool

    @cached_property
    def place_of(self) -> dict[Value, int]:
        """The piece of each text."""
        return {piece.low: place for place, piece in enumerate(self.pieces) if piece.low is not None}

    def spans(self, cell: Cell) -> list[Span]:
        """The runs of pieces (first, one after last) in which `cell` holds, in order and apart."""
        count = len(self.pieces)
        if cell.is_any:
            return [(0, count)] if count else []
        runs = sorted(run for part in cell.parts for run in self._runs(part))
        merged: list[Span] = []
        for start, stop in runs:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            elif start < stop:
                merged.append((start, stop))
        return _complement(merged, count) if cell.negated else merged

    def _runs(self, part: Part) -> Iterable[Span]:
        if not self.signal.type.is_text:
            yield self._ordered(part)
        elif isinstance(part, Equals) and part.value is not None:
            for value in self.signal.covered_by(str(part.value)):
                if value in self.place_of:
                    yield self.place_of[value], self.place_of[value] + 1

    def _ordered(self, part: Part) -> Span:
        if isinstance(part, Equals):
            if part.value is None:
                return (0, 0)
            part = Interval(part.value, part.value, low_closed=True, high_closed=True)
        start = bisect_left(self.pieces, True, key=lambda piece: _is_above(piece, part))
        stop = bisect_left(self.pieces, True, key=lambda piece: not _is_below(piece, part))
        return (start, max(start, stop))


def _complement(spans: Sequence[Span], count: int) -> list[Span]:
    edges = [0, *(edge for span in spans for edge in span), count]
    return [(start, stop) for start, stop in zip(edges[::2], edges[1::2], strict=True) if start < stop]


def _is_above(piece: Piece, part: Interval) -> bool:
    """The whole piece is not before the beginning of the interval."""
    if part.low is None:
        return True
    if piece.low is None:
        return False
    return piece.low > part.low or (piece.low == part.low and (part.low_closed or piece.open))  # type: ignore[operator]


def _is_below(piece: Piece, part: Interval) -> bool:
    if part.high is None:
        return True
    if piece.high is None:
        return False
    return piece.high < part.high or (piece.high == part.high and (part.high_closed or piece.open))  # type: ignore[operator]


def cut(signal: Signal, cells: Iterable[Cell]) -> Cut:
    """Cut the domain of `signal` where any of `cells` changes."""
    parts = [part for cell in set(cells) for part in cell.parts]
    if signal.categories:
        return Cut(signal, tuple(Piece(value, value) for value in signal.categories), finite=True)
    if signal.type is SignalType.TEXT:
        named = sorted({str(part.value) for part in parts if isinstance(part, Equals) and part.value is not None})
        return Cut(signal, (*(Piece(value, value) for value in named), Piece(None, None)), finite=False)
    if signal.type is SignalType.CATEGORICAL:
        return Cut(signal, (), finite=True)
    pieces = _points(signal, parts) if signal.type is SignalType.NUMERIC else _runs_of_whole(signal, parts)
    bounded = signal.low is not None and signal.high is not None
    if not bounded:
        pieces = [Piece(one.low, one.high, one.open) for one in pieces]
    return Cut(signal, tuple(pieces), bounded and signal.type is not SignalType.NUMERIC)


def _points(signal: Signal, parts: Iterable[Part]) -> list[Piece]:
    """Points and what lies between them."""
    ends = {end for part in parts for end in _ends(part)} | {signal.low, signal.high}
    known = [end for end in ends if end is not None and _inside(end, signal)]
    values: list[Number] = sorted(known)  # type: ignore[arg-type]
    pieces: list[Piece] = []
    before: Number | None = None
    for value in values:
        if before is not None or signal.low is None:
            pieces.append(_between(before, value))
        pieces.append(Piece(value, value, size=Fraction(0)))
        before = value
    return pieces if signal.high is not None else [*pieces, _between(before, None)]


def _between(low: Number | None, high: Number | None) -> Piece:
    size = Fraction(1) if low is None or high is None else Fraction(high) - Fraction(low)
    return Piece(low, high, open=True, size=size)


def _ends(part: Part) -> tuple[Value | None, ...]:
    return (part.value,) if isinstance(part, Equals) else (part.low, part.high)


def _inside(value: Value, signal: Signal) -> bool:
    return (signal.low is None or value >= signal.low) and (signal.high is None or value <= signal.high)  # type: ignore[operator]


def _runs_of_whole(signal: Signal, parts: Iterable[Part]) -> list[Piece]:
    """Runs of whole numbers or days that begin wherever a test begins or has ended."""
    low, high = _whole(signal.low), _whole(signal.high)
    starts = {start for part in parts for start in _starts(part)}
    kept = sorted(start for start in starts if (low is None or start > low) and (high is None or start <= high))
    firsts: list[int | None] = [low, *kept]
    lasts: list[int | None] = [*(start - 1 for start in kept), high]
    back = (lambda n: None if n is None else datetime.date.fromordinal(n)) if signal.type is SignalType.DATE else None
    return [
        Piece(back(a), back(b), size=_count(a, b)) if back else Piece(a, b, size=_count(a, b))
        for a, b in zip(firsts, lasts, strict=True)
    ]


def _count(first: int | None, last: int | None) -> Fraction:
    return Fraction(1) if first is None or last is None else Fraction(last - first + 1)


def _starts(part: Part) -> Iterable[int]:
    low, high = (part.value, part.value) if isinstance(part, Equals) else (part.low, part.high)
    closed = (True, True) if isinstance(part, Equals) else (part.low_closed, part.high_closed)
    if low is not None:
        number = _number(low)
        first = math.ceil(number) if closed[0] else math.floor(number) + 1
        yield from _as_days(first, low)
    if high is not None:
        number = _number(high)
        after = math.floor(number) + 1 if closed[1] else math.ceil(number)
        yield from _as_days(after, high)


def _as_days(start: int, of: Value) -> Iterable[int]:
    # The day before the first and after the last day of the calendar cannot be written.
    if not isinstance(of, datetime.date) or 1 < start <= datetime.date.max.toordinal():
        yield start


def _number(value: Value) -> Number:
    return value.toordinal() if isinstance(value, datetime.date) else value  # type: ignore[return-value]


def _whole(value: Value | None) -> int | None:
    return None if value is None else int(_number(value))
