"""Files that mean harm, or are broken: each is refused with words, before a library builds anything from it."""

import random
import re

import pytest

from commonground.engines.errors import EngineError
from commonground.engines.sheets import Limits, read_sheets
from tests.engines.sheets.archives import archive, cell, parts, sheet_xml

ROW = '<row r="1">' + cell("A1", "Task") + "</row>"
BILLION = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


def refused(data, name="plan.xlsx", limits=None):
    with pytest.raises(EngineError) as caught:
        read_sheets(data, name, limits or Limits())
    return f"{type(caught.value).__name__}: {caught.value}"


def test_an_honest_archive_is_read():
    assert read_sheets(archive(parts(sheet_xml(ROW))), "plan.xlsx")[0].rows == (("Task",),)


def test_zip_bomb():
    data = archive({**parts(sheet_xml(ROW)), "xl/media/a.bin": b"0" * 30_000_000})
    assert refused(data) == "TooLarge: A part of the spreadsheet unpacks to more than 200 times its size."


def test_expanded_size():
    noise = random.Random(7).randbytes(700)
    many = {f"xl/media/{number}.bin": noise * 1000 for number in range(3)}
    limits = Limits(expanded_bytes=2_000_000, ratio=10_000)
    assert refused(archive(parts(sheet_xml(ROW)) | many), limits=limits) == (
        "TooLarge: The spreadsheet unpacks to more than 2 MB."
    )


def test_parts():
    many = {f"xl/media/{number}.bin": b"x" for number in range(200)}
    assert refused(archive(parts(sheet_xml(ROW)) | many)).startswith("TooLarge: The spreadsheet is made of 205 parts")


def test_sheets():
    data = archive(parts(*[sheet_xml(ROW)] * 51))
    assert refused(data) == "TooLarge: The spreadsheet has 51 sheets; at most 50 can be read."


def test_duplicate_parts():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = duplicated(parts(sheet_xml(ROW)))
    assert refused(data).startswith("Unreadable: The spreadsheet is damaged")


def duplicated(content):
    import io
    import zipfile

    stream = io.BytesIO(archive(content))
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("xl/workbook.xml", "again")
    return stream.getvalue()


@pytest.mark.parametrize("declaration", [BILLION, EXTERNAL])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/core.xml"])
def test_document_types(declaration, part):
    content = {"docProps/core.xml": "<core/>", **parts(sheet_xml(ROW))}
    content[part] = declaration + content[part]
    assert "declares its own XML entities" in refused(archive(content))


def test_giant_bounding_box():
    corner = '<row r="1048576">' + cell("XFD1048576") + "</row>"
    assert refused(archive(parts(sheet_xml(ROW + corner), names=("Who does what",)))) == (
        "TooLarge: The sheet “Who does what” reaches row 1,048,576, column XFD: at most 200,000 rows can be read."
    )


def test_columns_and_box():
    wide = '<row r="1">' + cell("A1") + cell("SG1") + "</row>"
    assert "column SG: at most 500 columns" in refused(archive(parts(sheet_xml(wide))))
    tall = ROW + '<row r="150000">' + cell("CV150000") + "</row>"
    assert "at most 5,000,000 cells" in refused(archive(parts(sheet_xml(tall))))


def test_a_false_dimension_is_not_believed():
    small = sheet_xml(ROW + '<row r="1048576">' + cell("A1048576") + "</row>", '<dimension ref="A1"/>')
    assert "at most 200,000 rows" in refused(archive(parts(small)))
    large = sheet_xml(ROW, '<dimension ref="A1:XFD1048576"/>')
    assert read_sheets(archive(parts(large)), "plan.xlsx")[0].rows == (("Task",),)


def test_cells_without_references_are_counted():
    rows = "<row>" + "<c><v>1</v></c>" * 501 + "</row>"
    assert "at most 500 columns" in refused(archive(parts(sheet_xml(rows))))


def test_macros():
    data = archive({**parts(sheet_xml(ROW)), "xl/vbaProject.bin": b"x"})
    assert refused(data, "plan.xlsm") == "Unreadable: The spreadsheet holds macros: save it as XLSX, without macros."


def test_passwords():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "locked with a password" in refused(old)
    data = bytearray(archive(parts(sheet_xml(ROW))))
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    assert refused(bytes(data)) == "Unreadable: The spreadsheet is locked with a password: save it without one."


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_truncated(kept):
    data = archive(parts(sheet_xml(ROW)))
    assert refused(data[: int(len(data) * kept)]).startswith("Unreadable: The spreadsheet is damaged or incomplete")


def test_damaged_inside():
    content = parts(sheet_xml(ROW))
    assert "damaged" in refused(archive(content | {"xl/worksheets/sheet1.xml": "<worksheet><row>"}))
    assert "damaged" in refused(archive(content | {"xl/worksheets/sheet1.xml": sheet_xml('<row r="x"/>')}))
    assert "damaged" in refused(archive(content | {"xl/_rels/workbook.xml.rels": "<Relationships/>"}))
    without = {name: body for name, body in content.items() if not name.endswith("workbook.xml.rels")}
    assert "damaged" in refused(archive(without))


def test_flipped_bytes_never_escape_as_anything_else():
    honest = archive(parts(sheet_xml(ROW)))
    dice = random.Random(11)
    for _ in range(300):
        data = bytearray(honest)
        for _ in range(3):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            read_sheets(bytes(data), "plan.xlsx")
        except EngineError:
            continue


def test_not_a_spreadsheet():
    assert "no XLSX spreadsheet" in refused(archive({"word/document.xml": "<w/>"}), "plan.docx")
    assert "picture, a PDF or an archive" in refused(b"%PDF-1.7 ...", "plan.csv")
    assert "ends in “.exe”" in refused(b"MZ....", "plan.exe")
    assert refused(b" \n ", "plan.csv") == "Unreadable: The file is empty."


def test_file_size():
    assert refused(b"a,b\n" * 30, "plan.csv", Limits(file_bytes=100)).startswith("TooLarge: The file is larger than")
    assert refused(b"a" * 25_000_001, "plan.csv") == "TooLarge: The file is larger than 25 MB."


def test_commas():
    assert refused(b"," * 9_999_999 + b"x", "plan.csv") == (
        "TooLarge: Row 1 has 10,000,000 columns: at most 500 can be read."
    )
    assert read_sheets(b"," * 10_000_000, "plan.csv")[0].rows == ((),)


def test_rows():
    assert refused(b"a\n" * 200_001, "plan.csv") == "TooLarge: The table has more than 200,000 rows."


@pytest.mark.parametrize("separator", ["\t", ","])
def test_long_cells(separator):
    text = f"Task{separator}Brand\nGoals{separator}{'x' * 32_768}\n"
    assert refused(text.encode(), "plan.csv") == (
        "TooLarge: A cell holds more than 32,767 characters: row 2, column B."
    )
    assert "more than 32,767 characters" in refused(f'a "b{separator}"{"x" * 140_000}"\n"a"b,"'.encode(), "plan.csv")


def test_control_characters():
    assert refused(b"Task,Brand\nGo\x07als,A\n", "plan.csv") == (
        "Unreadable: A cell holds the control character U+0007: row 2, column A."
    )
    text = '<row r="1">' + cell("A1", "Task") + cell("B1", "_x0000_") + "</row>"
    assert "U+0000: sheet “Plan 1”, row 1, column B" in refused(archive(parts(sheet_xml(text))))


def test_tables_in_markdown():
    table = "| a |\n|---|\n| b |\n\n"
    assert refused((table * 51).encode(), "plan.md").startswith("TooLarge: The file holds 51 sheets or tables")


def test_an_unclosed_quotation_mark_does_not_swallow_rows():
    assert "never closed" in refused(b'Task,Brand\n"Goals,A\nFilm,R\n', "plan.csv")


def test_damaged_utf_16():
    assert refused("Task\tBrand".encode("utf-16") + b"\x00", "plan.tsv").startswith("Unreadable: The text breaks off")
