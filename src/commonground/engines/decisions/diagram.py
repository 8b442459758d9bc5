"""The decision diagram: which rules are ever served and how much no rule covers, exactly, within a budget.

Depth first through the columns, remembering each (column, rules still alive): two ways into the same state have the
same future. Once the lowest rule alive holds on all that is left it is served, and every rule after it is dropped.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from commonground.engines.decisions.columns import Column
from commonground.engines.errors import EngineError

DEFAULT_BUDGET = 200_000
STEPS_PER_NODE = 10
RULES_PER_STEP = 500
CANCEL_EVERY = 4096


class OverBudget(Exception):
    """The diagram has more nodes than may be built."""


class Cancelled(EngineError):
    """Whoever asked for the work no longer wants it."""


class Budget:
    """Nodes and steps that are left, and the question whether to go on.

    A step over many rules works on long masks, so that it counts for more than one.
    """

    def __init__(self, nodes: int, rules: int = 0, cancelled: Callable[[], bool] | None = None) -> None:
        self.nodes, self.cancelled = nodes, cancelled
        self.steps = nodes * STEPS_PER_NODE // (1 + rules // RULES_PER_STEP)
        self.used = 0

    def spend(self, steps: int) -> None:
        """One node with so many steps; raises OverBudget or Cancelled."""
        self.used += 1
        self.steps -= steps + 1
        if self.used > self.nodes or self.steps < 0:
            raise OverBudget
        if self.cancelled and self.used % CANCEL_EVERY == 0 and self.cancelled():
            raise Cancelled("The analysis was cancelled.")


@dataclass(frozen=True, slots=True)
class State:
    """What follows from a node: weight that no rule covers, and the rules that are served somewhere below.

    The bit after the last rule of `served` says that something is not covered, whatever its weight.
    """

    uncovered: int
    served: int


class Diagram:
    """A diagram over columns in a fixed order; `explore` builds it from the root."""

    def __init__(self, columns: Sequence[Column], rules: int, budget: Budget) -> None:
        self.columns, self.rules, self.budget = columns, rules, budget
        self.gap = 1 << rules
        # done[c]: rules that hold whatever the columns from c on say; left[c]: weight of those columns.
        self.done, self.left = [(1 << rules) - 1], [1]
        for column in reversed(columns):
            self.done.append(self.done[-1] & column.always)
            self.left.append(self.left[-1] * column.total)
        self.done.reverse()
        self.left.reverse()
        self.known: dict[tuple[int, int], State] = {}

    def explore(self) -> State:
        """The root's state; raises OverBudget."""
        if not all(column.classes for column in self.columns):
            return State(0, 0)
        return self.state(0, self.trimmed(0, (1 << self.rules) - 1))

    def trimmed(self, column: int, alive: int) -> int:
        """Without the rules after the first that is sure to hold."""
        sure = alive & self.done[column]
        return alive & (((sure & -sure) << 1) - 1) if sure else alive

    def state(self, column: int, alive: int) -> State:
        """What follows from `alive` rules before `column`."""
        if not alive:
            return State(self.left[column], self.gap)
        low = alive & -alive
        if low & self.done[column]:
            return State(0, low)
        found = self.known.get((column, alive))
        if found is None:
            found = self._state(column, alive)
            self.known[column, alive] = found
        return found

    def _state(self, column: int, alive: int) -> State:
        children = self.children(column, alive)
        self.budget.spend(len(self.columns[column].classes))
        uncovered = served = 0
        for after, weight in children.items():
            below = self.state(column + 1, after)
            uncovered += weight * below.uncovered
            served |= below.served
        return State(uncovered, served)

    def children(self, column: int, alive: int) -> dict[int, int]:
        """The rules alive after the column, each with the weight of the classes that lead there."""
        found: dict[int, int] = {}
        for one in self.columns[column].classes:
            after = self.trimmed(column + 1, alive & one.mask)
            found[after] = found.get(after, 0) + one.weight
        return found

    def gaps(self) -> Iterator[tuple[tuple[int, ...], ...]]:
        """Boxes that no rule covers, apart from each other: for each column the classes; the heaviest branch first."""
        root = self.trimmed(0, (1 << self.rules) - 1)
        if self.explore().served & self.gap:
            yield from self._gaps(0, root, ())

    def _gaps(
        self, column: int, alive: int, path: tuple[tuple[int, ...], ...]
    ) -> Iterator[tuple[tuple[int, ...], ...]]:
        if not alive:
            rest = (tuple(range(len(one.classes))) for one in self.columns[column:])
            yield (*path, *rest)
            return
        branches: dict[int, list[int]] = {}
        for place, one in enumerate(self.columns[column].classes):
            branches.setdefault(self.trimmed(column + 1, alive & one.mask), []).append(place)
        weights = self.children(column, alive)
        states = {after: self.state(column + 1, after) for after in branches}
        for after in sorted(branches, key=lambda one: -weights[one] * states[one].uncovered):
            if states[after].served & self.gap:
                yield from self._gaps(column + 1, after, (*path, tuple(branches[after])))


def free_cell(columns: Sequence[Column], needed: int, alive: int, budget: Budget) -> tuple[int, ...] | None:
    """A cell (a class of each column) in which the rules `needed` hold and none of `alive` does; None where there is none.

    A search that looks ahead: once all but one of a rule's tests hold, the classes that would make it hold are out. It ends
    when no rule can hold in the classes that are left; the column with the fewest of them comes next.
    """
    own = [
        {place: one.mask for place, one in enumerate(column.classes) if one.mask & needed == needed}
        for column in columns
    ]

    def search(left: tuple[int, ...], alive: int) -> dict[int, int] | None:
        if not alive:
            return {}
        budget.spend(len(left))
        open_ = _looked_ahead(left, alive, own)
        if open_ is None:
            return None
        if not reduce(and_, (reduce(or_, masks.values()) for masks in open_.values()), alive):
            return {column: next(iter(masks)) for column, masks in open_.items()}
        column = min(open_, key=lambda one: len(open_[one]))
        rest = tuple(one for one in left if one != column)
        for after, place in sorted({alive & mask: place for place, mask in open_[column].items()}.items(), key=_fewest):
            below = search(rest, after)
            if below is not None:
                return {column: place, **below}
        return None

    cell = search(tuple(range(len(columns))), alive) if all(own) else None
    return None if cell is None else tuple(cell.get(place, next(iter(masks))) for place, masks in enumerate(own))


def _fewest(child: tuple[int, int]) -> int:
    return child[0].bit_count()


def _looked_ahead(left: tuple[int, ...], alive: int, own: Sequence[dict[int, int]]) -> dict[int, dict[int, int]] | None:
    """The classes of each column in which no rule holds for certain; None where a column has no class left."""
    always = [reduce(and_, own[column].values(), alive) for column in left]
    open_: dict[int, dict[int, int]] = {}
    for place, column in enumerate(left):
        alone = reduce(and_, (mask for number, mask in enumerate(always) if number != place), alive)
        open_[column] = {number: mask for number, mask in own[column].items() if not mask & alone}
        if not open_[column]:
            return None
    return open_
