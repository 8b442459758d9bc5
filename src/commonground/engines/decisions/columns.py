"""Each column as equivalence classes: groups of pieces on which the same rules hold, as bits of whole numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from commonground.engines.decisions.feel import ANY, Cell
from commonground.engines.decisions.match import matches
from commonground.engines.decisions.pieces import Cut, Piece, Span, cut
from commonground.engines.decisions.signal import Signal
from commonground.engines.decisions.table import Placement, Table

MISSING = Piece(None, None)


@dataclass(frozen=True, slots=True)
class Class:
    """Pieces (places in the column's cut) on which the same rules hold.

    mask    bit n is set when the rule at place n of the table's order holds
    weight  whole number in proportion to the share of values
    pieces  () for the missing value among those of an opened column
    """

    mask: int
    weight: int
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as classes; `missing` when the signal never arrives, so that its only class is the missing one."""

    cut: Cut
    classes: tuple[Class, ...]
    missing: bool = False

    @property
    def gone(self) -> int | None:
        """The place of the class of the missing value in an opened column, None in others."""
        return next((place for place, one in enumerate(self.classes) if not one.pieces), None)

    @property
    def present(self) -> tuple[Class, ...]:
        """The classes of known values of an opened column."""
        return tuple(one for one in self.classes if one.pieces)

    @property
    def signal(self) -> Signal:
        return self.cut.signal

    @property
    def always(self) -> int:
        """Rules that hold in every class."""
        mask = -1
        for one in self.classes:
            mask &= one.mask
        return mask

    @property
    def total(self) -> int:
        """Sum of the weights."""
        return sum(one.weight for one in self.classes)


def columns_of(table: Table, placement: Placement | None = None) -> tuple[Column, ...]:
    """The columns in the order of the table, with the domain that `placement` leaves; bits in the table's order."""
    targeting = dict(placement.targeting) if placement else {}
    passes = dict(placement.passes) if placement else {}
    never = placement.never_known if placement else frozenset[str]()
    bits = [bits_by_cell(table, place) for place in range(len(table.signals))]
    return tuple(
        _missing(table, signal, bits[place])
        if signal.key in never
        else _column(signal, bits[place], targeting.get(signal.key, ANY), passes.get(signal.key, ANY))
        for place, signal in enumerate(table.signals)
    )


def opened(table: Table, columns: Sequence[Column], placement: Placement | None = None) -> tuple[Column, ...]:
    """`columns` of all signals with the missing value as one class more, of no weight, where a signal may be missing:
    wherever the placement's coverage is less than 1 or not every value is passed, and everywhere without a placement."""
    coverage = dict(placement.coverage) if placement else dict.fromkeys(table.keys, 0.0)
    coverage |= {key: 0.0 for key, cell in placement.passes if not cell.is_any} if placement else {}
    found = []
    for place, column in enumerate(columns):
        if not column.missing and coverage.get(column.signal.key, 1.0) < 1:
            mask = _missing(table, column.signal, bits_by_cell(table, place)).classes[0].mask
            column = replace(column, classes=(*column.classes, Class(mask, 0, ())))
        found.append(column)
    return tuple(found)


def bits_by_cell(table: Table, column: int) -> dict[Cell, int]:
    """Each different cell of a column with the rules that have it."""
    bits: dict[Cell, list[int]] = {}
    for rank, place in enumerate(table.order):
        bits.setdefault(table.rules[place].when[column], []).append(rank)
    return {cell: mask_of(ranks) for cell, ranks in bits.items()}


def tested_bits(table: Table) -> list[int]:
    """For each rule in the table's order the signals that it asks about, as bits."""
    return [
        mask_of(column for column, cell in enumerate(table.rules[place].when) if not cell.is_any)
        for place in table.order
    ]


def mask_of(ranks: Iterable[int]) -> int:
    """A whole number with these bits set; grows with their number, not with its square."""
    chosen = list(ranks)
    buffer = bytearray(max(chosen, default=0) // 8 + 1)
    for rank in chosen:
        buffer[rank >> 3] |= 1 << (rank & 7)
    return int.from_bytes(buffer, "little")


def bits_of(mask: int) -> Iterable[int]:
    """Places of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _missing(table: Table, signal: Signal, bits: Mapping[Cell, int]) -> Column:
    mask = 0
    for cell, rules in bits.items():
        if matches(cell, None, signal, table.missing_policy):
            mask |= rules
    return Column(Cut(signal, (MISSING,), finite=True), (Class(mask, 1, (0,)),), missing=True)


def _column(signal: Signal, bits: Mapping[Cell, int], target: Cell, passed: Cell) -> Column:
    pieces = cut(signal, [*bits, target, passed])
    masks = masks_on(pieces, bits)
    scale = lcm(*(piece.size.denominator for piece in pieces.pieces)) if pieces.pieces else 1
    grouped: dict[int, list[int]] = {}
    arrives = {place for start, stop in pieces.spans(passed) for place in range(start, stop)}
    for start, stop in pieces.spans(target):
        for place in range(start, stop):
            if place in arrives:
                grouped.setdefault(masks[place], []).append(place)
    classes = [
        Class(mask, int(sum((pieces.pieces[place].size for place in places), Fraction(0)) * scale), tuple(places))
        for mask, places in grouped.items()
    ]
    if classes and not any(one.weight for one in classes):
        # Only points of a continuous domain are targeted: they count alike.
        classes = [Class(one.mask, len(one.pieces), one.pieces) for one in classes]
    return Column(pieces, tuple(classes))


def masks_on(pieces: Cut, bits: Mapping[Cell, int]) -> list[int]:
    """For each piece the rules that hold on it: a sweep over where cells begin and end."""
    turns: dict[int, int] = {}
    for cell, rules in bits.items():
        for span in pieces.spans(cell):
            for edge in span:
                turns[edge] = turns.get(edge, 0) ^ rules
    found, now = [], 0
    for place in range(len(pieces.pieces)):
        now ^= turns.get(place, 0)
        found.append(now)
    return found


class Meeting:
    """Which rules share a piece with a run of pieces: a tree of masks, so that any run costs its logarithm."""

    def __init__(self, masks: list[int]) -> None:
        self.size = len(masks)
        self.tree = [0] * self.size + masks
        for node in range(self.size - 1, 0, -1):
            self.tree[node] = self.tree[2 * node] | self.tree[2 * node + 1]

    def with_any(self, span: Span) -> int:
        """The rules that hold on at least one piece of the run."""
        low, high, mask = span[0] + self.size, span[1] + self.size, 0
        while low < high:
            if low & 1:
                mask |= self.tree[low]
                low += 1
            if high & 1:
                high -= 1
                mask |= self.tree[high]
            low, high = low // 2, high // 2
        return mask
