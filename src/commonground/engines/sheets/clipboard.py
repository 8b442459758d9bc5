"""Cells as a spreadsheet puts them on the clipboard: a line for each row, a tab between cells.

A cell stands in quotation marks only where it holds a tab, a line break or a quotation mark, which is then doubled. One that
merely begins with a quotation mark, as a test such as "rain","cold" does, is meant as it stands.
"""

import re

from commonground.engines.errors import TooLarge
from commonground.engines.sheets.limits import DEFAULT_LIMITS, Limits, check_sheets, check_size
from commonground.engines.sheets.sheet import Sheet

QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\r\n]|\Z)')
PLAIN = re.compile(r"[^\t\r\n]*")
END = re.compile(r"\t|\r\n|\r|\n|\Z")
NEEDS_MARKS = re.compile(r'[\t\r\n"]')


def read_cells(text: str, limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """One sheet of copied cells. Raises Unreadable or TooLarge (which limit, and where)."""
    check_size(text.encode(errors="replace"), limits)
    rows, row, at = list[tuple[str, ...]](), list[str](), 0
    while at < len(text):
        cell, at = _cell(text, at)
        row.append(cell)
        end = END.match(text, at)
        assert end is not None
        at = end.end()
        if end[0] != "\t":
            rows.append(_without_tail(row))
            row = []
        if len(rows) > limits.rows:
            raise TooLarge(f"The table has more than {limits.rows:,} rows.")
    return check_sheets([Sheet("", (*rows, _without_tail(row)) if row else tuple(rows))], limits)[0]


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins here, and where it ends."""
    quoted = QUOTED.match(text, at)
    if quoted and NEEDS_MARKS.search(quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    plain = PLAIN.match(text, at)
    assert plain is not None
    return plain[0], plain.end()


def _without_tail(row: list[str]) -> tuple[str, ...]:
    while row and not row[-1].strip():
        row.pop()
    return tuple(row)
