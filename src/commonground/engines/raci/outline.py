"""Numbered rows under numbered phases: 1 Plan, 1.1 Brief, 2 Run."""

from collections.abc import Iterable, Mapping
from itertools import pairwise


class Outline:
    """Which numbered rows are phases, and under which of them each other row stands.

    `numbers` are those of all rows; `bare` are rows that have a number and a text and nothing else. They are phases
    when the number of the next row goes on from theirs, and so is each of the same depth where no other row has it.
    """

    def __init__(self, numbers: Mapping[int, str], bare: Iterable[int]) -> None:
        self.numbers = {index: _parts(number) for index, number in numbers.items() if _parts(number)}
        candidates = set(bare)
        rows = list(self.numbers)
        following = dict(pairwise(rows))
        sure = {row for row in candidates if row in following and self._goes_on(row, following[row])}
        others = {len(parts) for row, parts in self.numbers.items() if row not in candidates}
        depths = {len(self.numbers[row]) for row in sure} - others
        self.parents = sure | {row for row in candidates if len(self.numbers.get(row, ())) in depths}
        self.opened: dict[tuple[str, ...], str] = {}
        self.used: set[tuple[str, ...]] = set()

    def _goes_on(self, row: int, next_row: int) -> bool:
        depth = len(self.numbers[row])
        return self.numbers[next_row][:depth] == self.numbers[row] and len(self.numbers[next_row]) > depth

    def open(self, row: int, name: str) -> None:
        """A phase begins."""
        self.opened[self.numbers[row]] = name

    def phase_of(self, row: int) -> str:
        """The phases over a row, the outermost first."""
        parts = self.numbers.get(row, ())
        over = [parts[:depth] for depth in range(1, len(parts)) if parts[:depth] in self.opened]
        self.used.update(over)
        return " / ".join(self.opened[one] for one in over)

    @property
    def unused(self) -> list[str]:
        """Phases that no task stands under."""
        return [name for parts, name in self.opened.items() if parts not in self.used]


def _parts(number: str) -> tuple[str, ...]:
    """1.2) -> ("1", "2")."""
    return tuple(part for part in number.strip("#.) ").replace("-", ".").replace(")", ".").split(".") if part)
