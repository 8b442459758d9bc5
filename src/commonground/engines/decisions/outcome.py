"""What an impression got and what it lost, from the rules that hold and those that might: one meaning for every reckoning."""

from collections.abc import Sequence

from commonground.engines.decisions.columns import bits_of, mask_of
from commonground.engines.decisions.table import HitPolicy, Table


class Judge:
    """Judges masks of rules in the table's order.

    blank  rules that show nothing
    alike  for each rule, and last for no rule: the rules in whose place nothing else would be shown than what it shows (or
           the default shows), and those that show nothing: who gets another of these has lost nothing
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        order = table.order
        several = table.aggregation is not None
        # What is added up is never nothing, and every part of it counts.
        self.blank = 0 if several else mask_of(rank for rank, place in enumerate(order) if table.shows_nothing(place))
        by_code: dict[int, list[int]] = {}
        for rank, place in enumerate(order):
            by_code.setdefault(table.output_codes[place], []).append(rank)
        same = {code: mask_of(ranks) | self.blank for code, ranks in by_code.items()}
        default = 0 if several else mask_of(rank for rank, place in enumerate(order) if table.serves_default(place))
        self.alike: Sequence[int] = (*(same[table.output_codes[place]] for place in order), default | self.blank)

    def outcome(self, served: int, possible: int) -> tuple[str, int | None]:
        """The outcome (a name of report.OUTCOMES), and the rule that would have shown another thing had missing signals
        been known, None where nothing was lost.

        served    rules that hold
        possible  rules that might, with those that hold
        """
        if self._conflict(served):
            return "blank", None
        if not served:
            best = lowest(possible & ~self.alike[-1])
            if not self.table.has_default:
                return "blank", best
            return ("default", None) if best is None else ("fallback", best)
        if not self.table.hit_policy.serves_one:
            best, shown = lowest(possible & ~served & ~self.blank), served & ~self.blank
        else:
            first = (served & -served).bit_length() - 1
            better = possible & ((1 << first) - 1) if self.table.hit_policy.prefers else 0
            best, shown = lowest(better & ~self.alike[first]), (1 << first) & ~self.blank
        if not shown:
            return "blank", best
        return ("personalised", None) if best is None else ("degraded", best)

    def _conflict(self, served: int) -> bool:
        if self.table.hit_policy is HitPolicy.UNIQUE:
            return served & (served - 1) != 0
        if self.table.hit_policy is not HitPolicy.ANY:
            return False
        return len({self.table.output_codes[place] for place in bits_of(served)}) > 1


def lowest(mask: int) -> int | None:
    """Place of the lowest bit that is set, None where none is."""
    return (mask & -mask).bit_length() - 1 if mask else None
