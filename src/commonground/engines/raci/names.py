"""Several names in one cell, told apart by what the other cells of the table call by itself."""

import re
from collections import Counter
from collections.abc import Iterable

STRONG = re.compile(r"[;\n]")
# In the order in which they are tried: a comma parts names more surely than a slash, a slash more than "and".
WEAK = (re.compile(r","), re.compile(r"\s*/\s*"), re.compile(r"\s+&\s+|\s+and\s+", re.IGNORECASE))


class Names:
    """Splits cells into names; `cells` are all cells of the table in which names stand.

    A name with a comma, a slash, "&" or "and" in it stays whole when the table uses it more than once and
    never uses one of its parts alone.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self.known = Counter(piece for cell in cells for piece in _pieces(cell, STRONG))

    def split(self, cell: str) -> list[str]:
        """Names in the order of the cell."""
        pieces = _pieces(cell, STRONG)
        for separator in WEAK:
            pieces = [name for piece in pieces for name in self._parts(piece, separator)]
        return list(dict.fromkeys(pieces))

    def _parts(self, piece: str, separator: re.Pattern[str]) -> list[str]:
        parts = _pieces(piece, separator)
        if self.known[piece] > 1 and not any(part in self.known for part in parts if part != piece):
            return [piece]
        return parts


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    return [" ".join(piece.split()) for piece in separator.split(text) if piece.strip()]
