"""Letters as columns and names in cells: Task | Responsible | Accountable | Consulted | Informed."""

import re
from collections.abc import Iterator
from itertools import takewhile

from commonground.engines.raci.alphabet import BLANKS, Cell, Says
from commonground.engines.raci.body import Region, blocks, read_body
from commonground.engines.raci.columns import find_columns
from commonground.engines.raci.grid import Table
from commonground.engines.raci.header import heading_row
from commonground.engines.raci.matrix import Letters, Role
from commonground.engines.raci.names import Names
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import literal

NAME = re.compile(r"\w\w")
FIRST_WORD = re.compile(r"\w{4,}")


def read_by_letter(table: Table) -> Iterator[Reading]:
    """One reading for each header of letters with names below it."""
    starts = list(_headers(table))
    tops = [top if (top := heading_row(table, start)) >= 0 else start for start in starts]
    for start, (_, stop) in zip(starts, blocks(tops, len(table.grid)), strict=True):
        if reading := _read(table, start, stop):
            yield reading


def _headers(table: Table) -> Iterator[int]:
    """Rows that are headers. Bare letters are none below others of their column: there they are a row of a matrix."""
    held: set[int] = set()
    for row, texts in enumerate(table.grid):
        bare = {column for column in _columns(table, row) if len(texts[column].strip()) < 4}
        if not any(text.strip() for text in texts):
            held.clear()
        elif not bare & held and _is_header(table, row):
            yield row
        else:
            held |= bare


def _letter(table: Table, text: str) -> Cell:
    """A header's letter: alone, or as the first word of an explanation (Responsible: does the work)."""
    cell = table.alphabet(text)
    if cell.is_letter or cell.says is Says.BLANK:
        return cell
    word = FIRST_WORD.match(text.strip())
    return table.alphabet(word[0]) if word else cell


def _is_header(table: Table, row: int) -> bool:
    columns = _columns(table, row)
    letters = [cell.letters or cell.foreign for cell in columns.values()]
    if len(letters) < 2 or len(set(letters)) < len(letters):
        return False
    if not any(held in (Letters.R, Letters.A, Letters.AR, "D") for held in letters):
        return False
    return _holds_names(table, row, columns)


def _columns(table: Table, row: int) -> dict[int, Cell]:
    read = ((column, _letter(table, text)) for column, text in enumerate(table.grid[row]) if text.strip())
    return {column: cell for column, cell in read if cell.letters or cell.foreign}


def _holds_names(table: Table, row: int, columns: dict[int, Cell]) -> bool:
    """Below the letters stand words rather than letters; right above bare letters stands nothing."""
    bare = all(len(table.grid[row][column].strip()) < 4 for column in columns)
    if bare and row and any(table.grid[row - 1][column].strip() for column in columns):
        return False
    rows = takewhile(lambda below: not _repeats_header(table, below, columns), range(row + 1, len(table.grid)))
    said = [(below, column) for below in rows for column in columns]
    said = [(below, column) for below, column in said if table.cells[below][column].says is not Says.BLANK]
    letters = sum(1 for below, column in said if table.cells[below][column].is_letter)
    names = sum(1 for below, column in said if NAME.search(table.grid[below][column]))
    return names > letters and letters * 3 < len(said)


def _repeats_header(table: Table, row: int, columns: dict[int, Cell]) -> bool:
    return all(len(table.grid[row][column]) > 3 and table.cells[row][column].is_letter for column in columns)


def _read(table: Table, header: int, stop: int) -> Reading | None:
    letters = _columns(table, header)
    others = [column for column in range(len(table.grid[0])) if column not in letters]
    body = [row for row in range(header + 1, stop) if any(table.grid[row][column].strip() for column in letters)]
    titles = table.grid[header]
    columns = find_columns(table.grid, body, others, titles)
    if columns is None:
        return None
    above = heading_row(table, header)
    heading = literal(next(text for text in table.grid[above] if text.strip())) if above >= 0 else ""
    reading = Reading("letters as columns", table.sheet, heading or table.sheet.heading)
    reading.rasci = any(cell.letters is Letters.S for cell in letters.values())
    names = Names((table.grid[row][column] for row in body for column in letters), table.names)
    places: dict[str, int] = {}

    def fill(draft: DraftRow, row: int) -> None:
        for column, cell in letters.items():
            text = table.grid[row][column]
            if text.strip().casefold() in BLANKS:
                continue
            if cell.letters is None:
                reading.foreign.update(cell.foreign)
                reading.miss(row, column, text, cell.why, task=draft.task, role=titles[column])
                continue
            for name in names.split(text):
                role = places.setdefault(name.casefold(), len(places))
                if role == len(reading.roles):
                    reading.add_role(Role("", literal(name)), (row, column))
                reading.add(draft, role, (row, column), name, cell.letters)

    read_body(reading, Region(table, header + 1, stop, titles, columns, frozenset(letters), named=True), fill)
    reading.warnings += [
        f"“{literal(name)}” was read as one name: part it with “;” if it is two." for name in names.whole
    ]
    return reading
