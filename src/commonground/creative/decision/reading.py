"""Reading a decision table out of an untrusted file. It runs in a child process and imports no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.engines.decisions import Signal, Table, Unparsable
from commonground.engines.decisions.files import read_table
from commonground.engines.decisions.grid import THEN, table_of
from commonground.engines.sheets import Sheet, read_cells, read_sheets
from commonground.engines.sheets.separated import decode

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
    """The table, and the first MOST_MISREAD cells that could not be read (there taken as any); `more` are not listed."""

    table: Table
    misread: tuple[Misread, ...] = ()
    more: int = 0


def understand_table(data: bytes, name: str, known: Sequence[Signal] = ()) -> Understood:
    """The table of a file by its name: DMN, JSON, CSV, TSV, XLSX, Markdown. `known` signals count before the file's.

    Every cell that is no test is told, so that a person sees all of them at once. Raises Unreadable, Contradiction or
    TooLarge where it is no table at all.
    """
    unread = list[Unparsable]()
    if name.lower().endswith(MODELS):
        table = read_table(data, name, known, unread=unread)
        misread = [_misread(error, f"rule {error.rule}") for error in unread[:MOST_MISREAD]]
    else:
        sheets = _sheets(data, name)
        sheet = next((one for one in sheets if _header(one) is not None), sheets[0])
        table = table_of(sheet, known, unread)
        misread = [_misread(error, sheet.where(*_place(sheet, error))) for error in unread[:MOST_MISREAD]]
    return Understood(table, tuple(misread), len(unread) - len(misread))


def _sheets(data: bytes, name: str) -> Sequence[Sheet]:
    # Only copied cells have a test such as "rain","cold" stand in them as it is.
    if name.lower().endswith(".txt") and "\t" in (text := decode(data)):
        return [read_cells(text)]
    return read_sheets(data, name)


def _header(sheet: Sheet) -> int | None:
    places = range(len(sheet.rows))
    return next((at for at in places if any(t.strip().casefold().startswith(THEN) for t in sheet.rows[at])), None)


def _place(sheet: Sheet, error: Unparsable) -> tuple[int, int]:
    header = _header(sheet) or 0
    body = [at for at, row in enumerate(sheet.rows) if at > header and any(text.strip() for text in row)]
    columns = [text.strip().removeprefix("'") for text in sheet.rows[header]]
    return body[error.rule - 1], columns.index(error.column)


def _misread(error: Unparsable, where: str) -> Misread:
    return Misread(where, error.column, error.text, error.within)
