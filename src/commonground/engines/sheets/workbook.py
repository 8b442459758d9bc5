"""XLSX, after the guard has let it through."""

import datetime
import io
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from commonground.engines.errors import Unreadable
from commonground.engines.sheets.archive import DAMAGED, check_archive
from commonground.engines.sheets.limits import Limits
from commonground.engines.sheets.sheet import Merge, Sheet


def read_workbook(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Every worksheet in order; formulas by the value that was last saved with them."""
    check_archive(data, limits)
    try:
        return tuple(_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data))))
    except (CalamineError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    for about in workbook.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            hidden = about.visible != SheetVisibleEnum.Visible
            yield _sheet(workbook.get_sheet_by_name(about.name), hidden=hidden)


def _sheet(source: CalamineSheet, *, hidden: bool) -> Sheet:
    known: dict[Any, str] = {}
    rows = []
    for values in source.to_python(skip_empty_area=False):
        while values and values[-1] == "":
            values.pop()
        rows.append(tuple(value if type(value) is str else _known(value, known) for value in values))
    merges = tuple(Merge(*start, *end) for start, end in source.merged_cell_ranges or ())
    return Sheet(source.name, tuple(rows), merges, hidden=hidden)


def _known(value: object, known: dict[Any, str]) -> str:
    key = (type(value), value)
    if key not in known:
        known[key] = words(value)
    return known[key]


def words(value: object) -> str:
    """A cell's value as a person reads it: whole numbers without a point, dates as ISO."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
