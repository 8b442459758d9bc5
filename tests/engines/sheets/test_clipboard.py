"""Cells as spreadsheets put them on the clipboard."""

import pytest

from commonground.engines.errors import TooLarge, Unreadable
from commonground.engines.sheets import DEFAULT_LIMITS, Limits, read_cells


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\nc\td\n", (("a", "b"), ("c", "d"))),
        ("a\tb\r\nc\td", (("a", "b"), ("c", "d"))),
        ("a\rb", (("a",), ("b",))),
        ('"rain","cold"\t< 5\tV-01', (('"rain","cold"', "< 5", "V-01"),)),
        ('"rain"\t"sun"\n', (('"rain"', '"sun"'),)),
        ('"""rain"",""cold"""\t""\n', (('"rain","cold"', '""'),)),
        ('"two\nlines\tand a tab"\tx\n', (("two\nlines\tand a tab", "x"),)),
        ('"open\tx\ny', (('"open', "x"), ("y",))),
        ("a\t\t\n\n\tb\t", (("a",), (), ("", "b"))),
    ],
)
def test_cells(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_cells(text).rows == rows


def test_limits() -> None:
    with pytest.raises(TooLarge, match="more than 2 rows"):
        read_cells("a\nb\nc\nd", Limits(rows=2))
    with pytest.raises(TooLarge, match="at most 1 columns"):
        read_cells("a\tb", Limits(columns=1))
    with pytest.raises(Unreadable, match="control character"):
        read_cells("a\x00b")
    with pytest.raises(Unreadable, match="empty"):
        read_cells(" \n", DEFAULT_LIMITS)


def test_many_marks_take_no_longer() -> None:
    assert len(read_cells('"a"b\t' * 20_000 + "x", Limits(columns=30_000)).rows[0]) == 20_001
