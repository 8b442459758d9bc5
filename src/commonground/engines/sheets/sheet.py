"""What every reader answers with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged rectangle, inclusive, counted from 0 like `Sheet.rows`."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of text.

    name     the sheet's name, or "" for a file that is one table
    rows     text of each cell, stripped at the end of a row only; rows may differ in length
    merges   merged rectangles; their text is in the top left cell
    heading  the heading under which a Markdown table stands, "" if none
    first    the number that the file gives to rows[0] (a line in Markdown, a row elsewhere)
    gap      lines that stand between rows[0] and rows[1] and are no rows (1 in Markdown)
    hidden   the spreadsheet does not show this sheet
    left     the column that the file gives to the first text of a row (0 is A)
    part     which part of a sheet this is, "" for a whole one
    turned   rows stand here for columns of the file, and columns for rows
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    heading: str = ""
    first: int = 1
    gap: int = 0
    hidden: bool = False
    left: int = 0
    part: str = ""
    turned: bool = False

    @property
    def width(self) -> int:
        """Length of the longest row."""
        return max(map(len, self.rows), default=0)

    def number(self, row: int) -> int:
        """The number by which a person finds rows[row] in the file."""
        return self.first + row + (self.gap if row else 0)

    def line(self, row: int) -> str:
        """Words for rows[row]: its row in the file, or its column when turned."""
        return f"column {column_letter(self.left + row)}" if self.turned else f"row {self.number(row)}"

    def where(self, row: int, column: int) -> str:
        """Words for a cell, by which a person finds it in the file."""
        if self.turned:
            row, column = column, row
        words = place(self.name, self.number(row), self.left + column)
        return words[:1].upper() + words[1:]


def column_letter(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(sheet: str, row: int, column: int) -> str:
    """Words for a cell: row as a person counts it (from 1), column from 0."""
    where = f"row {row}, column {column_letter(column)}"
    return f"sheet “{sheet}”, {where}" if sheet else where
