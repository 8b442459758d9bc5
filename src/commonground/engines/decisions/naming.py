"""The values of a naming column, such as the placement, as numbers."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from commonground.engines.errors import TooLarge

MOST_NAMES = 10_000


class Names:
    """The values of one naming column, numbered as they come."""

    def __init__(self, column: str) -> None:
        self.column = column
        self.known: dict[str, int] = {}

    def codes(self, column: pa.Array) -> npt.NDArray[np.intp]:
        """A number for each row; raises TooLarge for more names than can be told apart in a report."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        words = [*("" if one is None else str(one) for one in column.dictionary.to_pylist()), ""]
        indices = np.asarray(column.indices.fill_null(len(words) - 1))
        used = np.unique(indices)
        table = np.zeros(len(words), np.intp)
        for place in used.tolist():
            table[place] = self.known.setdefault(words[place], len(self.known))
        if len(self.known) > MOST_NAMES:
            raise TooLarge(f"The column “{self.column}” has more than {MOST_NAMES:,} different values.")
        found: npt.NDArray[np.intp] = table[indices]
        return found

    @property
    def names(self) -> list[str]:
        return list(self.known)
