"""Whether a rule matters: whether without it some case would get something else."""

from collections.abc import Sequence

from commonground.engines.decisions.columns import Column, bits_of
from commonground.engines.decisions.diagram import Budget, OverBudget, free_cell
from commonground.engines.decisions.overlaps import Overlaps
from commonground.engines.decisions.table import HitPolicy, Table


class Redundancy:
    """Judges single rules on the cells of some columns; rules are places in the table's order, sets of them are bits."""

    def __init__(self, table: Table, columns: Sequence[Column], overlaps: Overlaps) -> None:
        self.table, self.columns, self.overlaps = table, columns, overlaps
        self.codes = [table.output_codes[place] for place in table.order]
        self.classes = sum(len(column.classes) for column in columns)

    def without(self, ranks: int, others: int, budget: Budget, each: int, *, together: bool) -> tuple[int, int]:
        """Of `ranks` those without which `others` would serve the same, and those of which it is not known.

        each      nodes for one rule
        together  each is taken out before the next is judged, so that all of them can go
        """
        if not self.table.hit_policy.serves_one:
            return 0, 0
        last = {self.codes[rank]: rank for rank in bits_of(others)}
        gone = unknown = 0
        for rank in bits_of(ranks):
            default = self.table.serves_default(self.table.order[rank])
            if not default and last[self.codes[rank]] == rank and self.table.hit_policy is not HitPolicy.ANY:
                continue
            try:
                own = Budget(each, len(self.codes), budget.cancelled)
                budget.spend(self.classes)
                left = others & ~gone if together else others
                gone |= 0 if self._matters(rank, left & ~(1 << rank), own) else 1 << rank
                budget.spend(own.used)
            except OverBudget:
                unknown |= 1 << rank
        return gone, unknown

    def _matters(self, rank: int, others: int, budget: Budget) -> bool:
        """Some case would get something else: the default, or a rule after it that serves another thing."""
        one = 1 << rank
        by_default = self.table.serves_default(self.table.order[rank])
        if not by_default and free_cell(self.columns, one, others, budget) is not None:
            return True
        first = 0 if self.table.hit_policy is HitPolicy.ANY else rank + 1
        after = bits_of(others & self.overlaps.with_rule(rank) & ~((1 << first) - 1))
        return any(
            free_cell(self.columns, one | 1 << other, others & ((1 << other) - 1), budget) is not None
            for other in after
            if self.codes[other] != self.codes[rank]
        )
