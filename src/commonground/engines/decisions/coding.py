"""A signal's column of a log as codes: small whole numbers that say in which piece of the domain each value lies.

What a log holds may lie outside of what was agreed, so the domain here is open: texts have a piece for any other value,
numbers reach to both ends. The last code is that of a missing value.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from commonground.engines.decisions.columns import masks_on
from commonground.engines.decisions.feel import Cell, Equals
from commonground.engines.decisions.match import MissingPolicy, matches
from commonground.engines.decisions.pieces import Cut, Piece, cut
from commonground.engines.decisions.signal import TRUTH, WORDS_FOR_TRUTH, Signal, SignalType
from commonground.engines.errors import Unreadable

Codes = npt.NDArray[np.integer]
WIDEST_WINDOW = 1 << 16
ANY_OTHER = Piece(None, None)
EPOCH = datetime.date(1970, 1, 1).toordinal()
FARTHEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Masks:
    """For each code the rules that hold there, as whole numbers; the last is that of a missing value.

    served    under the table's missing policy
    certain   where a missing value matches nothing but `-` and `null`
    possible  where a missing value may turn out to be any
    """

    served: list[int]
    certain: list[int]
    possible: list[int]


@dataclass
class Coder:
    """Codes for one signal; `kind` is chosen by the type that its column has in the log.

    outside  rows whose value is none of the categories or beyond the range
    not_numbers  rows with NaN, taken as missing
    """

    signal: Signal
    bits: Mapping[Cell, int]
    policy: MissingPolicy
    whole: int
    outside: float = 0
    not_numbers: int = 0
    masks: Masks = field(init=False)
    kind: str = field(init=False, default="")

    def prepare(self, kind: pa.DataType) -> None:
        """Choose how to code a column of this Arrow type; raises Unreadable when the signal cannot be in it."""
        value = kind.value_type if pa.types.is_dictionary(kind) else kind
        if pa.types.is_null(kind):
            self.kind = "absent"
        elif self.signal.type.is_text:
            self.kind = self._text_kind(value)
        elif self.signal.type is SignalType.DATE:
            self.kind = "day" if pa.types.is_date(value) or pa.types.is_timestamp(value) else ""
        elif not pa.types.is_dictionary(kind):
            self.kind = "whole" if pa.types.is_integer(value) else ""
            self.kind = self.kind or ("float" if pa.types.is_floating(value) or pa.types.is_decimal(value) else "")
        if not self.kind:
            raise Unreadable(f"The column “{self.signal.key}” holds {kind}, and the signal is {self.signal.type}.")
        self._cut()

    def _text_kind(self, value: pa.DataType) -> str:
        known = (pa.types.is_string, pa.types.is_large_string, pa.types.is_boolean, pa.types.is_integer)
        return "text" if any(one(value) for one in known) else ""

    def _cut(self) -> None:
        found: list[int] = []
        if self.kind == "text":
            asked = {
                str(p.value) for cell in self.bits for p in cell.parts if isinstance(p, Equals) and p.value is not None
            }
            self.values = [*self.signal.categories, *sorted(asked - set(self.signal.categories))]
            pieces = Cut(self.signal, (*(Piece(value, value) for value in self.values), ANY_OTHER), finite=False)
            found = masks_on(pieces, self.bits)
        elif self.kind != "absent":
            kind = {"float": SignalType.NUMERIC, "day": SignalType.DATE}.get(self.kind, SignalType.INTEGER)
            pieces = cut(replace(self.signal, type=kind, low=None, high=None), self.bits)
            found = masks_on(pieces, self.bits)
            self._edges(pieces)
        missing = {policy: self._mask(policy) for policy in MissingPolicy}
        possible = missing[MissingPolicy.FEEL]
        # What a missing value may turn out to be is a value that was agreed, not just any.
        for mask in masks_on(cut(self.signal, self.bits), self.bits):
            possible |= mask
        self.masks = Masks(
            [*found, missing[self.policy]], [*found, missing[MissingPolicy.NO_MATCH]], [*found, possible]
        )

    def _mask(self, policy: MissingPolicy) -> int:
        """Rules that hold where the signal is missing."""
        mask = 0
        for cell, rules in self.bits.items():
            mask |= rules if matches(cell, None, self.signal, policy) else 0
        return mask

    def _edges(self, pieces: Cut) -> None:
        """Where each piece but the first begins, for a search from the right."""
        starts: list[int | float] = []
        for piece in pieces.pieces[1:]:
            low = piece.low
            if isinstance(low, datetime.date):
                starts.append(low.toordinal() - EPOCH)
            elif self.kind == "float":
                starts.append(np.nextafter(float(low), np.inf) if piece.open else low)  # type: ignore[arg-type]
            else:
                starts.append(min(max(int(low), -FARTHEST), FARTHEST))  # type: ignore[arg-type]
        self.edges = np.array(starts, dtype=np.float64 if self.kind == "float" else np.int64)
        self.window: tuple[int, int] = (0, 0)
        self.within: npt.NDArray[np.uint32] = np.zeros(0, np.uint32)

    @property
    def size(self) -> int:
        """How many codes there are."""
        return len(self.masks.served)

    def codes(self, column: pa.Array | None, rows: int, stride: int) -> npt.NDArray[np.uint32]:
        """The code of each row times `stride`."""
        if column is None or self.kind == "absent":
            return np.full(rows, (self.size - 1) * stride, np.uint32)
        if self.kind == "text":
            return self._texts(column, stride)
        if self.kind == "float":
            return self._floats(column, stride)
        return self._wholes(column, stride)

    def _texts(self, column: pa.Array, stride: int) -> npt.NDArray[np.uint32]:
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        words = column.dictionary
        if pa.types.is_boolean(words.type):
            words = pc.if_else(words, *TRUTH)
        words = pc.cast(words, pa.string())
        # An empty text is missing, as an empty field of a CSV is.
        empty = np.asarray(pc.fill_null(pc.equal(words, ""), True))
        if self.signal.is_truth:
            words = pa.array([WORDS_FOR_TRUTH.get(str(word).lower(), word) for word in words.to_pylist()], pa.string())
        found = pc.index_in(words, value_set=pa.array(self.values, pa.string()))
        codes = np.asarray(pc.fill_null(found, len(self.values))).astype(np.uint32)
        places = pc.fill_null(column.indices, len(words)) if column.null_count else column.indices
        indices = np.asarray(places)
        outside = (codes >= len(self.signal.categories)) & ~empty
        if self.signal.categories and outside.any():
            counts = np.bincount(indices, minlength=len(words) + 1)[: len(words)]
            self.outside += counts[outside].sum()
        codes[empty] = self.size - 1
        table = np.append(codes, self.size - 1).astype(np.uint32) * np.uint32(stride)
        coded: npt.NDArray[np.uint32] = table.take(indices)
        return coded

    def _floats(self, column: pa.Array, stride: int) -> npt.NDArray[np.uint32]:
        values = np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))
        missing = np.isnan(values)
        self.not_numbers += int(missing.sum()) - column.null_count
        self._count_outside(values[~missing])
        codes = np.searchsorted(self.edges, values, side="right").astype(np.uint32)
        codes[missing] = self.size - 1
        return codes * np.uint32(stride)

    def _wholes(self, column: pa.Array, stride: int) -> npt.NDArray[np.uint32]:
        if self.kind == "day":
            column = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32())
        column = pc.cast(column, pa.int64()) if column.type != pa.int64() else column
        ends = pc.min_max(column)
        low, high = ends["min"].as_py(), ends["max"].as_py()
        if low is None:
            return np.full(len(column), (self.size - 1) * stride, np.uint32)
        missing = np.asarray(pc.is_null(column)) if column.null_count else None
        values = np.asarray(pc.fill_null(column, low) if column.null_count else column)
        if self.kind == "whole" and not (_at_least(low, self.signal.low) and _at_least(self.signal.high, high)):
            self._count_outside(values if missing is None else values[~missing])
        if high - low < WIDEST_WINDOW:
            codes = self._windowed(values, low, high, stride)
        else:
            codes = np.searchsorted(self.edges, values, side="right").astype(np.uint32) * np.uint32(stride)
        if missing is not None:
            codes[missing] = (self.size - 1) * stride
        return codes

    def _windowed(self, values: npt.NDArray[np.int64], low: int, high: int, stride: int) -> npt.NDArray[np.uint32]:
        """By a table over all whole numbers between the ends, which is faster than a search in each row."""
        if not (self.within.size and self.window[0] <= low and high <= self.window[1]):
            wide = (min(low, self.window[0]), max(high, self.window[1])) if self.within.size else (low, high)
            self.window = low, high = wide if wide[1] - wide[0] < WIDEST_WINDOW else (low, high)
            every = np.arange(low, high + 1, dtype=np.int64)
            self.within = np.searchsorted(self.edges, every, side="right").astype(np.uint32) * np.uint32(stride)
        return self.within.take(values - self.window[0])

    def _count_outside(self, values: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> None:
        low, high = self.signal.low, self.signal.high
        if isinstance(low, int | float):
            self.outside += int((values < low).sum())
        if isinstance(high, int | float):
            self.outside += int((values > high).sum())


def _at_least(value: object, bound: object) -> bool:
    return not isinstance(bound, int | float) or not isinstance(value, int | float) or value >= bound
