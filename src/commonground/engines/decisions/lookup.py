"""Rule masks by joint codes: a few columns together index one table of 64-bit words, so a row costs a few look-ups."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.coding import Coder

Words = npt.NDArray[np.uint64]
Bits = npt.NDArray[np.unsignedinteger]
ENTRIES = 1 << 15
BYTES = 1 << 24
WORD = 64


def words_for(rules: int) -> int:
    """How many words hold so many rules."""
    return max((rules + WORD - 1) // WORD, 1)


def words_of(masks: Sequence[int], words: int) -> Words:
    """Shape (words, masks): the bits of each mask, 64 a word, the lowest first."""
    data = b"".join(mask.to_bytes(words * 8, "little") for mask in masks)
    return np.ascontiguousarray(np.frombuffer(data, "<u8").reshape(len(masks), words).T)


class Group:
    """Some coders whose codes together are one index."""

    def __init__(self, places: Sequence[int], coders: Sequence[Coder], words: int) -> None:
        self.places = list(places)
        self.strides, size = [], 1
        for place in places:
            self.strides.append(size)
            size *= coders[place].size
        self.size = size
        self.served = self._table([words_of(coders[place].masks.served, words) for place in places])
        self.certain = self._table([words_of(coders[place].masks.certain, words) for place in places])
        self.possible = self._table([words_of(coders[place].masks.possible, words) for place in places])
        self.missing = self._missing(coders)

    def _table(self, parts: Sequence[Words]) -> Words:
        """Shape (words, size): AND over the group's columns, the first column's code running fastest."""
        table = parts[0]
        for part in parts[1:]:
            table = (part[:, :, None] & table[:, None, :]).reshape(part.shape[0], -1)
        return np.ascontiguousarray(table)

    def _missing(self, coders: Sequence[Coder]) -> Bits:
        """Shape (size,): bit n is set where the signal at place n is missing; as narrow as the signals allow."""
        kind = np.min_scalar_type((1 << len(coders)) - 1)
        table = np.zeros(1, kind)
        for place in self.places:
            part = np.zeros(coders[place].size, kind)
            part[-1] = 1 << place
            table = (part[:, None] | table[None, :]).reshape(-1)
        return table


def groups_of(coders: Sequence[Coder], words: int) -> list[Group]:
    """Neighbouring columns together as long as their table stays small enough for a fast memory."""
    most = max(min(ENTRIES, BYTES // (words * 8)), 2)
    groups: list[list[int]] = []
    size = 1
    for place, coder in sorted(enumerate(coders), key=lambda one: one[1].size):
        if groups and size * coder.size <= most:
            groups[-1].append(place)
            size *= coder.size
        else:
            groups.append([place])
            size = coder.size
    return [Group(places, coders, words) for places in groups]


def lowest(words: Words) -> npt.NDArray[np.uint8]:
    """Place of the lowest bit that is set in each word, 64 where none is."""
    below = words - np.uint64(1)
    np.bitwise_and(below, np.invert(words), out=below)
    found: npt.NDArray[np.uint8] = np.bitwise_count(below)
    return found
