"""Reading a decision table out of an untrusted file. It runs in a child process and imports no Django."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonground.engines.decisions import Signal, Table, Unparsable
from commonground.engines.decisions.files import read_table
from commonground.engines.decisions.grid import THEN, table_of
from commonground.engines.sheets import Sheet, read_sheets

MODELS = (".json", ".dmn", ".xml")
MOST_MISREAD = 30


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that is no test: where it stands in the file, its column, what it says, and what was expected where."""

    where: str
    column: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Understood:
    """The table, None where nothing of it could be kept, and the cells that could not be read (there taken as any)."""

    table: Table | None
    misread: tuple[Misread, ...] = ()


def understand_table(data: bytes, name: str, known: Sequence[Signal] = ()) -> Understood:
    """The table of a file by its name: DMN, JSON, CSV, TSV, XLSX, Markdown. `known` signals count before the file's.

    Raises Unreadable, Contradiction or TooLarge where it is no table at all.
    """
    if name.lower().endswith(MODELS):
        try:
            return Understood(read_table(data, name, known))
        except Unparsable as error:
            return Understood(None, (_misread(error, f"rule {error.rule}"),))
    sheets = read_sheets(data, name)
    return _of_sheet(next((one for one in sheets if _header(one) is not None), sheets[0]), known)


def _header(sheet: Sheet) -> int | None:
    places = range(len(sheet.rows))
    return next((at for at in places if any(t.strip().casefold().startswith(THEN) for t in sheet.rows[at])), None)


def _of_sheet(sheet: Sheet, known: Sequence[Signal]) -> Understood:
    """Each cell that is no test is emptied and told, so that a person sees all of them at once."""
    rows, misread = [list(row) for row in sheet.rows], list[Misread]()
    while True:
        try:
            table = table_of(replace(sheet, rows=tuple(map(tuple, rows))), known)
        except Unparsable as error:
            row, column = _place(sheet, error)
            misread.append(_misread(error, sheet.where(row, column)))
            if len(misread) >= MOST_MISREAD:
                return Understood(None, tuple(misread))
            rows[row][column] = ""
        else:
            return Understood(table, tuple(misread))


def _place(sheet: Sheet, error: Unparsable) -> tuple[int, int]:
    header = _header(sheet) or 0
    body = [at for at, row in enumerate(sheet.rows) if at > header and any(text.strip() for text in row)]
    columns = [text.strip().removeprefix("'") for text in sheet.rows[header]]
    return body[error.rule - 1], columns.index(error.column)


def _misread(error: Unparsable, where: str) -> Misread:
    return Misread(where, error.column, error.text, f"Position {error.position}: expected {error.expected}.")
