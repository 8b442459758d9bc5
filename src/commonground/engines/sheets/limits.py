"""How large a file may be, and the same limits checked on what was read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.sheets.sheet import Sheet, column_letter, place

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, each inclusive. `box` is rows times columns of one sheet, counted from A1."""

    file_bytes: int = 25_000_000
    parts: int = 200
    expanded_bytes: int = 200_000_000
    ratio: int = 200
    sheets: int = 50
    rows: int = 200_000
    columns: int = 500
    box: int = 5_000_000
    characters: int = 32_767


DEFAULT_LIMITS = Limits()


def check_size(data: bytes, limits: Limits) -> None:
    """Raise TooLarge for a file beyond `file_bytes`, Unreadable for an empty one."""
    if len(data) > limits.file_bytes:
        raise TooLarge(f"The file is larger than {limits.file_bytes // 1_000_000} MB.")
    if not data.strip():
        raise Unreadable("The file is empty.")


def check_box(sheet: str, rows: int, columns: int, limits: Limits) -> None:
    """Raise TooLarge when a sheet of this many rows and columns is beyond a limit."""
    corner = f"The sheet “{sheet}” reaches" if sheet else "The table reaches"
    corner += f" row {rows:,}, column {column_letter(max(columns, 1) - 1)}"
    if rows > limits.rows:
        raise TooLarge(f"{corner}: at most {limits.rows:,} rows can be read.")
    if columns > limits.columns:
        raise TooLarge(f"{corner}: at most {limits.columns} columns can be read.")
    if rows * columns > limits.box:
        raise TooLarge(f"{corner}: at most {limits.box:,} cells can be read.")


def check_sheets(sheets: Iterable[Sheet], limits: Limits) -> tuple[Sheet, ...]:
    """The same sheets, or TooLarge / Unreadable naming the sheet, row and column that cannot be taken."""
    kept = tuple(sheets)
    if len(kept) > limits.sheets:
        raise TooLarge(f"The file holds {len(kept)} sheets or tables; at most {limits.sheets} can be read.")
    for sheet in kept:
        check_box(sheet.name, len(sheet.rows), sheet.width, limits)
        _check_cells(sheet, limits)
    return kept


def _check_cells(sheet: Sheet, limits: Limits) -> None:
    for index, row in enumerate(sheet.rows):
        # One search over the joined row is much cheaper than one for every cell, and nearly every row is clean.
        joined = "".join(row)
        if len(joined) <= limits.characters and not CONTROL.search(joined):
            continue
        for column, text in enumerate(row):
            where = place(sheet.name, sheet.number(index), column)
            if len(text) > limits.characters:
                raise TooLarge(f"A cell holds more than {limits.characters:,} characters: {where}.")
            if found := CONTROL.search(text):
                raise Unreadable(f"A cell holds the control character U+{ord(found[0]):04X}: {where}.")
