"""Roles as rows and tasks as columns: the usual form, turned."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commonground.engines.raci import vocabulary
from commonground.engines.raci.aside import quoted
from commonground.engines.raci.columns import at
from commonground.engines.raci.grid import Table
from commonground.engines.raci.header import heading_row
from commonground.engines.raci.matrix import Letters
from commonground.engines.raci.reading import Reading
from commonground.engines.raci.vocabulary import literal, means
from commonground.engines.raci.wide import letter_columns, read_wide
from commonground.engines.sheets.sheet import Merge, Sheet

# "Name" may be that of a task.
ROLE = (vocabulary.ROLE | vocabulary.ORGANISATION | vocabulary.PERSON) - {"name", "function", "fonction", "funktion"}
SURE = 4


def read_turned(table: Table) -> Iterator[Reading]:
    """At most one reading: when the corner says that roles stand below it, or the letters are right only that way."""
    rows = table.lettered
    columns = letter_columns(table, rows)
    header = next((row for row in range(rows[0] - 1, -1, -1) if not table.is_blank(row)), -1) if columns else -1
    if header < 0 or not _is_turned(table, header, rows, columns):
        return
    top, last = _top(table, header, columns), rows[-1]
    turned = Table(_turn(table.sheet, top, last), table.alphabet, table.names)
    for reading in read_wide(turned):
        reading.layout = "turned"
        above = heading_row(table, top)
        reading.heading = literal(table.texts(above)[0]) if above >= 0 else table.sheet.heading
        reading.warnings.insert(0, "Roles stand in rows and tasks in columns here: the table was turned.")
        below = range(last + 1, len(table.grid))
        reading.warnings += [
            f"After the table, left out: {quoted(table.texts(row))}." for row in below if not table.is_blank(row)
        ]
        yield reading


def _top(table: Table, header: int, columns: frozenset[int]) -> int:
    """The first of the rows over the tasks: phases may stand there."""
    top = header
    while top > 0 and len(set(table.texts(top - 1))) > 1 and any(table.grid[top - 1][c].strip() for c in columns):
        top -= 1
    return top


def _is_turned(table: Table, header: int, rows: Sequence[int], columns: frozenset[int]) -> bool:
    labels = [text for column in range(min(columns)) if (text := at(table.grid[header], column))]
    if any(means(text, vocabulary.TASK) for text in labels):
        return False
    right, turned = _agreed(table, rows, columns), _agreed(table, rows, columns, turned=True)
    if any(means(text, ROLE) for text in labels):
        return right < 1 or turned == 1
    return not labels and len(columns) >= SURE and turned == 1 and right * 3 <= 1


def _agreed(table: Table, rows: Sequence[int], columns: frozenset[int], *, turned: bool = False) -> float:
    """The share of tasks that have exactly one A and some R, if tasks are the rows, or the columns when `turned`."""
    cells = [[table.cells[row][column].letters for column in sorted(columns)] for row in rows]
    tasks = list(zip(*cells, strict=True)) if turned else cells
    return sum(1 for task in tasks if _is_agreed([one for one in task if one])) / len(tasks)


def _is_agreed(letters: Sequence[Letters]) -> bool:
    return sum(1 for one in letters if one.has_a) == 1 and any(one.has_r for one in letters)


def _turn(sheet: Sheet, top: int, bottom: int) -> Sheet:
    rows = [[at(row, column) for row in sheet.rows[top : bottom + 1]] for column in range(sheet.width)]
    merges = (merge for merge in sheet.merges if top <= merge.top and merge.bottom <= bottom)
    turned = tuple(Merge(m.left, m.top - top, m.right, m.bottom - top) for m in merges)
    gap = sheet.gap if top == 0 else 0
    return replace(sheet, rows=tuple(map(tuple, rows)), merges=turned, first=sheet.number(top), gap=gap, turned=True)
