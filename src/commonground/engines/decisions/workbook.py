"""A decision table as a spreadsheet that is pleasant to read, and that `read_table` reads back identically."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from commonground.engines.decisions.grid import RULE, rows_of
from commonground.engines.decisions.table import Table
from commonground.engines.raci.workbook import HEX_ESCAPE

LINE = Side(style="thin", color="FFD9DCE3")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = PatternFill("solid", fgColor="FFE9ECF5")
WRAPPED = Alignment(vertical="top", wrap_text=True)


def write_workbook(table: Table) -> bytes:
    """One sheet; everything in it is text, so that no test becomes a number, a date or a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Decision table"
    rows = rows_of(table)
    head = next(place for place, row in enumerate(rows, start=1) if row[:1] == [RULE])
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, column, HEX_ESCAPE.sub(lambda found: "_x005F" + found[0], text))
                cell.data_type = "s"
    for column in range(1, len(rows[head - 1]) + 1):
        named = sheet.cell(head, column)
        named.fill, named.font, named.border, named.alignment = HEAD, Font(bold=True), BOX, WRAPPED
        sheet.column_dimensions[get_column_letter(column)].width = 12 if column == 1 else 22
    sheet.freeze_panes = f"B{head + 1}"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
