"""A sheet as the layouts want it: merged cells filled, each cell read once."""

from dataclasses import dataclass
from functools import cached_property

from commonground.engines.errors import TooLarge
from commonground.engines.raci.alphabet import Alphabet, Cell
from commonground.engines.raci.columns import NUMERIC
from commonground.engines.sheets.sheet import Sheet

MERGED_CELLS = 1_000_000


@dataclass
class Table:
    """A sheet, its grid with every merge filled from its top left cell, and the alphabet that reads it.

    `names` are names of organisations and people that are known anyway.
    """

    sheet: Sheet
    alphabet: Alphabet
    names: frozenset[str] = frozenset()

    @cached_property
    def grid(self) -> list[list[str]]:
        """Rows of equal length."""
        width = self.sheet.width
        rows = [[*row, *[""] * (width - len(row))] for row in self.sheet.rows]
        filled = 0
        for merge in self.sheet.merges:
            bottom, right = min(merge.bottom, len(rows) - 1), min(merge.right, width - 1)
            filled += max(bottom - merge.top + 1, 0) * max(right - merge.left + 1, 0)
            if filled > MERGED_CELLS:
                raise TooLarge(f"The sheet “{self.sheet.name}” merges more than {MERGED_CELLS:,} cells.")
            for row in rows[merge.top : bottom + 1]:
                row[merge.left : right + 1] = [rows[merge.top][merge.left]] * (right - merge.left + 1)
        return rows

    @cached_property
    def cells(self) -> list[list[Cell]]:
        """The reading of every cell of the grid."""
        read = self.alphabet
        return [[read(text) for text in row] for row in self.grid]

    @cached_property
    def lettered(self) -> list[int]:
        """Rows that hold letters and something that could be a task."""
        return [row for row in range(len(self.grid)) if self._is_lettered(row)]

    def _is_lettered(self, row: int) -> bool:
        """A line of the legend (R, then what it means) does not count."""
        letters = [column for column, cell in enumerate(self.cells[row]) if cell.is_letter]
        words = self.words(row) if letters else []
        return bool(words) and (words[0] < letters[0] or len(letters) > 1)

    def joined_below(self, column: int) -> frozenset[int]:
        """Rows whose cell in this column is the lower part of a merge."""
        return frozenset(
            row
            for merge in self.sheet.merges
            if merge.left <= column <= merge.right
            for row in range(merge.top + 1, min(merge.bottom, len(self.sheet.rows) - 1) + 1)
        )

    def is_merged(self, row: int) -> bool:
        """Some merge lies in this row and spans columns."""
        return any(merge.top <= row <= merge.bottom and merge.right > merge.left for merge in self.sheet.merges)

    def texts(self, row: int) -> list[str]:
        """What the row says, from left to right; a merged text once for each of its cells."""
        return [text.strip() for text in self.grid[row] if text.strip()]

    def is_blank(self, row: int) -> bool:
        """No cell of the row says anything."""
        return not any(map(str.strip, self.grid[row]))

    def next_blank(self, start: int, stop: int) -> int:
        """The first row of start..stop in which nothing is said, else `stop`."""
        return next((row for row in range(start, stop) if self.is_blank(row)), stop)

    def words(self, row: int) -> list[int]:
        """Columns of a row that hold something which is neither a letter nor a number."""
        texts, cells = self.grid[row], self.cells[row]
        return [
            column
            for column, text in enumerate(texts)
            if text.strip() and not cells[column].is_letter and not NUMERIC.fullmatch(text.strip())
        ]
