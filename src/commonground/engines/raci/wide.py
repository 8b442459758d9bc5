"""Roles as columns and letters in cells: the usual form."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from commonground.engines.raci import vocabulary
from commonground.engines.raci.alphabet import Says
from commonground.engines.raci.body import Region, blocks, read_body
from commonground.engines.raci.columns import NUMERIC, find_columns
from commonground.engines.raci.grid import Table
from commonground.engines.raci.header import Header, heading_row, read_header
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import means

META = (vocabulary.NOTE, vocabulary.PHASE, vocabulary.NUMBER)


def read_wide(table: Table) -> Iterator[Reading]:
    """One reading for each table of the sheet that has letters under a header."""
    rows = table.lettered
    columns = letter_columns(table, rows)
    if not columns:
        return
    # Never empty: a column has at least as many letters as words, a header more words than letters.
    rows = [row for row in rows if not _is_header(table, row, columns)]
    starts = _headers(table, set(rows), columns)
    if not starts or rows[0] < starts[0]:
        starts.insert(0, rows[0])
    # A table ends where the title of the next begins.
    tops = [top if (top := heading_row(table, start)) >= 0 else start for start in starts]
    for start, (_, stop) in zip(starts, blocks(tops, len(table.grid)), strict=True):
        if reading := _read(table, start, stop, rows):
            yield reading


def letter_columns(table: Table, rows: Sequence[int]) -> frozenset[int]:
    """Columns that hold letters, and no more words than letters."""
    letters, words = [0] * len(table.grid[0]), [0] * len(table.grid[0])
    for row in rows:
        for column, cell in enumerate(table.cells[row]):
            if cell.is_letter:
                letters[column] += 1
            elif cell.says is Says.TEXT:
                words[column] += 1
    return frozenset(column for column, count in enumerate(letters) if count and count >= words[column])


def _headers(table: Table, body: set[int], columns: frozenset[int]) -> list[int]:
    """First row of each header: rows of names over the letters, at the top or set apart from the rows above."""
    starts: list[int] = []
    previous, titles = False, [""]
    for row in range(len(table.grid)):
        header = row not in body and _is_header(table, row, columns)
        if header and not previous:
            below_body = row - 1 in body and table.grid[row] != titles
            if not below_body and any(later in body for later in range(row + 1, _next_gap(table, row))):
                starts.append(row)
                titles = table.grid[row]
        previous = header
    return starts


def _next_gap(table: Table, row: int) -> int:
    """Some rows on: a header has its first letters soon, though phases and blank rows may lie between."""
    return min(row + 12, len(table.grid))


def _is_header(table: Table, row: int, columns: frozenset[int]) -> bool:
    texts = table.grid[row]
    over = [column for column in columns if texts[column].strip()]
    if len(over) < min(2, len(columns)) or NUMERIC.fullmatch(texts[0].strip()):
        return False
    if len({text for text in texts if text.strip()}) == 1 and len(columns) > 1:
        return False
    letters = sum(1 for column in over if table.cells[row][column].is_letter)
    words = sum(1 for column in over if table.cells[row][column].says is Says.TEXT)
    return letters * 2 < len(over) and (not letters or words > letters)


def _read(table: Table, start: int, stop: int, body: list[int]) -> Reading | None:
    rows = body[bisect_left(body, start) : bisect_left(body, stop)]
    letters = letter_columns(table, rows)
    if not letters:
        return None
    header = read_header(table, start, rows[0], letters)
    first = header.stop
    roles = _role_columns(table, rows, letters, header)
    others = [column for column in range(len(table.grid[0])) if column not in roles]
    columns = find_columns(table.grid, rows, others, header.titles)
    if columns is None:
        return None
    reading = Reading("wide", table.sheet, header.heading or table.sheet.heading)
    reading.warnings.extend(header.warnings)
    for column in roles:
        reading.add_role(header.role(column), (header.row, column))
    place = {column: index for index, column in enumerate(roles)}

    def fill(draft: DraftRow, index: int) -> None:
        texts = table.grid[index]
        for column, role in place.items():
            reading.put(draft, role, (index, column), texts[column], table.alphabet)

    read_body(reading, Region(table, first, stop, header.titles, columns, frozenset(roles)), fill)
    return reading


def _role_columns(table: Table, rows: list[int], letters: frozenset[int], header: Header) -> list[int]:
    """Columns of letters, and titled columns beside them in which nothing is said that could be words."""
    wordy = {column for row in rows for column in table.words(row) if table.cells[row][column].says is Says.TEXT}
    left = min(letters)
    beside = (column for column in range(left, len(header.titles)) if column not in wordy and header.titles[column])
    named = {column for column in beside if not any(means(header.titles[column], words) for words in META)}
    return sorted(letters | named)
