"""Bytes to sheets: spreadsheets, separated text, Markdown tables and pasted cells, checked before they are parsed."""

from commonground.engines.sheets.clipboard import read_cells
from commonground.engines.sheets.limits import DEFAULT_LIMITS, Limits
from commonground.engines.sheets.read import read_pasted, read_sheets
from commonground.engines.sheets.sheet import Merge, Sheet, column_letter

__all__ = ["DEFAULT_LIMITS", "Limits", "Merge", "Sheet", "column_letter", "read_cells", "read_pasted", "read_sheets"]
