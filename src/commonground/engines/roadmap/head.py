"""Where a table begins, and what its columns hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from commonground.engines.roadmap.vocabulary import column_kind
from commonground.engines.sheets.sheet import Sheet

# What our own files have; the writers write it and the reader knows them by it.
HEADER = (
    "#",
    "Phase",
    "Deliverable",
    "Kind",
    "Organisation",
    "Owner",
    "Reviewer",
    "Acceptance criteria",
    "Start",
    "Due",
    "Duration (days)",
    "Depends on",
    "State",
    "Delivered on",
    "Accepted on",
    "RACI row",
    "Key",
)


@dataclass(frozen=True, slots=True)
class Head:
    """A row that names columns: kind -> column, and the rows below it up to `stop`.

    `repeated` are rows below that say the same once more, as at the top of each page or section.
    """

    sheet: Sheet
    row: int
    stop: int
    columns: Mapping[str, int]
    left_out: tuple[int, ...]
    repeated: frozenset[int] = frozenset()


def cell(texts: tuple[str, ...], column: int) -> str:
    """Text of a cell, "" beyond the end of a row."""
    return texts[column].strip() if column < len(texts) else ""


def find_heads(sheet: Sheet) -> Iterator[Head]:
    """Every header in a sheet: a row that names a column of deliverables and at least one other, and little else.

    A file of our own is known by its header, and then nothing else in it can be one, whatever its cells say.
    """
    rows = [row for row, texts in enumerate(sheet.rows) if tuple(texts) == HEADER]
    rows = rows or [row for row, texts in enumerate(sheet.rows) if _is_head(texts)]
    first = [row for place, row in enumerate(rows) if not place or sheet.rows[row] != sheet.rows[rows[place - 1]]]
    for row, stop in pairwise([*first, len(sheet.rows)]):
        columns, left_out = _columns(sheet.rows[row])
        repeated = frozenset(other for other in rows if row < other < stop)
        yield Head(sheet, row, stop, columns, left_out, repeated)


def _is_head(texts: tuple[str, ...]) -> bool:
    columns, left_out = _columns(texts)
    return "title" in columns and len(columns) > 1 and len(columns) >= len(left_out)


def _columns(texts: tuple[str, ...]) -> tuple[dict[str, int], tuple[int, ...]]:
    columns: dict[str, int] = {}
    left_out = []
    for column, text in enumerate(texts):
        if not text.strip():
            continue
        kind = column_kind(text)
        if not kind or kind in columns:
            left_out.append(column)
        else:
            columns[kind] = column
    if "title" not in columns and "milestone" in columns:
        columns["title"] = columns.pop("milestone")
    return columns, tuple(left_out)
