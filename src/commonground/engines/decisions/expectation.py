"""Expected outcomes where signals are known by chance: the decision diagram with probabilities."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.columns import bits_of
from commonground.engines.decisions.diagram import Budget, OverBudget
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.table import Table
from commonground.engines.errors import TooLarge

TOO_LARGE = "The table has too many different states for this: take fewer rules or fewer signals."
Blame = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Chance:
    """One signal: what its values do to the rules, and how likely they are once it is known.

    known             (mask of rules that hold, probability) for values that no rule tells apart; they add up to 1
    coverage          probability that it is known
    missing_served    rules that hold when it is missing, under the table's missing policy
    missing_possible  rules that might hold when it is missing
    """

    known: tuple[tuple[int, float], ...]
    coverage: float
    missing_served: int
    missing_possible: int


class Expectation:
    """Shares of outcomes over some signals that are independent of each other.

    Masks are in the table's order. States are remembered: two ways into the same masks have the same future, and so have
    two sets of raised signals that differ only in signals that are already decided.
    """

    def __init__(
        self,
        table: Table,
        chances: Sequence[Chance],
        tested: Sequence[int],
        nodes: int,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self.table, self.chances, self.tested = table, chances, tested
        self.judge = Judge(table)
        self.budget = Budget(nodes, 0, cancelled)
        self.always: dict[int, int] = {}
        self.scalars: dict[tuple[int, int, int, int], float] = {}
        self.blames: dict[tuple[int, int, int, int], dict[Blame, float]] = {}

    def personalised(self, served: int, possible: int, left: int, raised: int = 0) -> float:
        """Probability that the outcome is "personalised", from masks before the signals `left` (bits) are drawn.

        raised  signals (bits) that are known for certain; raises TooLarge beyond the budget
        """
        try:
            return self._personalised(served, possible, left, raised & left)
        except OverBudget as error:
            raise TooLarge(TOO_LARGE) from error

    def shares(self, served: int, possible: int, left: int) -> dict[Blame, float]:
        """Probability of each outcome together with the missing signals (bits) to blame; raises TooLarge."""
        try:
            return self._shares(served, possible, left, 0)
        except OverBudget as error:
            raise TooLarge(TOO_LARGE) from error

    def _personalised(self, served: int, possible: int, left: int, raised: int) -> float:
        served, possible = self.trimmed(served, possible, left)
        if not left or not possible:
            return float(self.judge.outcome(served, possible)[0] == "personalised")
        key = (served, possible, left, raised)
        found = self.scalars.get(key)
        if found is None:
            column = (left & -left).bit_length() - 1
            self.budget.spend(len(self.chances[column].known))
            rest, up = left & (left - 1), raised & (left & -left)
            found = sum(
                chance * self._personalised(served & one, possible & two, rest, raised & rest)
                for one, two, chance, _ in self.branches(column, certain=bool(up))
            )
            self.scalars[key] = found
        return found

    def _shares(self, served: int, possible: int, left: int, missing: int) -> dict[Blame, float]:
        served, possible = self.trimmed(served, possible, left)
        if not left:
            outcome, best = self.judge.outcome(served, possible)
            return {(outcome, 0 if best is None else missing & self.tested[best]): 1.0}
        key = (served, possible, left, missing)
        found = self.blames.get(key)
        if found is None:
            column = (left & -left).bit_length() - 1
            self.budget.spend(len(self.chances[column].known))
            found = {}
            for one, two, chance, gone in self.branches(column, certain=False):
                below = self._shares(served & one, possible & two, left & (left - 1), missing | gone << column)
                for blame, share in below.items():
                    found[blame] = found.get(blame, 0.0) + chance * share
            self.blames[key] = found
        return found

    def branches(self, column: int, *, certain: bool) -> Iterator[tuple[int, int, float, int]]:
        """(mask of served, mask of possible, probability, 1 when missing) for what a signal may turn out to be."""
        one = self.chances[column]
        coverage = 1.0 if certain else one.coverage
        if coverage > 0:
            yield from ((mask, mask, coverage * chance, 0) for mask, chance in one.known)
        if coverage < 1:
            yield one.missing_served, one.missing_possible, 1 - coverage, 1

    def trimmed(self, served: int, possible: int, left: int) -> tuple[int, int]:
        """Without rules that a better one is sure to beat, whatever the signals `left` say."""
        if not self.table.hit_policy.prefers:
            return served, possible
        if left not in self.always:
            mask = (1 << len(self.table.rules)) - 1
            for column in bits_of(left):
                one = self.chances[column]
                mask &= one.missing_served
                for known, _ in one.known:
                    mask &= known
            self.always[left] = mask
        sure = served & self.always[left]
        keep = ((sure & -sure) << 1) - 1 if sure else -1
        return served & keep, possible & keep
