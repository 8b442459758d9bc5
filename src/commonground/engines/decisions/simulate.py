"""A decision table over an impression log: one pass, bounded memory, what was served and what was lost and why."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.columns import tested_bits
from commonground.engines.decisions.deciding import Decided, Decider
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import Log, LogColumns
from commonground.engines.decisions.lookup import WORD, Group, groups_of, words_for
from commonground.engines.decisions.match import MissingPolicy, fires_through_negation
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.reading import Batch, Reader
from commonground.engines.decisions.report import Segment, Simulation
from commonground.engines.decisions.table import Table, digest_of
from commonground.engines.decisions.tallies import Matrix, Tallies, effective_rows, interval_of, outcomes_of
from commonground.engines.decisions.targets import Targets

IMPRESSIONS = "None: every impression of the log was decided."
SAMPLED = "Wilson's intervals at 95 % for shares, by {:,.0f} effective rows of a random sample and those of each part."


def simulate(
    table: Table,
    log: Log,
    *,
    columns: LogColumns | None = None,
    is_sample: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Simulation:
    """Decide every impression of `log`.

    columns    names of the columns for placement, partner, day and weight
    is_sample  the log is a random sample, so that shares have an interval
    progress   called with rows done and rows in all (None when not known)
    cancelled  asked after each batch; raises Cancelled when it says yes

    Raises Unreadable for a log without any signal, or whose values are of other types; TooLarge beyond a limit.
    """
    run = _Run(table, log, columns or LogColumns())
    for batch in run.reader.batches():
        run.add(batch)
        if cancelled and cancelled():
            raise Cancelled(f"The simulation was cancelled after {run.reader.rows:,} rows.")
        if progress:
            progress(run.reader.rows, log.rows)
    return run.result(is_sample=is_sample)


class _Run:
    def __init__(self, table: Table, log: Log, names: LogColumns) -> None:
        self.table, self.names = table, names
        self.reader = Reader(table, log, names)
        self.traps = table.missing_policy is MissingPolicy.FEEL and any(
            fires_through_negation(cell, signal)
            for rule in table.rules
            for cell, signal in zip(rule.when, table.signals, strict=True)
        )
        self.judge = Judge(table)
        self.tallies = Tallies(table, tested_bits(table), self.judge.blank)
        self.tallies.named = {kind: (one, Matrix()) for kind, one in self.reader.names.items()}
        self.weight = self.squares = 0.0

    @cached_property
    def groups(self) -> list[Group]:
        return groups_of(self.reader.coders, words_for(len(self.table.rules)))

    @cached_property
    def decider(self) -> Decider:
        targets = Targets(self.table, self.reader.names["placement"]) if "placement" in self.reader.names else None
        return Decider(self.groups, self.table, self.judge, targets if targets and targets.is_needed else None)

    def add(self, batch: Batch) -> None:
        joints = [self.reader.joint(group, batch) for group in self.groups]
        decided = self.decider.decide(joints, batch.weights, batch.segments.get("placement"))
        certain = self._certain(joints, decided) if self.traps else None
        self.tallies.add(decided, batch.segments, batch.weights, certain)
        self.weight += batch.rows if batch.weights is None else float(batch.weights.sum())
        self.squares += batch.rows if batch.weights is None else float((batch.weights * batch.weights).sum())

    def _certain(self, joints: Sequence[npt.NDArray[np.intp]], decided: Decided) -> npt.NDArray[np.bool_]:
        """Whether the rule served on each row holds on known signals alone."""
        assert self.decider is not None
        certain: npt.NDArray[np.bool_] = decided.missing == 0
        for number in range(self.decider.words):
            rows = np.flatnonzero(~certain & (decided.served // WORD == number))
            if rows.size:
                word = self.decider.word([joint[rows] for joint in joints], lambda group: group.certain, number)
                bit = (decided.served[rows] % WORD).astype(np.uint64)
                certain[rows] = (word >> bit) & np.uint64(1) != 0
        return certain

    def result(self, *, is_sample: bool) -> Simulation:
        outcomes = outcomes_of(self.tallies.by_rule.sum(axis=0))
        effective = effective_rows(self.weight, self.squares)
        sample = (self.weight, effective) if is_sample else None
        collects = not self.table.hit_policy.serves_one
        placements = self.tallies.segments("placement", is_sample=is_sample)
        return Simulation(
            self.reader.rows,
            outcomes.total,
            outcomes,
            interval_of(outcomes.wasted_share, effective) if is_sample else None,
            self.tallies.rule_counts(self.decider.counts if collects else None),
            placements,
            self.tallies.segments("partner", is_sample=is_sample) or self._partners(is_sample=is_sample),
            self.tallies.segments("day", is_sample=is_sample),
            self.tallies.causes.of(sample=sample),
            tuple(self._warnings()),
            self.table.digest,
            digest_of(self.table.digest, self.reader.log.fingerprint, self.names, is_sample),
            SAMPLED.format(effective) if is_sample else IMPRESSIONS,
        )

    def _partners(self, *, is_sample: bool) -> tuple[Segment, ...]:
        """By the partners whom the table names for its placements."""
        partner_of = {one.key: one.partner for one in self.table.placements if one.partner}
        names, matrix = self.tallies.named.get("placement", (None, Matrix()))
        sums: dict[str, npt.NDArray[np.float64]] = {}
        for place, name in enumerate(names.names if names else ()):
            if name in partner_of:
                row = np.append(matrix.sums[place], matrix.squares[place])
                sums[partner_of[name]] = sums.get(partner_of[name], 0) + row
        found = []
        for name, row in sorted(sums.items()):
            outcomes = outcomes_of(row[:-1])
            effective = effective_rows(outcomes.total, float(row[-1]))
            interval = interval_of(outcomes.wasted_share, effective) if is_sample else None
            found.append(Segment(name, outcomes, interval=interval))
        return tuple(found)

    def _warnings(self) -> Iterator[str]:
        yield from self.reader.warnings()
        for number, rule in enumerate(self.table.rules, start=1):
            if all(cell.is_any for cell in rule.when):
                yield f"Rule {number} asks for nothing: what it serves counts as personalised or degraded, not as default."
