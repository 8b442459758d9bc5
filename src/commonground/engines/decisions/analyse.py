"""Everything that can be said of a table without any data: gaps, overlaps, rules that never count, conflicts, traps."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from commonground.engines.decisions.boxes import Box, Gap, gap_of, largest
from commonground.engines.decisions.columns import Column, bits_of, columns_of
from commonground.engines.decisions.diagram import DEFAULT_BUDGET, Budget, Diagram, OverBudget, free_cell
from commonground.engines.decisions.match import MissingPolicy, fires_through_negation
from commonground.engines.decisions.missing import Hidden, Missing, OnlyMissing
from commonground.engines.decisions.overlaps import Overlaps
from commonground.engines.decisions.redundancy import Redundancy
from commonground.engines.decisions.sampling import boxes_of, sample
from commonground.engines.decisions.table import HitPolicy, Placement, Table

METHOD, VERSION = "decisions.analyse", "2"
MOST_GAPS = 20
LEAST_NODES = 1_000
MOST_PAIRS = 10_000
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Trap:
    """A rule that holds on a missing signal only because its test is negated."""

    rule: int
    signal: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What holds on one domain: the whole one, or what a placement leaves of it. Rules are numbered from 1.

    What is said up to `default` is of known values; a signal may be missing in what follows: any of them on the whole
    domain, and on a placement those whose coverage there is less than 1.

    cases               number of cases, None where a domain is not finite
    uncovered_cases     cases that no rule covers, None where not counted
    uncovered_share     their share of equally likely cells
    interval            at 95 % when the share is sampled, None when it is exact
    gaps                boxes that no rule covers, at most MOST_GAPS; `more_gaps` when there are others
    unreachable         never served: not the first to hold on any case (for collecting policies: never hold)
    undecided           rules of which the budget did not tell whether they are unreachable, redundant or removable
    redundant           served, but without any one of them the same would be
    overlaps            pairs that hold together on some case and serve different things, at most MOST_PAIRS
    conflicts           pairs that may not hold together under UNIQUE or ANY, at most MOST_PAIRS
    more_pairs          there are more overlaps or conflicts than are listed
    negation_traps      see Trap; none under `no_match`, nor of signals that a placement always has
    default             "never" or "always" reached, "" else or where there is none
    exact               nothing of this was sampled or left undecided
    only_missing        those of `unreachable` that are served where signals are missing
    missing_gaps        boxes that no rule covers and that one would were a missing signal known, at most MOST_GAPS;
                        `more_missing_gaps` when there are others or the budget did not find them all
    hidden              the rest of `unreachable`, never served at all, and by what (the whole domain only)
    removable           rules that can all go together, with those in `hidden`, and nothing changes: none of them may hold
                        together with a rule that conflicts (the whole domain only)
    """

    cases: int | None
    uncovered_cases: int | None
    uncovered_share: float
    interval: tuple[float, float] | None
    gaps: tuple[Gap, ...]
    more_gaps: bool
    unreachable: tuple[int, ...]
    undecided: tuple[int, ...]
    redundant: tuple[int, ...]
    overlaps: tuple[Pair, ...]
    conflicts: tuple[Pair, ...]
    more_pairs: bool
    negation_traps: tuple[Trap, ...]
    default: str
    exact: bool
    only_missing: tuple[OnlyMissing, ...] = ()
    missing_gaps: tuple[Gap, ...] = ()
    more_missing_gaps: bool = False
    hidden: tuple[Hidden, ...] = ()
    removable: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The table's coverage as a whole and on each placement, by the placement's key."""

    whole: Coverage
    placements: tuple[tuple[str, Coverage], ...]
    digest: str
    warnings: tuple[str, ...] = ()
    method: str = METHOD
    version: str = VERSION

    @property
    def exact(self) -> bool:
        return self.whole.exact and all(one.exact for _, one in self.placements)


def analyse(
    table: Table,
    *,
    budget: int = DEFAULT_BUDGET,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Analysis:
    """Analyse the table and each of its placements.

    budget     nodes, with ten steps each, for every one of: the diagram of known values, that with missing ones, and the
               searches for single rules (unreachable, redundant, only where missing, hidden by, removable)

    progress   called with domains done and domains in all
    cancelled  asked now and then; raises Cancelled when it says yes
    """
    domains: list[Placement | None] = [None, *table.placements]
    found = []
    for done, placement in enumerate(domains):
        if progress:
            progress(done, len(domains))
        found.append(_Domain(table, placement, budget, cancelled).coverage())
    if progress:
        progress(len(domains), len(domains))
    named = tuple((one.key, coverage) for one, coverage in zip(table.placements, found[1:], strict=True))
    return Analysis(found[0], named, table.digest, tuple(_warnings(table, found)))


def _warnings(table: Table, found: Sequence[Coverage]) -> Iterator[str]:
    if not all(one.exact for one in found):
        yield "The table is too large for an exact answer: shares are sampled, and some rules may be left undecided."
    if table.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER) and not any(
        one.values for one in table.outputs
    ):
        yield f"{table.hit_policy} goes by the order of output values, and none are listed: the table's order is taken."
    for signal in table.signals:
        if not signal.categories and signal.type == "categorical":
            yield f"The signal “{signal.key}” lists no categories, so no case has a value for it."


@dataclass
class _Domain:
    table: Table
    placement: Placement | None
    nodes: int
    cancelled: Callable[[], bool] | None
    columns: tuple[Column, ...] = field(init=False)
    budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        columns = columns_of(self.table, self.placement)
        # Columns that most rules ask about first: what they leave alive is small, and states meet again below.
        self.columns = tuple(sorted(columns, key=lambda one: (one.always & self.whole).bit_count()))
        self.in_order = columns
        self.budget = self._budget(1)
        self.overlaps = Overlaps(self.table, columns)

    @property
    def rules(self) -> int:
        return len(self.table.rules)

    @property
    def classes(self) -> int:
        return sum(len(column.classes) for column in self.columns)

    @property
    def whole(self) -> int:
        return (1 << self.rules) - 1

    def _budget(self, parts: int) -> Budget:
        return Budget(max(self.nodes // parts, min(self.nodes, LEAST_NODES)), self.rules, self.cancelled)

    def coverage(self) -> Coverage:
        overlaps = self.overlaps
        never = [rank for rank in range(self.rules) if not overlaps.with_rule(rank)]
        different = list(islice(overlaps.pairs(same_output=False), MOST_PAIRS + 1))
        conflicts = self._conflicts(overlaps, different)
        uncovered, interval, boxes, served, exact = self._served()
        if not self.table.hit_policy.serves_one:
            served = self.whole & ~sum(1 << rank for rank in never)
        unreachable, undecided = self._unreachable(served, exact=exact or not self.table.hit_policy.serves_one)
        redundant, unknown = self._redundant(unreachable, undecided)
        missing = Missing(self.table, self.placement, self._budget)
        only, unsure = missing.served(unreachable)
        dead = unreachable & ~only & ~unsure
        removable, unjudged = (0, 0) if self.placement else missing.removable(dead, undecided | unsure)
        unsure |= undecided | unknown | unjudged
        missing_gaps, more_missing_gaps = missing.gaps(MOST_GAPS)
        found = largest(self.columns, boxes, MOST_GAPS)
        cases = self._cases()
        finite = cases is not None and interval is None
        return Coverage(
            cases,
            int(uncovered) if finite else None,
            uncovered if interval is not None else self._share(int(uncovered)),
            interval,
            tuple(gap_of(self.in_order, self._in_order(box)) for box in found[:MOST_GAPS]),
            len(found) > MOST_GAPS,
            self._numbers(unreachable),
            self._numbers(unsure),
            self._numbers(redundant),
            tuple(different[:MOST_PAIRS]),
            tuple(conflicts[:MOST_PAIRS]),
            max(len(different), len(conflicts)) > MOST_PAIRS,
            self._traps(),
            self._default(served, gaps=bool(found)),
            interval is None and not unsure,
            tuple(missing.signals_of(only & unreachable)),
            missing_gaps,
            more_missing_gaps,
            () if self.placement else tuple(missing.hidden(dead)),
            self._numbers(removable),
        )

    def _conflicts(self, overlaps: Overlaps, different: list[Pair]) -> list[Pair]:
        if self.table.hit_policy is HitPolicy.UNIQUE:
            return list(islice(overlaps.pairs(same_output=True), MOST_PAIRS + 1))
        return different if self.table.hit_policy is HitPolicy.ANY else []

    def _served(self) -> tuple[float, tuple[float, float] | None, Iterator[Box], int, bool]:
        """What is uncovered (weight, or share when sampled), its interval, its boxes, the served rules, exactness."""
        diagram = Diagram(self.columns, self.rules, self.budget)
        try:
            state = diagram.explore()
        except OverBudget:
            rng = random.Random(self.table.digest)  # noqa: S311 - draws cells, keeps no secret
            drawn = sample(self.columns, self.rules, rng)
            return drawn.uncovered, drawn.interval, boxes_of(drawn.empty or self._rare_gap()), drawn.served, False
        # Weights can be greater than any float, so the exact number is kept as it is.
        return state.uncovered, None, diagram.gaps(), state.served & self.whole, True

    def _rare_gap(self) -> tuple[tuple[int, ...], ...]:
        """A cell that no rule covers, found by search where random ones showed none; () for none, or none in time."""
        try:
            cell = free_cell(self.columns, 0, self.whole, self._budget(1))
        except OverBudget:
            return ()
        return () if cell is None else (cell,)

    def _unreachable(self, served: int, *, exact: bool) -> tuple[int, int]:
        """Rules that are never served, and those of which it is not known."""
        left = self.whole & ~served
        if exact:
            return left, 0
        unreachable = undecided = 0
        budget = self._budget(1)
        for rank in bits_of(left):
            each = self._budget(left.bit_count())
            try:
                budget.spend(self.classes)
                found = free_cell(self.columns, 1 << rank, (1 << rank) - 1, each)
                budget.spend(each.used)
                unreachable |= 1 << rank if found is None else 0
            except OverBudget:
                undecided |= 1 << rank
        return unreachable, undecided

    def _redundant(self, never: int, undecided: int) -> tuple[int, int]:
        """Served rules without which the same would be served, and those of which it is not known."""
        judge = Redundancy(self.table, self.columns, self.overlaps)
        each = self._budget(max(self.rules, 1)).nodes
        others = self.whole & ~never
        return judge.without(others & ~undecided, others, self._budget(1), each, together=False)

    def _cases(self) -> int | None:
        if not all(column.cut.finite for column in self.columns):
            return None
        return self._weight()

    def _weight(self) -> int:
        total = 1
        for column in self.columns:
            total *= column.total
        return total

    def _share(self, uncovered: int) -> float:
        # Both may be beyond any float; their ratio of whole numbers is not.
        return uncovered / self._weight() if uncovered else 0.0

    def _in_order(self, box: Box) -> Box:
        by_key = {column.signal.key: chosen for column, chosen in zip(self.columns, box, strict=True)}
        return tuple(by_key[column.signal.key] for column in self.in_order)

    def _numbers(self, mask: int) -> tuple[int, ...]:
        return tuple(sorted(self.table.order[rank] + 1 for rank in bits_of(mask)))

    def _traps(self) -> tuple[Trap, ...]:
        if self.table.missing_policy is not MissingPolicy.FEEL:
            return ()
        coverage = dict(self.placement.coverage) if self.placement else dict.fromkeys(self.table.keys, 0.0)
        return tuple(
            Trap(number, signal.key)
            for number, rule in enumerate(self.table.rules, start=1)
            for signal, cell in zip(self.table.signals, rule.when, strict=True)
            if coverage.get(signal.key, 1.0) < 1 and fires_through_negation(cell, signal)
        )

    def _default(self, served: int, *, gaps: bool) -> str:
        if self.table.default is None:
            return ""
        return "always" if not served and gaps else "" if gaps else "never"
