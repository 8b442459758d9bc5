"""Running sums of a simulation: outcomes and causes by placement, partner and day, and counts by rule."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.columns import bits_of
from commonground.engines.decisions.deciding import Decided
from commonground.engines.decisions.naming import Names
from commonground.engines.decisions.report import OUTCOMES, Cause, Interval, Outcomes, RuleCount, Segment
from commonground.engines.decisions.table import Table
from commonground.engines.statistics import wilson

FEW_BITS = 12
# Why an impression is blank though no signal is to blame, as bits beyond those of the signals.
UNBLAMED = ("conflict", "no rule", "empty")
PERSONALISED, DEGRADED, FALLBACK, DEFAULT, BLANK = range(len(OUTCOMES))
Weights = npt.NDArray[np.float64] | None
Numbers = npt.NDArray[np.integer]


def counted(codes: Numbers, size: int, weights: Weights) -> npt.NDArray[np.float64]:
    """Sum of weights for each code from 0."""
    return np.bincount(codes, weights, minlength=size).astype(np.float64)


class Matrix:
    """Sums by segment and outcome, and of squared weights by segment, growing with the segments."""

    def __init__(self) -> None:
        self.sums = np.zeros((0, len(OUTCOMES)))
        self.squares = np.zeros(0)

    def add(self, segments: Numbers, outcomes: Numbers, count: int, weights: Weights) -> None:
        size = len(OUTCOMES)
        found = counted(segments * size + outcomes, count * size, weights).reshape(count, size)
        squares = found.sum(axis=1) if weights is None else counted(segments, count, weights * weights)
        found[: len(self.sums)] += self.sums
        squares[: len(self.squares)] += self.squares
        self.sums, self.squares = found, squares

    def outcomes(self) -> list[Outcomes]:
        return [outcomes_of(row) for row in self.sums]


def effective_rows(sums: float, squares: float) -> float:
    """Rows of one weight that say as much (Kish): (sum of weights)² / sum of squared weights."""
    return sums**2 / squares if squares else 0.0


def interval_of(share: float, effective: float) -> Interval:
    """Wilson's interval at 95 % for a share of so many effective rows."""
    return wilson(share * effective, effective)


def outcomes_of(sums: Iterable[float]) -> Outcomes:
    """Outcomes with whole numbers where they are whole."""
    return Outcomes(*(int(one) if float(one).is_integer() else float(one) for one in sums))


class Causes:
    """Sums by segment, set of missing signals and outcome."""

    def __init__(self, table: Table) -> None:
        self.table, self.bits = table, len(table.signals) + len(UNBLAMED)
        self.sums: dict[tuple[int, int, int], float] = {}

    def add(self, segments: Numbers | None, sets: npt.NDArray[np.uint64], outcomes: Numbers, weights: Weights) -> None:
        # Sets of many signals are far apart as numbers: they are counted by their place among those that occur.
        known = np.arange(1 << self.bits, dtype=np.uint64) if self.bits <= FEW_BITS else np.unique(sets)
        places = sets.astype(np.intp) if self.bits <= FEW_BITS else np.searchsorted(known, sets)
        keys = places * len(OUTCOMES) + outcomes
        size = len(known) * len(OUTCOMES)
        if segments is not None:
            keys = keys + segments * size
        found, turned = np.unique(keys, return_inverse=True) if segments is not None else (None, keys)
        sums = counted(turned, size if found is None else len(found), weights)
        for place in np.flatnonzero(sums).tolist():
            rest, outcome = divmod(place if found is None else int(found[place]), len(OUTCOMES))
            segment, number = divmod(rest, len(known))
            chosen, amount = int(known[number]), float(sums[place])
            self.sums[segment, chosen, outcome] = self.sums.get((segment, chosen, outcome), 0) + amount

    def of(self, segment: int | None = None, sample: tuple[float, float] | None = None) -> tuple[Cause, ...]:
        """Causes of one segment or all, the greatest first; with intervals where `sample` is the impressions and effective
        rows of these."""
        found: dict[int, list[float]] = {}
        for (where, chosen, outcome), amount in self.sums.items():
            if segment is None or where == segment:
                found.setdefault(chosen, [0.0] * len(OUTCOMES))[outcome] += amount
        causes = [self._cause(chosen, outcomes_of(sums), sample) for chosen, sums in found.items()]
        return tuple(sorted(causes, key=lambda one: (-one.outcomes.total, one.why, one.signals)))

    def _cause(self, chosen: int, outcomes: Outcomes, sample: tuple[float, float] | None) -> Cause:
        count = len(self.table.signals)
        interval = interval_of(outcomes.total / sample[0], sample[1]) if sample and sample[0] else None
        if chosen >> count:
            return Cause((), UNBLAMED[(chosen >> count).bit_length() - 1], outcomes, interval)
        return Cause(tuple(self.table.keys[place] for place in bits_of(chosen)), "missing", outcomes, interval)


class Tallies:
    """All sums of one simulation."""

    def __init__(self, table: Table, tested: Sequence[int], blank: int = 0) -> None:
        self.table = table
        self.rules = len(table.rules)
        # Rules that show nothing; None where there are none, so that nothing is looked up.
        self.blank = np.array([blank >> rank & 1 for rank in range(self.rules + 2)], bool) if blank else None
        self.tested = np.array([*tested, 0, 0], np.uint64)
        self.total = Matrix()
        self.by_rule = np.zeros((self.rules + 2, len(OUTCOMES)))
        self.lost = np.zeros(self.rules + 2)
        self.negated = np.zeros(self.rules + 2)
        self.causes = Causes(table)
        self.named: dict[str, tuple[Names, Matrix]] = {}

    def add(
        self,
        decided: Decided,
        segments: Mapping[str, npt.NDArray[np.intp]],
        weights: Weights,
        certain: npt.NDArray[np.bool_] | None,
    ) -> None:
        """Add one batch; `certain` says of each row whether its served rule holds on known signals alone."""
        served, possible = decided.served, decided.possible
        outcomes = self._outcomes(served, possible)
        size = len(OUTCOMES)
        self.by_rule += counted(served * size + outcomes, self.by_rule.size, weights).reshape(self.by_rule.shape)
        for kind, codes in segments.items():
            names, matrix = self.named[kind]
            matrix.add(codes, outcomes, len(names.known), weights)
        # A blank is always explained, even where nothing was lost by a missing signal.
        lost = np.flatnonzero((served != possible) | (outcomes == BLANK))
        if lost.size:
            chosen = None if weights is None else weights[lost]
            self._lose(served.take(lost), possible.take(lost), chosen)
            places = segments.get("placement")
            sets = self._sets(served.take(lost), possible.take(lost), decided.missing.take(lost))
            self.causes.add(None if places is None else places[lost], sets, outcomes[lost], chosen)
        if certain is not None:
            guessed = np.flatnonzero(~certain & (served < self.rules))
            chosen = None if weights is None else weights[guessed]
            self.negated += counted(served[guessed], len(self.negated), chosen)

    def _lose(self, served: Numbers, possible: Numbers, weights: Weights) -> None:
        """Count the rules that something else was served for; a blank that is nobody's loss counts for none."""
        self.lost += counted(possible, len(self.lost), weights)
        if self.blank is not None:
            same = served == possible
            self.lost -= counted(possible[same], len(self.lost), None if weights is None else weights[same])

    def _outcomes(self, served: Numbers, possible: Numbers) -> npt.NDArray[np.intp]:
        # PERSONALISED and DEGRADED are 0 and 1.
        found: npt.NDArray[np.intp] = (served != possible).astype(np.intp)
        if self.blank is not None:
            found[self.blank.take(served)] = BLANK
        unserved = np.flatnonzero(served >= self.rules)
        if not self.table.has_default:
            found[unserved] = BLANK
            return found
        by_design = possible[unserved] >= self.rules
        found[unserved] = np.where(by_design, DEFAULT, FALLBACK)
        found[served > self.rules] = BLANK
        return found

    def _sets(self, served: Numbers, possible: Numbers, missing: Numbers) -> npt.NDArray[np.uint64]:
        """The missing signals that the best possible rule asks about, or a bit beyond them that says why else."""
        sets = missing.astype(np.uint64) & self.tested.take(possible)
        count = len(self.table.signals)
        sets[possible == self.rules] = np.uint64(2 << count)
        if self.blank is not None:
            sets[(served == possible) & self.blank.take(served)] = np.uint64(4 << count)
        sets[served == self.rules + 1] = np.uint64(1 << count)
        return sets

    def segments(self, kind: str, *, is_sample: bool) -> tuple[Segment, ...]:
        """By name; with intervals where the log is a sample."""
        if kind not in self.named:
            return ()
        names, matrix = self.named[kind]
        found = []
        for place, (name, outcomes) in enumerate(zip(names.names, matrix.outcomes(), strict=True)):
            effective = effective_rows(outcomes.total, float(matrix.squares[place]))
            sample = (outcomes.total, effective) if is_sample else None
            causes = self.causes.of(place, sample) if kind == "placement" else ()
            interval = interval_of(outcomes.wasted_share, effective) if is_sample else None
            found.append(Segment(name, outcomes, causes, interval))
        return tuple(sorted(found, key=lambda one: one.name))

    def rule_counts(self, collected: npt.NDArray[np.float64] | None) -> tuple[RuleCount, ...]:
        """By the table's numbers; `collected` counts how often each rule holds where all of them are served."""
        found = []
        for rank, place in enumerate(self.table.order):
            row = outcomes_of(self.by_rule[rank])
            served = row.total if collected is None else outcomes_of([collected[rank]]).personalised
            lost, negated = (outcomes_of([sums[rank]]).personalised for sums in (self.lost, self.negated))
            found.append(RuleCount(place + 1, served, row.degraded, negated, lost))
        return tuple(sorted(found, key=lambda one: one.rule))
