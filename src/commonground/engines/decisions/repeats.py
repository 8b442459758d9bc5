"""Whether a log of rotated variants was rotated: how often the same case was shown the same again.

A case is what all of the table's signals in the log say together, also those of which no rule asks. Where a row was shown a
variant with probability p, the next row of its case is shown it again with probability p. Memory is bounded: of a long log
those cases are kept whose hash is small, each with all of its rows.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from commonground.engines.decisions.reading import Batch

MOST_KEPT = 2_000_000
Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Repeats:
    """Of the cases with two or more rows.

    cases   how many were looked at
    single  share of them that was shown one variant only
    excess  share of the changes of variant to be expected by the stated propensities that did not occur: 0 in a log that
            was rotated by them, 1 in one in which each case always got the same; negative where there were more
    z       standard deviations by which repeats exceed what is expected
    """

    cases: int
    single: float
    excess: float
    z: float


class Cases:
    """Collects rows by case; `keys` are the columns of the signals."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys, self.level, self.kept = list(keys), 0, 0
        self.parts: list[tuple[Keys, Numbers, Floats]] = []

    def add(self, batch: Batch, shown: Numbers, chances: Floats) -> None:
        hashed = np.zeros(batch.rows, np.uint64)
        for key in self.keys:
            hashed = _mixed(hashed ^ _values(batch.content.column(key)))
        self._keep((hashed, shown, chances))
        while self.kept > MOST_KEPT:
            self.level += 1
            before, self.parts, self.kept = self.parts, [], 0
            for part in before:
                self._keep(part)

    def _keep(self, part: tuple[Keys, Numbers, Floats]) -> None:
        if self.level:
            small = part[0] < np.uint64(1 << (64 - self.level))
            part = (part[0][small], part[1][small], part[2][small])
        self.parts.append(part)
        self.kept += len(part[0])

    def repeats(self) -> Repeats:
        """What was collected."""
        keys, shown, chances = (np.concatenate(each) for each in zip(*self.parts, strict=True))
        order = np.argsort(keys, kind="stable")
        keys, shown, chances = keys[order], shown[order], chances[order]
        same = keys[1:] == keys[:-1]
        changes = same & (shown[1:] != shown[:-1])
        starts = np.flatnonzero(np.append(True, ~same))
        sizes = np.diff(np.append(starts, len(keys)))
        changed = np.add.reduceat(np.append(False, changes).astype(np.int64), starts)
        several = sizes > 1
        cases = int(several.sum())
        single = float((changed[several] == 0).mean()) if cases else 0.0
        again = chances[:-1][same]
        expected, spread = float((1 - again).sum()), float((again * (1 - again)).sum())
        fewer = expected - float(changes.sum())
        return Repeats(
            cases, single, fewer / expected if expected else 0.0, fewer / math.sqrt(spread) if spread > 0 else 0.0
        )


def _values(column: pa.Array) -> Keys:
    """A number for each value, the same for the same value in every batch."""
    if pa.types.is_boolean(column.type):
        column = pc.cast(column, pa.int8())
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.string())
    if pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        numbers = np.asarray(pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False))
        return np.ascontiguousarray(numbers).view(np.uint64)
    if pa.types.is_null(column.type):
        return np.zeros(len(column), np.uint64)
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    words = [*map(str, column.dictionary.to_pylist()), None]
    hashed = [0 if word is None else _hashed(word) for word in words]
    found: Keys = np.array(hashed, np.uint64).take(np.asarray(column.indices.fill_null(len(words) - 1)))
    return found


def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _mixed(values: Keys) -> Keys:
    """splitmix64 (Steele, Lea, Flood 2014): every bit of the value changes about half of the bits."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
