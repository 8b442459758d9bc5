"""Honest files: encodings, separators, Markdown, pasted cells, spreadsheets."""

import datetime
import io

import pytest
from openpyxl import Workbook

from commonground.engines.sheets import Merge, Sheet, column_letter, read_pasted, read_sheets
from commonground.engines.sheets.sheet import place
from commonground.engines.sheets.workbook import words
from tests.engines.sheets.archives import archive, parts, sheet_xml

ROWS = (("Task", "Nóva"), ("Goals", "A"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
def test_encodings_and_separators(encoding, separator):
    text = "\r\n".join(separator.join(row) for row in ROWS) + "\r\n"
    assert read_sheets(text.encode(encoding), "plan.csv")[0].rows == ROWS


def test_a_byte_that_windows_does_not_define_is_shown():
    assert read_sheets(b"Task,N\xf3va\x81\nGoals,A", "plan.csv")[0].rows[0] == ("Task", "Nóva�")


def test_quoted_fields():
    text = 'Task;Who\n"Goals; and\nbudget";"Ada, Ben"\n'
    assert read_sheets(text.encode(), "plan.csv")[0].rows == (("Task", "Who"), ("Goals; and\nbudget", "Ada, Ben"))
    assert read_sheets(b'Task,Who\nThe "big" day,A\n', "plan.csv")[0].rows[1] == ('The "big" day', "A")
    assert read_sheets(b'Task,Who\n"The" day,A\n', "plan.csv")[0].rows[1] == ("The day", "A")


def test_one_column():
    assert read_sheets(b"Task\nGoals\n", "plan.csv")[0].rows == (("Task",), ("Goals",))


MARKDOWN = """# Plan

Words.

| Task | Brand |
|---|:-:|
| **Goals** `x` | a \\| b |
| two<br>lines | <b>A</b> |

**Later:**

| Task | Brand |
|---|---|
| Film | ![A](x) |

<details>
| Task | Brand |
|---|---|
| Cut | R |
</details>
"""


def test_markdown():
    first, second, *_ = read_sheets(MARKDOWN.encode(), "plan.md")
    assert first == Sheet(
        "Plan", (("Task", "Brand"), ("Goals x", "a | b"), ("two\nlines", "A")), heading="Plan", first=5, gap=1
    )
    assert (second.heading, second.rows[1]) == ("Later", ("Film", "A"))
    assert [first.number(row) for row in range(3)] == [5, 7, 8]


def test_markdown_breaks():
    table = "| a |\n|---|\n| b |\n"
    assert read_sheets(table.encode(), "plan.markdown")[0].name == "Table 1"
    assert read_sheets(f"Who does\nwhat\n=====\n\n{table}".encode(), "plan.md")[0].name == "Who does\nwhat"


def test_pasted():
    assert read_pasted("Task\tNóva\nGoals\tA")[0].rows == ROWS
    assert read_pasted("| Task | Nóva |\n|---|---|\n| Goals | A |")[0].rows == ROWS
    assert read_sheets("Task,Nóva\nGoals,A".encode(), "")[0].rows == ROWS
    assert read_sheets("Task\tNóva\nGoals\tA".encode(), "plan.txt")[0].rows == ROWS


def test_spreadsheet():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = "Goals", 3, 1.5, True
    sheet["B3"], sheet["C3"] = datetime.date(2026, 3, 1), "A"
    sheet.merge_cells("B4:C5")
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_chartsheet("Chart")
    stream = io.BytesIO()
    book.save(stream)
    plan, old = read_sheets(stream.getvalue(), "plan.xlsx")
    assert plan.rows[:3] == ((), ("", "Goals", "3", "1.5", "TRUE"), ("", "2026-03-01", "A"))
    assert plan.merges == (Merge(3, 1, 4, 2),)
    assert (plan.hidden, old.hidden) == (False, True)
    assert plan.width == 5


def test_values_in_words():
    assert [words(value) for value in (3.0, 2.5, False, datetime.time(9, 30), None)] == [
        "3",
        "2.5",
        "FALSE",
        "09:30:00",
        "None",
    ]


def test_cells_without_references():
    rows = '<row><c t="inlineStr"><is><t>Task</t></is></c></row><row><c><v>7</v></c></row>'
    assert read_sheets(archive(parts(sheet_xml(rows))), "plan.xlsx")[0].rows == (("Task",), ("7",))


def test_places():
    assert [column_letter(number) for number in (0, 25, 26, 499)] == ["A", "Z", "AA", "SF"]
    assert place("Plan", 3, 1) == "sheet “Plan”, row 3, column B"
