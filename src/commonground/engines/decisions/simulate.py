"""A decision table over an impression log: one pass, bounded memory, what was served and what was lost and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from commonground.engines.decisions.coding import Coder
from commonground.engines.decisions.columns import bits_by_cell, mask_of
from commonground.engines.decisions.deciding import Decided, Decider
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import Log, LogColumns
from commonground.engines.decisions.lookup import WORD, Group, groups_of
from commonground.engines.decisions.match import MissingPolicy, fires_through_negation
from commonground.engines.decisions.report import Outcomes, Segment, Simulation
from commonground.engines.decisions.signal import SignalType
from commonground.engines.decisions.table import Table
from commonground.engines.decisions.tallies import Matrix, Names, Tallies, outcomes_of
from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.statistics import wilson

MOST_SIGNALS = 60
SEGMENTS = ("placement", "partner", "day")
IMPRESSIONS = "None: every impression of the log was decided."
SAMPLED = "Wilson's interval at 95 % for the wasted share, by {:,.0f} effective rows of a random sample."


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
    for rows in run.batches():
        if cancelled and cancelled():
            raise Cancelled(f"The simulation was cancelled after {rows:,} rows.")
        if progress:
            progress(rows, log.rows)
    return run.result(is_sample=is_sample)


@dataclass
class _Used:
    """Names of the columns that a log has of those that are wanted."""

    signals: list[str]
    named: dict[str, str]
    weight: str

    @property
    def all(self) -> list[str]:
        names = [*self.signals, *self.named.values(), *([self.weight] if self.weight else [])]
        return list(dict.fromkeys(names))


class _Run:
    def __init__(self, table: Table, log: Log, names: LogColumns) -> None:
        if len(table.signals) > MOST_SIGNALS:
            raise TooLarge(f"The table asks for {len(table.signals)} signals; at most {MOST_SIGNALS} can be simulated.")
        self.table, self.log = table, log
        present = set(log.columns)
        self.used = _Used(
            [key for key in table.keys if key in present],
            {kind: getattr(names, kind) for kind in SEGMENTS if getattr(names, kind) in present},
            names.weight if names.weight in present else "",
        )
        if table.signals and not self.used.signals:
            raise Unreadable(
                f"The log has none of the signals {', '.join(table.keys)}: its columns are {', '.join(log.columns[:20])}."
            )
        whole = (1 << len(table.rules)) - 1
        self.coders = [
            Coder(signal, bits_by_cell(table, place), table.missing_policy, whole)
            for place, signal in enumerate(table.signals)
        ]
        self.traps = table.missing_policy is MissingPolicy.FEEL and any(
            fires_through_negation(cell, signal)
            for rule in table.rules
            for cell, signal in zip(rule.when, table.signals, strict=True)
        )
        self.tallies = Tallies(table, self._tested(), traps=self.traps)
        self.tallies.named = {kind: (Names(name), Matrix()) for kind, name in self.used.named.items()}
        self.groups: list[Group] = []
        self.decider: Decider | None = None
        self.rows = 0
        self.weight = self.squares = 0.0

    def _tested(self) -> list[int]:
        """For each rule in the table's order the signals that it asks about, as bits."""
        return [
            mask_of(column for column, cell in enumerate(self.table.rules[place].when) if not cell.is_any)
            for place in self.table.order
        ]

    def batches(self) -> Iterator[int]:
        """Rows done, after each batch."""
        kinds = {signal.key: signal.type for signal in self.table.signals}
        numbers = [key for key in self.used.signals if kinds[key] in (SignalType.NUMERIC, SignalType.INTEGER)]
        days = [key for key in self.used.signals if kinds[key] is SignalType.DATE]
        numbers += [self.used.weight] if self.used.weight else []
        for batch in self.log.batches(self.used.all, numbers, days):
            if self.decider is None:
                self._prepare(batch.schema)
            if batch.num_rows:
                self._add(batch)
            yield self.rows

    def _prepare(self, schema: pa.Schema) -> None:
        for coder in self.coders:
            key = coder.signal.key
            coder.prepare(schema.field(key).type if key in self.used.signals else pa.null())
        if self.used.weight and not _is_number(schema.field(self.used.weight).type):
            raise Unreadable(
                f"The weights in “{self.used.weight}” are {schema.field(self.used.weight).type}, not numbers."
            )
        words = max((len(self.table.rules) + WORD - 1) // WORD, 1)
        self.groups = groups_of(self.coders, words)
        ordered = [self.table.output_codes[place] for place in self.table.order]
        self.decider = Decider(self.groups, len(self.table.rules), self.table.hit_policy, ordered)

    def _add(self, batch: pa.RecordBatch) -> None:
        assert self.decider is not None
        weights = self._weights(batch)
        joints = [self._joint(group, batch) for group in self.groups]
        segments = {
            kind: self.tallies.named[kind][0].codes(batch.column(name)) for kind, name in self.used.named.items()
        }
        decided = self.decider.decide(joints, weights)
        certain = self._certain(joints, decided) if self.traps else None
        self.tallies.add(decided, segments, weights, certain)
        self.rows += batch.num_rows
        self.weight += batch.num_rows if weights is None else float(weights.sum())
        self.squares += batch.num_rows if weights is None else float((weights * weights).sum())

    def _joint(self, group: Group, batch: pa.RecordBatch) -> npt.NDArray[np.intp]:
        total: npt.NDArray[np.uint32] | None = None
        for place, stride in zip(group.places, group.strides, strict=True):
            key = self.table.keys[place]
            column = batch.column(key) if key in self.used.signals else None
            codes = self.coders[place].codes(column, batch.num_rows, stride)
            total = codes if total is None else total + codes
        return np.zeros(batch.num_rows, np.intp) if total is None else total.astype(np.intp)

    def _weights(self, batch: pa.RecordBatch) -> npt.NDArray[np.float64] | None:
        if not self.used.weight:
            return None
        column = batch.column(self.used.weight)
        values = np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))
        wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
        if wrong.size:
            place = int(wrong[0])
            said = column[place].as_py()
            shown = "nothing" if said is None else said
            raise Unreadable(
                f"The weight in row {self.rows + place + 1:,} is {shown}: a weight is a number that is not negative."
            )
        return values

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
        if self.decider is None or not self.rows:
            raise Unreadable("The log has no rows.")
        outcomes = outcomes_of(self.tallies.by_rule.sum(axis=0))
        effective = self.weight**2 / self.squares if self.squares else 0.0
        collects = not self.table.hit_policy.serves_one
        placements = self.tallies.segments("placement")
        return Simulation(
            self.rows,
            outcomes.total,
            outcomes,
            wilson(outcomes.wasted_share * effective, effective) if is_sample else None,
            self.tallies.rule_counts(self.decider.counts if collects else None),
            placements,
            self.tallies.segments("partner") or self._partners(placements),
            self.tallies.segments("day"),
            self.tallies.causes.of(),
            tuple(self._warnings()),
            self.table.digest,
            SAMPLED.format(effective) if is_sample else IMPRESSIONS,
        )

    def _partners(self, placements: Sequence[Segment]) -> tuple[Segment, ...]:
        """By the partners whom the table names for its placements."""
        partner_of = {one.key: one.partner for one in self.table.placements if one.partner}
        sums: dict[str, npt.NDArray[np.float64]] = {}
        for one in placements:
            if one.name in partner_of:
                row = np.array([getattr(one.outcomes, name) for name in Outcomes.__dataclass_fields__])
                sums[partner_of[one.name]] = sums.get(partner_of[one.name], 0) + row
        return tuple(Segment(name, outcomes_of(row)) for name, row in sorted(sums.items()))

    def _warnings(self) -> Iterator[str]:
        absent = [key for key in self.table.keys if key not in self.used.signals]
        if absent:
            yield f"The log has no column for {', '.join(absent)}: taken as missing on every impression."
        ignored = [name for name in self.log.columns if name not in self.used.all]
        if ignored:
            more = f" and {len(ignored) - 20} more" if len(ignored) > 20 else ""
            yield f"Columns that are no signals were not read: {', '.join(ignored[:20])}{more}."
        for coder in self.coders:
            if coder.outside:
                yield f"Rows in which “{coder.signal.key}” is none of the values that were agreed: {coder.outside:,}."
            if coder.not_numbers:
                yield f"Rows in which “{coder.signal.key}” is NaN, taken as missing: {coder.not_numbers:,}."
        for number, rule in enumerate(self.table.rules, start=1):
            if all(cell.is_any for cell in rule.when):
                yield f"Rule {number} asks for nothing: what it serves counts as personalised or degraded, not as default."


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
