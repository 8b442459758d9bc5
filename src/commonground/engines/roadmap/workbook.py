"""A roadmap as a spreadsheet that is pleasant to read and print, and that `understand` reads back identically."""

import datetime
import io
import re
from collections.abc import Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from commonground.engines.roadmap.head import HEADER
from commonground.engines.roadmap.plan import Roadmap
from commonground.engines.roadmap.writers import Value, body_of, preamble_of

HEX_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
LINE = Side(style="thin", color="FFD9DCE3")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = PatternFill("solid", fgColor="FFE9ECF5")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
WIDTHS = (5, 16, 36, 12, 20, 18, 18, 40, 12, 12, 11, 14, 12, 12, 12, 16, 16)


def write_workbook(roadmap: Roadmap, title: str) -> bytes:
    """One sheet: the title, the lines that say launch and phases, and the table."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Roadmap"
    row = 1
    _add(sheet, row, [title])[0].font = Font(bold=True, size=14)
    for values in preamble_of(roadmap) or [[]]:
        row += 1
        for cell in _add(sheet, row, values)[:1]:
            cell.font = Font(bold=True)
    row += 1
    for cell in _add(sheet, row, HEADER):
        cell.fill, cell.font, cell.border, cell.alignment = HEAD, Font(bold=True), BOX, CENTRED
    _body(sheet, roadmap, row)
    _layout(sheet, row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _safe(text: str) -> str:
    """Excel reads _x0041_ as A: such text is written with its underscore escaped."""
    return HEX_ESCAPE.sub(lambda found: "_x005F" + found[0], text)


def _add(sheet: Worksheet, row: int, values: Sequence[Value]) -> list[Cell]:
    cells: list[Cell] = []
    for column, value in enumerate(values, start=1):
        cell = cast(Cell, sheet.cell(row, column))
        if isinstance(value, str):
            if value:
                cell.value = _safe(value)
                # Else a text such as #N/A or =A1 would become an error value or a formula.
                cell.data_type = "s"
        elif value is not None:
            cell.value = value
        cells.append(cell)
    return cells


def _body(sheet: Worksheet, roadmap: Roadmap, head: int) -> None:
    """Rows, each cell formatted as the first of its kind: openpyxl takes far longer to make a format than to share it."""
    styles: dict[bool, object] = {}
    for row, values in enumerate(body_of(roadmap), start=head + 1):
        for value, cell in zip(values, _add(sheet, row, values), strict=True):
            dated = isinstance(value, datetime.date)
            if dated not in styles:
                cell.border, cell.alignment = BOX, WRAPPED
                styles[dated] = cell._style  # type: ignore[attr-defined]
            cell._style = styles[dated]  # type: ignore[attr-defined]


def _layout(sheet: Worksheet, head: int) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"D{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
