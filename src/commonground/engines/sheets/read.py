"""The way in: which reader a file needs is told by its content first and its name second."""

import re

from commonground.engines.errors import Unreadable
from commonground.engines.sheets.archive import OLE_HEADER
from commonground.engines.sheets.limits import DEFAULT_LIMITS, Limits, check_sheets, check_size
from commonground.engines.sheets.markdown import read_markdown
from commonground.engines.sheets.separated import decode, read_separated
from commonground.engines.sheets.sheet import Sheet
from commonground.engines.sheets.workbook import read_workbook

RULER = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$", re.MULTILINE)
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
KNOWN = (".csv", ".tsv", ".tab", ".txt", ".md", ".markdown", "")


def read_sheets(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Sheet, ...]:
    """Sheets of a file in XLSX, CSV, TSV, Markdown or pasted text; `name` is the file's name, "" if it has none.

    Raises Unreadable (what it is not, and what to do) or TooLarge (which limit, and where).
    """
    check_size(data, limits)
    suffix = _suffix(name)
    if data.startswith((b"PK\x03\x04", OLE_HEADER)) or suffix in SPREADSHEETS:
        return check_sheets(read_workbook(data, limits), limits)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"PK")):
        raise Unreadable("The file is a picture, a PDF or an archive: save the table as XLSX, CSV or Markdown.")
    if suffix not in KNOWN:
        raise Unreadable(f"A file that ends in “{suffix}” cannot be read: save it as XLSX, CSV, TSV or Markdown.")
    text = decode(data)
    if suffix in (".md", ".markdown"):
        return check_sheets(read_markdown(text), limits)
    if suffix in (".csv", ".tsv", ".tab"):
        return check_sheets([read_separated(text, "", limits)], limits)
    return read_pasted(text, limits)


def read_pasted(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Sheet, ...]:
    """Sheets of what somebody pasted: cells copied from a spreadsheet, a Markdown table, or separated text."""
    check_size(text.encode(errors="replace"), limits)
    if "\t" not in text and "|" in text and RULER.search(text):
        return check_sheets(read_markdown(text), limits)
    separator = "\t" if "\t" in text else ""
    return check_sheets([read_separated(text, "", limits, separator)], limits)


def _suffix(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""
