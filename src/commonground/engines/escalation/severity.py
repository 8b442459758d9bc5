"""How heavy an escalation is, and how soon it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass

WEIGHTS = ("low", "medium", "high")


def severity(impact: str, urgency: str) -> int:
    """1 (heaviest) to 4 from two of "low", "medium", "high": the sum of both, as in the priority matrix of ITIL."""
    heavy = WEIGHTS.index(impact) + WEIGHTS.index(urgency)
    return {4: 1, 3: 2, 2: 3}.get(heavy, 4)


@dataclass(frozen=True, slots=True)
class Terms:
    """Working minutes until the first answer, and from each update to the next."""

    answer: int
    update: int

    @property
    def hours(self) -> float:
        """Working hours until the first answer."""
        return self.answer / 60


DEFAULT_TERMS: Mapping[int, Terms] = {
    1: Terms(answer=60, update=120),
    2: Terms(answer=4 * 60, update=8 * 60),
    3: Terms(answer=8 * 60, update=3 * 8 * 60),
    4: Terms(answer=2 * 8 * 60, update=5 * 8 * 60),
}
