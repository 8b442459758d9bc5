"""A matrix as a spreadsheet that is pleasant to read and print, and that `understand` reads back identically."""

import io
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from commonground.engines.raci.matrix import MEANING, Kind, Letters, Matrix
from commonground.engines.raci.vocabulary import escaped
from commonground.engines.raci.writers import body_of, header_of, labelled_rows, runs

HEX_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
LINE = Side(style="thin", color="FFD9DCE3")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
FILLS = {
    Letters.A: "FFFBE3C8",
    Letters.AR: "FFFBE3C8",
    Letters.R: "FFD6E6FB",
    Letters.S: "FFE3F3E6",
    Letters.C: "FFEFEFF4",
}
HEAD, BAND = PatternFill("solid", fgColor="FFE9ECF5"), PatternFill("solid", fgColor="FFF4F5F9")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
BOLD = Font(bold=True)
LETTERS = frozenset(letter.value for letter in Letters)


def write_workbook(matrix: Matrix, title: str) -> bytes:
    """One sheet, A4 landscape with the head on every page. Phases are rows of their own where that says it all."""
    phase = not _rows_can_say(matrix)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "RACI"
    sheet.append([_safe(title)])
    sheet.append([_legend(matrix.kind)])
    sheet.append([])
    sheet["A1"].font = Font(bold=True, size=14)
    head = _head(sheet, matrix, phase=phase)
    _body(sheet, matrix, phase=phase)
    _layout(sheet, matrix, head, phase=phase)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows_can_say(matrix: Matrix) -> bool:
    """A row that opens a phase cannot close it: after the first phase every row must have one."""
    return all(later.phase or not earlier.phase for earlier, later in pairwise(matrix.rows))


def _legend(kind: Kind) -> str:
    letters = [letter for letter in MEANING if kind is Kind.RASCI or letter is not Letters.S]
    return ", ".join(f"{letter.value} = {MEANING[letter]}" for letter in letters)


def _safe(text: str) -> str:
    """Excel reads _x0041_ as A: such text is written with its underscore escaped."""
    return HEX_ESCAPE.sub(lambda found: "_x005F" + found[0], text)


def _add(sheet: Worksheet, texts: Iterable[str]) -> list[Cell]:
    # `max_row` and `sheet[row]` look at every cell each time, so they would make writing grow with the square.
    row = sheet._current_row + 1  # type: ignore[attr-defined]
    cells = [sheet.cell(row, column, _safe(text) or None) for column, text in enumerate(texts, start=1)]
    for cell in cells:
        if cell.value is not None:
            # Else a text such as #N/A or =A1 would become an error value or a formula.
            cell.data_type = "s"
    return cells


def _head(sheet: Worksheet, matrix: Matrix, *, phase: bool) -> int:
    """Write the head and answer with its last row."""
    organisations, people = labelled_rows(matrix, phase=phase)
    first = 4 if phase else 3
    for texts in filter(None, [organisations, header_of(matrix, phase=phase), people]):
        for cell in _add(sheet, texts):
            cell.fill, cell.font, cell.border, cell.alignment = HEAD, BOLD, BOX, CENTRED
        if texts is organisations:
            for left, right in runs(matrix.roles):
                row = sheet.max_row
                sheet.merge_cells(
                    start_row=row, end_row=row, start_column=first + 1 + left, end_column=first + 1 + right
                )
    return sheet.max_row


def _body(sheet: Worksheet, matrix: Matrix, *, phase: bool) -> None:
    before, first = "", 4 if phase else 3
    width = len(matrix.roles) + first + 1
    styles: dict[str, Any] = {}
    for row, texts in zip(matrix.rows, body_of(matrix, phase=phase), strict=True):
        if not phase and row.phase != before:
            before = row.phase
            band = _add(sheet, ["", escaped(row.phase)])
            sheet.merge_cells(start_row=band[0].row, end_row=band[0].row, start_column=2, end_column=width)
            band[1].font, band[1].fill = BOLD, BAND
        for column, cell in enumerate(_add(sheet, texts)):
            _dress(cell, texts[column] if first <= column < width - 1 else "text", styles)


def _dress(cell: Cell, kind: str, styles: dict[str, Any]) -> None:
    """Format a cell as the first of its kind: openpyxl takes far longer to make a format than to share one."""
    if kind not in styles:
        cell.border = BOX
        cell.alignment = WRAPPED if kind == "text" else CENTRED
        if kind in LETTERS and (colour := FILLS.get(Letters(kind))):
            cell.fill, cell.font = PatternFill("solid", fgColor=colour), BOLD
        styles[kind] = cell._style  # type: ignore[attr-defined]
    cell._style = styles[kind]  # type: ignore[attr-defined]


def _layout(sheet: Worksheet, matrix: Matrix, head: int, *, phase: bool) -> None:
    task = 3 if phase else 2
    widths = {1: 5, 2: 18, task: 42, task + 1: 10, task + 2 + len(matrix.roles): 40}
    for column in range(1, task + 3 + len(matrix.roles)):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(column, 14)
    sheet.freeze_panes = f"{get_column_letter(task + 1)}{head + 1}"
    sheet.print_title_rows = f"4:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
