"""What the placements of a table target, for rows in which a targeted signal is missing: no value beyond that was possible."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.columns import bits_by_cell, bits_of, columns_of
from commonground.engines.decisions.lookup import Bits, Words, words_for, words_of
from commonground.engines.decisions.naming import Names
from commonground.engines.decisions.plan import missing_masks
from commonground.engines.decisions.table import Placement, Table

Index = npt.NDArray[np.intp]


def possible_on(table: Table, placement: Placement) -> dict[int, int]:
    """For the place of each signal that the placement targets the rules that were possible where it is missing."""
    targeted = dict(placement.targeting)
    columns = columns_of(table, Placement(placement.key, placement.targeting))
    return {
        place: missing_masks(table, signal, bits_by_cell(table, place), columns[place])[1]
        for place, signal in enumerate(table.signals)
        if signal.key in targeted
    }


class Targets:
    """A table of masks like a group's (lookup.Group), indexed by placement and the targeted signals that are missing there.

    Index 0 restricts nothing. The tables grow as combinations occur.
    """

    def __init__(self, table: Table, names: Names) -> None:
        self.names, self.words = names, words_for(len(table.rules))
        self.whole = (1 << len(table.rules)) - 1
        found = {one.key: possible_on(table, one) for one in table.placements if one.targeting}
        # What takes no rule away from anybody is not looked up.
        self.masks: Mapping[str, dict[int, int]] = {
            key: {place: mask for place, mask in masks.items() if mask != self.whole} for key, masks in found.items()
        }
        self.bits = np.zeros(0, np.uint64)
        self.known: dict[tuple[int, int], int] = {}
        self._fill([self.whole])

    @property
    def is_needed(self) -> bool:
        """Some placement leaves less possible than the table alone."""
        return any(self.masks.values())

    def codes(self, missing: Bits, where: Index) -> Index | None:
        """The index of each row by its missing signals (bits) and the number of its placement; None where nothing is
        restricted."""
        names = self.names.names
        if len(self.bits) < len(names):
            self.bits = np.array([sum(1 << place for place in self.masks.get(name, ())) for name in names], np.uint64)
        sets = missing & self.bits.take(where)
        rows = np.flatnonzero(sets)
        if not rows.size:
            return None
        different, numbers = np.unique(sets[rows], return_inverse=True)
        pairs, turned = np.unique(where[rows] * len(different) + numbers, return_inverse=True)
        found = [self._code(pair // len(different), int(different[pair % len(different)])) for pair in pairs.tolist()]
        if len(self.known) >= self.possible.shape[1]:
            self._fill([self.whole, *(self._mask(names[name], chosen) for name, chosen in self.known)])
        codes = np.zeros(len(where), np.intp)
        codes[rows] = np.array(found, np.intp)[turned]
        return codes

    def _code(self, name: int, chosen: int) -> int:
        return self.known.setdefault((name, chosen), len(self.known) + 1)

    def _mask(self, name: str, chosen: int) -> int:
        mask = self.whole
        for place in bits_of(chosen):
            mask &= self.masks[name][place]
        return mask

    def _fill(self, masks: list[int]) -> None:
        self.possible: Words = words_of(masks, self.words)
        self.served = self.certain = np.full_like(self.possible, np.iinfo(np.uint64).max)
