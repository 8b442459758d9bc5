"""What missing signals change in a table: rules that are served only then, and blanks that arise only then.

Each column gets the missing value as one class more, so that all of its cells are looked at as those of known values are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from commonground.engines.decisions.boxes import Box, Gap, gap_of, inside, largest
from commonground.engines.decisions.columns import Class, Column, bits_of, columns_of, opened
from commonground.engines.decisions.diagram import Budget, Diagram, OverBudget, free_cell
from commonground.engines.decisions.overlaps import Overlaps
from commonground.engines.decisions.redundancy import Redundancy
from commonground.engines.decisions.table import HitPolicy, Placement, Table

MOST_BOXES = 40
MOST_READ = 10_000
# Cells in which signals are missing are to be found before the many in which all are known.
FIRST = 1_000


@dataclass(frozen=True, slots=True)
class OnlyMissing:
    """A rule that is served only where signals are missing: those that must be, () where it is one or another."""

    rule: int
    signals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A rule that is never served, known or missing: `by` are the rules that take all of its cases, () where its own
    tests can never hold together."""

    rule: int
    by: tuple[int, ...]


class Missing:
    """One domain, with missing values wherever the placement's coverage is less than 1, or wherever when there is none.

    budget  gives a budget for one of so many parts
    """

    def __init__(self, table: Table, placement: Placement | None, budget: Callable[[int], Budget]) -> None:
        self.table, self.budget = table, budget
        targeted = replace(placement, coverage=(), passes=()) if placement else None
        self.known = columns_of(table, targeted)
        self.in_order = opened(table, columns_of(table, placement), placement)
        self.whole = (1 << len(table.rules)) - 1
        self.columns = tuple(sorted(self.in_order, key=lambda one: (one.always & self.whole).bit_count()))
        self.classes = sum(len(column.classes) for column in self.columns)

    @property
    def may_be_missing(self) -> bool:
        return any(column.missing or column.gone is not None for column in self.columns)

    @cached_property
    def overlaps(self) -> Overlaps:
        return Overlaps(self.table, self.in_order)

    @cached_property
    def diagram(self) -> Diagram | None:
        """Explored; None beyond the budget."""
        heavy = tuple(replace(column, classes=tuple(map(_weighed, column.classes))) for column in self.columns)
        found = Diagram(heavy, len(self.table.rules), self.budget(1))
        try:
            found.explore()
        except OverBudget:
            return None
        return found

    def served(self, left: int) -> tuple[int, int]:
        """Of the rules `left` those that are served where signals are missing, and those of which it is not known."""
        if not left or not self.may_be_missing:
            return 0, 0
        if not self.table.hit_policy.serves_one:
            return sum(1 << rank for rank in bits_of(left) if self.overlaps.with_rule(rank)), 0
        if self.diagram is not None:
            return left & self.diagram.explore().served, 0
        found = unknown = 0
        budget = self.budget(1)
        for rank in bits_of(left):
            each = self.budget(left.bit_count())
            try:
                budget.spend(self.classes)
                cell = free_cell(self.columns, 1 << rank, (1 << rank) - 1, each)
                budget.spend(each.used)
                found |= 0 if cell is None else 1 << rank
            except OverBudget:
                unknown |= 1 << rank
        return found, unknown

    def signals_of(self, ranks: int) -> Iterator[OnlyMissing]:
        """For rules that are served only where signals are missing, which must be."""
        for rank in bits_of(ranks):
            better = (1 << rank) - 1 if self.table.hit_policy.serves_one else 0
            budget = self.budget(ranks.bit_count())
            signals = []
            for place, column in enumerate(self.columns):
                kept = column if column.missing else replace(column, classes=column.present)
                columns = (*self.columns[:place], kept, *self.columns[place + 1 :])
                try:
                    if column.missing or free_cell(columns, 1 << rank, better, budget) is None:
                        signals.append(column.signal.key)
                except OverBudget:
                    break
            asked = self.table.rules[self.table.order[rank]].when
            tested = {key for key, cell in zip(self.table.keys, asked, strict=True) if not cell.is_any}
            chosen = tuple(key for key in self.table.keys if key in signals)
            # A rule for missing signals names them where it can; a signal that never arrives is no news to the others.
            yield OnlyMissing(self.table.order[rank] + 1, tuple(key for key in chosen if key in tested) or chosen)

    def hidden(self, dead: int) -> Iterator[Hidden]:
        """For rules that are never served, the fewest of those before them that were found to take all of their cases."""
        budget = self.budget(1)
        for rank in bits_of(dead):
            by = self.overlaps.with_rule(rank) & ((1 << rank) - 1)
            if not self.table.hit_policy.serves_one or not self.overlaps.with_rule(rank):
                by = 0
            for other in reversed(list(bits_of(by))):
                try:
                    budget.spend(self.classes)
                    if free_cell(self.columns, 1 << rank, by & ~(1 << other), budget) is None:
                        by &= ~(1 << other)
                except OverBudget:
                    break
            yield Hidden(self.table.order[rank] + 1, self.numbers(by))

    def removable(self, dead: int, undecided: int) -> tuple[int, int]:
        """Rules that can all be taken out, with those that are `dead`, and nothing changes; and what is not known."""
        clashing = sum(1 << rank for rank in bits_of(self.whole) if self._conflicts(rank))
        # To take out what conflicts ends the conflict, also where it is never served.
        ranks, dead = self.whole & ~dead & ~undecided & ~clashing, dead & ~clashing
        judge = Redundancy(self.table, self.columns, self.overlaps)
        each = self.budget(max(len(self.table.rules), 1)).nodes
        left, found, unknown = self.whole & ~dead, 0, 0
        # Without one rule another one, looked at before it, may change nothing any more.
        while ranks:
            more, unknown = judge.without(ranks, left, self.budget(1), each, together=True)
            if not more:
                break
            found, ranks, left = found | more, ranks & ~more, left & ~more
        return found, unknown

    def _conflicts(self, rank: int) -> bool:
        """The rule may hold together with one that it may not hold with."""
        others = self.overlaps.with_rule(rank) & ~(1 << rank)
        if self.table.hit_policy is HitPolicy.UNIQUE:
            return bool(others)
        codes, order = self.table.output_codes, self.table.order
        if self.table.hit_policy is not HitPolicy.ANY:
            return False
        return any(codes[order[other]] != codes[order[rank]] for other in bits_of(others))

    def gaps(self, most: int) -> tuple[tuple[Gap, ...], bool]:
        """Boxes that no rule covers and that one would were a signal known, at most `most`; whether there are more."""
        if not self.may_be_missing:
            return (), False
        if self.diagram is not None:
            boxes = islice(self.diagram.gaps(), MOST_READ)
            found = largest(self.columns, boxes, MOST_BOXES)
        else:
            found = largest(self.columns, self._single(), MOST_BOXES)
        parts: list[Box] = []
        for box in found:
            for part in self._blamed(box):
                if not any(inside(part, known) for known in parts):
                    parts.append(part)
        self._narrow(parts)
        by_key = [column.signal.key for column in self.columns]
        places = [by_key.index(column.signal.key) for column in self.in_order]
        named = [gap_of(self.in_order, tuple(part[place] for place in places)) for part in parts]
        named.sort(key=lambda gap: (len(gap.where), -gap.share))
        return tuple(named[:most]), len(named) > most or len(found) > MOST_BOXES or self.diagram is None

    def _narrow(self, parts: list[Box]) -> None:
        """Take the missing value out of a box where another box says the same of it, so that each is said once."""
        for number, part in enumerate(parts):
            others = [*parts[:number], *parts[number + 1 :]]
            for place, column in enumerate(self.columns):
                if column.gone not in part[place] or len(part[place]) in (1, len(column.classes)):
                    continue
                missing = (*part[:place], (column.gone,), *part[place + 1 :])
                if any(inside(missing, other) for other in others):
                    kept = tuple(one for one in part[place] if one != column.gone)
                    part = (*part[:place], kept, *part[place + 1 :])
            parts[number] = part

    def _single(self) -> Iterator[Box]:
        """A cell that no rule covers for each signal that may be missing, as far as the budget goes."""
        for place, column in enumerate(self.columns):
            lost = [one for one in column.classes if column.missing or not one.pieces]
            if not lost:
                continue
            columns = (*self.columns[:place], replace(column, classes=tuple(lost)), *self.columns[place + 1 :])
            try:
                cell = free_cell(columns, 0, self.whole, self.budget(len(self.columns)))
            except OverBudget:
                continue
            if cell is not None:
                number = 0 if column.missing else column.gone or 0
                yield tuple((number if n == place else one,) for n, one in enumerate(cell))

    def _blamed(self, box: Box) -> Iterator[Box]:
        """The parts of the box in which a signal is missing whose value could have made a rule hold."""
        known = {column.signal.key: column for column in self.known}
        met = [self._met(column, chosen) for column, chosen in zip(self.columns, box, strict=True)]
        for place, (column, chosen) in enumerate(zip(self.columns, box, strict=True)):
            number = 0 if column.missing else column.gone
            others = self.whole
            for n, mask in enumerate(met):
                others &= mask if n != place else -1
            if number in chosen and any(one.mask & others for one in known[column.signal.key].classes):
                yield (*box[:place], (number,), *box[place + 1 :])

    def _met(self, column: Column, chosen: Sequence[int]) -> int:
        mask = 0
        for number in chosen:
            mask |= column.classes[number].mask
        return mask

    def numbers(self, mask: int) -> tuple[int, ...]:
        """Rule numbers from 1, sorted."""
        return tuple(sorted(self.table.order[rank] + 1 for rank in bits_of(mask)))


def _weighed(one: Class) -> Class:
    return replace(one, weight=1 if one.pieces else FIRST)
