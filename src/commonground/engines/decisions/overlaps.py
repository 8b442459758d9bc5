"""Pairs of rules that can hold together, by masks alone: two boxes meet when they meet in every column."""

from collections.abc import Iterator, Sequence

from commonground.engines.decisions.columns import Column, Meeting, bits_of, mask_of
from commonground.engines.decisions.feel import Cell
from commonground.engines.decisions.match import matches
from commonground.engines.decisions.table import Table


class Overlaps:
    """For each rule (place in the table's order) the mask of rules that can hold together with it, itself included."""

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.table = table
        self.masks = [(1 << len(table.rules)) - 1] * len(table.rules)
        # One column after the other: the masks of all columns at once would not fit for thousands of rules.
        for place, column in enumerate(columns):
            meeting, known = Meeting(_masks(column)), dict[Cell, int]()
            for rank, rule in enumerate(table.order):
                cell = table.rules[rule].when[place]
                if cell not in known:
                    known[cell] = self._meeting(column, meeting, cell)
                self.masks[rank] &= known[cell]

    def with_rule(self, rank: int) -> int:
        """The rules that can hold together with it; 0 when it can never hold."""
        return self.masks[rank]

    def _meeting(self, column: Column, meeting: Meeting, cell: Cell) -> int:
        if column.missing:
            holds = matches(cell, None, column.signal, self.table.missing_policy)
            return column.classes[0].mask if holds else 0
        mask = 0
        for span in column.cut.spans(cell):
            mask |= meeting.with_any(span)
        if column.gone is not None and matches(cell, None, column.signal, self.table.missing_policy):
            mask |= column.classes[column.gone].mask
        return mask

    def pairs(self, *, same_output: bool) -> Iterator[tuple[int, int]]:
        """Pairs of rule numbers from 1, the smaller first, sorted; those that serve the same only if `same_output`."""
        order, codes = self.table.order, self.table.output_codes
        alike: dict[int, list[int]] = {}
        for rank, place in enumerate(order):
            alike.setdefault(codes[place], []).append(rank)
        same = {code: mask_of(ranks) for code, ranks in alike.items()}
        rank_of = {place: rank for rank, place in enumerate(order)}
        for place in range(len(order)):
            mask = self.with_rule(rank_of[place])
            if not same_output:
                mask &= ~same[codes[place]]
            found = sorted(order[rank] for rank in bits_of(mask) if order[rank] > place)
            yield from ((place + 1, other + 1) for other in found)


def _masks(column: Column) -> list[int]:
    """The mask of each piece; 0 for pieces that lie outside of what is targeted."""
    masks = [0] * len(column.cut.pieces)
    for one in column.classes:
        for place in one.pieces:
            masks[place] = one.mask
    return masks
