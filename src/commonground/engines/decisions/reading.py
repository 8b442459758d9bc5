"""A log's batches as codes: what simulation, profiles and evaluation of policies read alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from commonground.engines.decisions.coding import Coder
from commonground.engines.decisions.columns import bits_by_cell
from commonground.engines.decisions.log import Log, LogColumns
from commonground.engines.decisions.lookup import Group
from commonground.engines.decisions.naming import Names
from commonground.engines.decisions.signal import SignalType
from commonground.engines.decisions.table import Table
from commonground.engines.errors import TooLarge, Unreadable

MOST_SIGNALS = 60
SEGMENTS = ("placement", "partner", "day")
NUMBERS = (SignalType.NUMERIC, SignalType.INTEGER)

# Beyond it, sums of squares say nothing any more.
MOST_WEIGHT = 1e12


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a log.

    first     rows before it
    weights   impressions that each row stands for, None for one each
    segments  "placement", "partner", "day" -> the number of each row's name, where the log has the column
    """

    content: pa.RecordBatch
    first: int
    weights: npt.NDArray[np.float64] | None
    segments: Mapping[str, npt.NDArray[np.intp]]

    @property
    def rows(self) -> int:
        return int(self.content.num_rows)


class Reader:
    """Reads what a table needs of a log. Raises Unreadable, with the column and row, for what cannot be used."""

    def __init__(self, table: Table, log: Log, columns: LogColumns, more: tuple[str, ...] = ()) -> None:
        if len(table.signals) > MOST_SIGNALS:
            raise TooLarge(f"The table asks for {len(table.signals)} signals; at most {MOST_SIGNALS} can be simulated.")
        self.table, self.log, self.more = table, log, more
        present = set(log.columns)
        self.signals = [key for key in table.keys if key in present]
        named = {kind: getattr(columns, kind) for kind in SEGMENTS if getattr(columns, kind) in present}
        self.names = {kind: Names(name) for kind, name in named.items()}
        self.weight = columns.weight if columns.weight in present else ""
        if not table.signals:
            raise Unreadable("The table asks for no signal, so there is nothing to look up in a log.")
        if not self.signals:
            raise Unreadable(
                f"The log has none of the signals {', '.join(table.keys)}: its columns are {', '.join(log.columns[:20])}."
            )
        whole = (1 << len(table.rules)) - 1
        self.coders = [
            Coder(signal, bits_by_cell(table, place), table.missing_policy, whole)
            for place, signal in enumerate(table.signals)
        ]
        self.rows = 0

    @property
    def wanted(self) -> list[str]:
        """Columns to read."""
        names = [*self.signals, *(one.column for one in self.names.values()), *self.more]
        return list(dict.fromkeys([*names, *([self.weight] if self.weight else [])]))

    def batches(self, numbers: tuple[str, ...] = ()) -> Iterator[Batch]:
        """The log from its first row; the coders are ready from the first batch on."""
        kinds = {signal.key: signal.type for signal in self.table.signals}
        as_numbers = [*(key for key in self.signals if kinds[key] in NUMBERS), *numbers]
        as_numbers += [self.weight] if self.weight else []
        days = [key for key in self.signals if kinds[key] is SignalType.DATE]
        ready = False
        for content in self.log.batches(self.wanted, as_numbers, days):
            if not ready:
                self._prepare(content.schema)
                ready = True
            if content.num_rows:
                segments = {kind: names.codes(content.column(names.column)) for kind, names in self.names.items()}
                batch = Batch(content, self.rows, self._weights(content), segments)
                self.rows += batch.rows
                yield batch
        if not self.rows:
            raise Unreadable("The log has no rows.")

    def _prepare(self, schema: pa.Schema) -> None:
        for coder in self.coders:
            key = coder.signal.key
            coder.prepare(schema.field(key).type if key in self.signals else pa.null())
        if self.weight and not _is_number(schema.field(self.weight).type):
            raise Unreadable(f"The weights in “{self.weight}” are {schema.field(self.weight).type}, not numbers.")

    def codes(self, batch: Batch, place: int, stride: int = 1) -> npt.NDArray[np.uint32]:
        """The code of one signal in each row, times `stride`."""
        key = self.table.keys[place]
        column = batch.content.column(key) if key in self.signals else None
        return self.coders[place].codes(column, batch.rows, stride)

    def joint(self, group: Group, batch: Batch) -> npt.NDArray[np.intp]:
        """The index of each row into a group's tables."""
        total = self.codes(batch, group.places[0], group.strides[0])
        for place, stride in zip(group.places[1:], group.strides[1:], strict=True):
            np.add(total, self.codes(batch, place, stride), out=total)
        return total.astype(np.intp)

    def _weights(self, content: pa.RecordBatch) -> npt.NDArray[np.float64] | None:
        if not self.weight:
            return None
        column = content.column(self.weight)
        values = np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))
        wrong = np.flatnonzero(~((values >= 0) & (values <= MOST_WEIGHT)))
        if wrong.size:
            place = int(wrong[0])
            said = column[place].as_py()
            shown = "nothing" if said is None else said
            raise Unreadable(
                f"The weight in row {self.rows + place + 1:,} is {shown}: a weight is a number from 0 to {MOST_WEIGHT:,.0f}."
            )
        return values

    def warnings(self) -> Iterator[str]:
        """What was assumed, left out, or outside of what was agreed."""
        absent = [key for key in self.table.keys if key not in self.signals]
        if absent:
            yield f"The log has no column for {', '.join(absent)}: taken as missing on every impression."
        ignored = [name for name in self.log.columns if name not in self.wanted]
        if ignored:
            more = f" and {len(ignored) - 20} more" if len(ignored) > 20 else ""
            yield f"Columns that are no signals were not read: {', '.join(ignored[:20])}{more}."
        for coder in self.coders:
            if coder.outside:
                yield f"Rows in which “{coder.signal.key}” is none of the values that were agreed: {coder.outside:,}."
            if coder.not_numbers:
                yield f"Rows in which “{coder.signal.key}” is NaN, taken as missing: {coder.not_numbers:,}."


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))
