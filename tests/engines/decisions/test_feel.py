"""Cells: what is read, what it holds for, and what is said about a cell that does not parse."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.engines.decisions import ANY, Cell, Equals, Interval, Unparsable, cell_text, parse_cell
from commonground.engines.decisions.feel import quoted, unquoted
from commonground.engines.decisions.match import MissingPolicy, fires_through_negation, matches, truth
from commonground.engines.decisions.signal import Signal, SignalType

DEVICE = Signal(
    "device", SignalType.CATEGORICAL, ("mobile", "phone", "tablet", "ctv"), (("phone", "mobile"), ("tablet", "mobile"))
)
TEMP = Signal("temp_c", SignalType.NUMERIC)
AGE = Signal("age", SignalType.INTEGER)
CITY = Signal("city", SignalType.TEXT)
MEMBER = Signal("member", SignalType.BINARY)
DAY = Signal("day", SignalType.DATE)
CHRISTMAS = datetime.date(2026, 12, 24)


@pytest.mark.parametrize(
    ("signal", "text", "cell"),
    [
        (DEVICE, "", ANY),
        (DEVICE, " - ", ANY),
        (DEVICE, '"phone"', Cell((Equals("phone"),))),
        (DEVICE, '"phone" , "ctv"', Cell((Equals("phone"), Equals("ctv")))),
        (DEVICE, 'not("ctv", null)', Cell((Equals("ctv"), Equals(None)), negated=True)),
        (CITY, r'"a \"b\" \\ \n é"', Cell((Equals('a "b" \\ \n é'),))),
        (CITY, '"not"', Cell((Equals("not"),))),
        (MEMBER, "true", Cell((Equals("true"),))),
        (MEMBER, '"false"', Cell((Equals("false"),))),
        (TEMP, "5", Cell((Equals(5),))),
        (TEMP, "-.5", Cell((Equals(-0.5),))),
        (TEMP, "1e3", Cell((Equals(1000.0),))),
        (TEMP, "<5", Cell((Interval(None, 5),))),
        (TEMP, ">= -2.5", Cell((Interval(-2.5, None, low_closed=True),))),
        (TEMP, "[3..10)", Cell((Interval(3, 10, low_closed=True),))),
        (TEMP, "]3..10]", Cell((Interval(3, 10, high_closed=True),))),
        (TEMP, "(3.5..10[", Cell((Interval(3.5, 10),))),
        (TEMP, "not(< 0, 7)", Cell((Interval(None, 0), Equals(7)), negated=True)),
        (DAY, '> date("2026-12-24")', Cell((Interval(CHRISTMAS, None),))),
        (DAY, '@"2026-12-24"', Cell((Equals(CHRISTMAS),))),
        (AGE, "null", Cell((Equals(None),))),
    ],
)
def test_read(signal, text, cell):
    assert parse_cell(text, signal) == cell
    assert parse_cell(cell_text(cell), signal) == cell


@pytest.mark.parametrize(
    ("signal", "text", "position", "expected"),
    [
        (DEVICE, "phone", 1, 'a quoted category, such as "mobile", not(...) or -'),
        (DEVICE, '"phone', 1, "a closing quotation mark"),
        (DEVICE, '"phone" "ctv"', 9, "a comma or the end of the cell"),
        (DEVICE, '"phone",', 9, 'a quoted category, such as "mobile"'),
        (DEVICE, 'not "ctv"', 5, "an opening parenthesis after not"),
        (DEVICE, 'not("ctv"', 10, "a comma or a closing parenthesis"),
        (DEVICE, 'not("ctv") "x"', 12, "the end of the cell"),
        (DEVICE, "< 5", 1, 'a quoted category, such as "mobile": a categorical signal has no order'),
        (CITY, "5", 1, 'a quoted text, such as "Berlin", not(...) or -'),
        (TEMP, '"5"', 1, "a number, a comparison such as >= 3, or an interval such as [3..10]"),
        (TEMP, "5 6", 3, "a comma or the end of the cell"),
        (TEMP, "[3,10]", 3, "two dots between the ends of the interval"),
        (TEMP, "[10..3]", 6, "an end that is not before the beginning of the interval"),
        (TEMP, "[3..10", 7, "a closing bracket: ] with the end, ) without it"),
        (TEMP, "< ", 3, "a number"),
        (TEMP, "1, $", 4, "a number"),
        (TEMP, "0.12345678901234567", 1, "a number of at most 15 digits"),
        (TEMP, "1e999", 1, "a number of at most 15 digits"),
        (TEMP, "1e-400", 1, "a number of at most 15 digits"),
        (TEMP, "5.", 2, "a comma or the end of the cell"),
        (TEMP, "٣", 1, "a number, a comparison such as >= 3, or an interval such as [3..10]"),
        (TEMP, "[3...5]", 3, "two dots between the ends of the interval"),
        (DAY, 'date("2026-W32-1")', 6, 'a day that exists, as "2026-08-03"'),
        (DAY, '@"20260803"', 2, 'a day that exists, as "2026-08-03"'),
        (DAY, "2026-12-24", 1, 'a day, such as date("2026-08-03")'),
        (DAY, 'date "2026-12-24"', 6, "an opening parenthesis after date"),
        (DAY, "date(2026)", 6, 'a quoted day, such as "2026-08-03"'),
        (DAY, '< date("2026-02-30")', 8, 'a day that exists, as "2026-08-03"'),
        (DAY, 'date("2026-12-24"', 18, "a closing parenthesis"),
    ],
)
def test_said_where_and_what_was_expected(signal, text, position, expected):
    with pytest.raises(Unparsable) as caught:
        parse_cell(text, signal, 3)
    error = caught.value
    assert (error.column, error.rule, error.position, error.expected) == (signal.key, 3, position, expected)
    place = "at the end" if position > len(text.rstrip()) else f"position {position}"
    assert str(error) == f"Rule 3, column “{signal.key}”, {place} of “{text}”: expected {expected}."
    assert error.within == f"{place[0].upper()}{place[1:]}: expected {expected}."


@pytest.mark.parametrize(
    ("signal", "expected"),
    [
        (
            Signal("weather", SignalType.CATEGORICAL, ("rain", "sun")),
            'a quoted category, such as "rain", not(...) or -',
        ),
        (Signal("member", SignalType.BINARY), "true or false, not(...) or -"),
        (Signal("member", SignalType.BINARY, ("yes", "no")), 'a quoted category, such as "yes", not(...) or -'),
        (
            Signal("hour", SignalType.INTEGER, low=0, high=23),
            "a number from 0 to 23, a comparison such as >= 0, or an interval such as [0..23]",
        ),
        (
            Signal("temp", SignalType.NUMERIC, high=40.5),
            "a number to 40.5, a comparison such as >= 40.5, or an interval such as [40.5..40.5]",
        ),
        (
            Signal("day", SignalType.DATE, low=CHRISTMAS),
            'a day, such as date("2026-12-24")',
        ),
    ],
)
def test_what_is_expected_is_said_with_the_signals_own_values(signal, expected):
    with pytest.raises(Unparsable) as caught:
        parse_cell("$", signal)
    assert caught.value.expected == expected
    if signal.key == "hour":
        with pytest.raises(Unparsable) as caught:
            parse_cell("[17..", signal)
        assert caught.value.within == "At the end: expected a number from 0 to 23."


@pytest.mark.parametrize(
    ("signal", "text", "value", "holds"),
    [
        (DEVICE, "-", None, True),
        (DEVICE, '"mobile"', "phone", True),
        (DEVICE, '"phone"', "mobile", False),
        (DEVICE, '"phone"', None, False),
        (DEVICE, 'not("mobile")', "tablet", False),
        (DEVICE, 'not("mobile")', None, True),
        (DEVICE, "not(null)", None, False),
        (DEVICE, "not(null)", "ctv", True),
        (DEVICE, 'null,"ctv"', None, True),
        (TEMP, "< 5", None, None),
        (TEMP, "not(< 5)", None, None),
        (TEMP, "not(5)", None, True),
        (TEMP, "null,< 5", None, True),
        (TEMP, "< 5", 5, False),
        (TEMP, "<= 5", 5.0, True),
        (TEMP, "> 5", 5, False),
        (TEMP, "[5..6)", 6, False),
        (TEMP, "(5..6]", 6, True),
        (DAY, '>= date("2026-12-24")', CHRISTMAS, True),
    ],
)
def test_truth(signal, text, value, holds):
    assert truth(parse_cell(text, signal), value, signal) is holds


def test_missing_matches_nothing_under_no_match_but_what_asks_for_it():
    wanted = {"-": True, '"ctv"': False, 'not("ctv")': False, "null": True, "not(null)": False, 'null,"ctv"': True}
    found = {text: matches(parse_cell(text, DEVICE), None, DEVICE, MissingPolicy.NO_MATCH) for text in wanted}
    assert found == wanted
    traps = [text for text in wanted if fires_through_negation(parse_cell(text, DEVICE), DEVICE)]
    assert traps == ['not("ctv")']


@given(st.text())
def test_quoted_text_comes_back(text):
    assert unquoted(quoted(text)) == text
    assert parse_cell(quoted(text), CITY) == Cell((Equals(text),))


def test_escapes_of_other_writers():
    assert unquoted(r'"é \U01F600 \q"') == "é 😀 \\q"
