"""Several names in one cell, told apart by what the other cells of the table call by itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

STRONG = re.compile(r"[;\n]")
COMMA = re.compile(r"[,،、，]")
WEAK = re.compile(r"\s*/\s*|\s+(?:&|and|und|et|y|e|en|og|och)\s+", re.IGNORECASE)
LEGAL_FORMS = re.compile(r",\s*(?:inc|ltd|llc|llp|gmbh|ag|co|corp|s\.?a|s\.?l|plc|b\.?v)\.?", re.IGNORECASE)
# No name has more parts, and trying all runs of a cell with thousands would grow with the square.
PARTS = 6


class Names:
    """Splits cells into names; `cells` are all cells of the table in which names stand, `known` names stay whole.

    A comma parts names, except before a legal form. A name with a slash, "&" or "and" in it stays whole when the
    table uses it more than once and never uses one of its parts alone; `whole` lists those that did.
    """

    def __init__(self, cells: Iterable[str], known: Iterable[str] = ()) -> None:
        self.known = {_key(name) for name in known}
        pieces = (part for cell in cells for piece in _pieces(cell, STRONG) for part in self._by_comma(piece))
        self.alone = Counter(map(_key, pieces))
        self.whole: dict[str, None] = {}

    def split(self, cell: str) -> list[str]:
        """Names in the order of the cell."""
        parts = (part for piece in _pieces(cell, STRONG) for part in self._by_comma(piece))
        return list(dict.fromkeys(name for part in parts for name in _joined(part, WEAK, self._is_one)))

    def _by_comma(self, piece: str) -> list[str]:
        return _joined(piece, COMMA, self._is_given)

    def _is_given(self, run: str) -> bool:
        return _key(run) in self.known or bool(LEGAL_FORMS.fullmatch(run, run.find(",")))

    def _is_one(self, run: str) -> bool:
        if _key(run) in self.known:
            return True
        is_one = self.alone[_key(run)] > 1 and not any(_key(part) in self.alone for part in WEAK.split(run))
        if is_one:
            self.whole[run] = None
        return is_one


def _joined(text: str, separator: re.Pattern[str], is_one: Callable[[str], bool]) -> list[str]:
    """Parts of `text`, the longest runs of neighbours that are one name left together."""
    starts = [0, *(found.end() for found in separator.finditer(text))]
    ends = [*(found.start() for found in separator.finditer(text)), len(text)]
    names, part = [], 0
    while part < len(starts):
        longest = range(min(part + PARTS, len(starts)) - 1, part, -1)
        last = next((end for end in longest if is_one(text[starts[part] : ends[end]])), part)
        names.append(text[starts[part] : ends[last]])
        part = last + 1
    return [name.strip() for name in names if name.strip()]


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    return [" ".join(piece.split()) for piece in separator.split(text) if piece.strip()]
