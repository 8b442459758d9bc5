"""The guard in front of every spreadsheet library: an XLSX archive is checked while nothing is built from it.

Calamine aborts the whole process on a giant bounding box and openpyxl believes a false <dimension>, so the real cell
references are read here first, as a stream.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.sheets.limits import Limits, check_box

CHUNK = 1 << 16
OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "The spreadsheet is damaged or incomplete: open it and save it again as XLSX."
SMALL_PART = 1_000_000


def check_archive(data: bytes, limits: Limits) -> None:
    """Raise Unreadable or TooLarge unless `data` is a plain XLSX archive within the limits."""
    if data.startswith(OLE_HEADER):
        raise Unreadable("The file is an old .xls or is locked with a password: save it as XLSX without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive.infolist(), limits)
            _check_contents(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, ValueError) as error:
        raise Unreadable(DAMAGED) from error


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [part.filename for part in parts]
    if len(parts) > limits.parts:
        raise TooLarge(f"The spreadsheet is made of {len(parts)} parts; at most {limits.parts} can be read.")
    if len(set(names)) < len(names):
        raise Unreadable(DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("The spreadsheet is locked with a password: save it without one.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable("The spreadsheet holds macros: save it as XLSX, without macros.")
    if sum(part.file_size for part in parts) > limits.expanded_bytes:
        raise TooLarge(f"The spreadsheet unpacks to more than {limits.expanded_bytes // 1_000_000} MB.")
    for part in parts:
        if part.file_size > max(SMALL_PART, limits.ratio * part.compress_size):
            raise TooLarge(f"A part of the spreadsheet unpacks to more than {limits.ratio} times its size.")


def _check_contents(archive: zipfile.ZipFile, limits: Limits) -> None:
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        raise Unreadable("The file is an archive but no XLSX spreadsheet: save it as XLSX, CSV or Markdown.")
    titles = _sheet_names(archive)
    if len(titles) > limits.sheets:
        raise TooLarge(f"The spreadsheet has {len(titles)} sheets; at most {limits.sheets} can be read.")
    for name in names:
        if name.startswith("xl/worksheets/"):
            _Box(titles.get(name, posixpath.basename(name)), limits).scan(archive, name)
        elif name.endswith((".xml", ".rels", ".vml")):
            scan(archive, name, expat.ParserCreate())


def scan(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> None:
    """Send one XML part through `parser` chunk by chunk, refusing any document type and so any entity."""
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_declaration: object) -> None:
    raise Unreadable("The spreadsheet declares its own XML entities, which no spreadsheet needs; it was not opened.")


def _attributes(archive: zipfile.ZipFile, name: str, wanted: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == wanted:
            found.append({_local(key): value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    scan(archive, name, parser)
    return iter(found)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part name -> the name on the sheet's tab."""
    relations = "xl/_rels/workbook.xml.rels"
    targets: dict[str, str] = {}
    if relations in archive.namelist():
        for relation in _attributes(archive, relations, "Relationship"):
            targets[relation.get("Id", "")] = posixpath.normpath(
                posixpath.join("/xl", relation.get("Target", ""))
            ).lstrip("/")
    sheets = _attributes(archive, "xl/workbook.xml", "sheet")
    return {targets.get(sheet.get("id", ""), sheet.get("name", "")): sheet.get("name", "") for sheet in sheets}


class _Box:
    """The corner that the cells of one sheet reach, by their own references."""

    def __init__(self, title: str, limits: Limits) -> None:
        self.title, self.limits = title, limits
        self.rows = self.columns = 0
        self.row = self.column = 0

    def scan(self, archive: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        scan(archive, name, parser)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c" or tag.endswith(":c"):
            reference = attributes.get("r")
            self.column += 1
            if reference:
                self.row, self.column = _corner(reference)
            if self.column > self.columns or self.row > self.rows:
                self.grow(self.row, self.column)
        elif tag == "row" or tag.endswith(":row"):
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0

    def grow(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        check_box(self.title, self.rows, self.columns, self.limits)


def _corner(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]), column
