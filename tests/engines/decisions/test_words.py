"""Tests in words: what the site shows can be typed, and gives the same S-FEEL."""

import datetime

import pytest

from commonground.engines.decisions import (
    ANY,
    Cell,
    Equals,
    Signal,
    SignalType,
    Unparsable,
    cell_text,
    from_words,
    parse_cell,
    parse_words,
)

WEATHER = Signal("weather", SignalType.CATEGORICAL, ("rain", "cold", "Snow, or sleet", "dry or warm", "not bad", "x"))
DEVICE = Signal("device", SignalType.CATEGORICAL, ("1", "4", "5"), (("4", "1"),))
MEMBER = Signal("member", SignalType.BINARY)
ANSWER = Signal("answer", SignalType.BINARY, ("yes", "no"))
CITY = Signal("city", SignalType.TEXT)
TEMP = Signal("temp", SignalType.NUMERIC, low=-20, high=50)
HOUR = Signal("hour", SignalType.INTEGER, low=0, high=23)
DAY = Signal("day", SignalType.DATE)


@pytest.mark.parametrize(
    ("signal", "words", "text"),
    [
        (WEATHER, "any", "-"),
        (WEATHER, " Any ", "-"),
        (WEATHER, "rain", '"rain"'),
        (WEATHER, "RAIN or  Cold", '"rain","cold"'),
        (WEATHER, 'rain, "cold" or "fog"', '"rain","cold","fog"'),
        (WEATHER, "rain, cold, or x", '"rain","cold","x"'),
        (WEATHER, "snow, or sleet", '"Snow, or sleet"'),
        (WEATHER, "rain, Snow, or Sleet or dry or warm", '"rain","Snow, or sleet","dry or warm"'),
        (WEATHER, "not rain or cold", 'not("rain","cold")'),
        (WEATHER, "not bad", '"not bad"'),
        (WEATHER, "not not bad", 'not("not bad")'),
        (WEATHER, "none", "null"),
        (WEATHER, "not none", "not(null)"),
        (WEATHER, "not known", "null"),
        (WEATHER, "not known or rain", 'null,"rain"'),
        (WEATHER, "not not known", "not(null)"),
        (DEVICE, "4 or 5", '"4","5"'),
        (MEMBER, "True", '"true"'),
        (MEMBER, "not FALSE", 'not("false")'),
        (ANSWER, "Yes", '"yes"'),
        (CITY, "Berlin or Köln", '"Berlin","Köln"'),
        (CITY, "Frankfurt (Main)", '"Frankfurt (Main)"'),
        (CITY, "10115, 20095", '"10115","20095"'),
        (CITY, "not Berlin", 'not("Berlin")'),
        (CITY, "not known", "null"),
        (CITY, "not known or Berlin", 'null,"Berlin"'),
        (CITY, "any", "-"),
        (TEMP, "under 2", "< 2"),
        (TEMP, "over -5", "> -5"),
        (TEMP, "up to 7", "<= 7"),
        (TEMP, "7 or more", ">= 7"),
        (TEMP, "17 to 22", "[17..22]"),
        (TEMP, "17.5 to under 22", "[17.5..22)"),
        (TEMP, "over 17 to under 22", "(17..22)"),
        (TEMP, "above 17 and below 22", "(17..22)"),
        (TEMP, "at least 17 and at most 22", "[17..22]"),
        (TEMP, "22 or less", "<= 22"),
        (TEMP, "5, 7 or more or under -2", "5,>= 7,< -2"),
        (TEMP, "not 17 to 22 or 5", "not([17..22],5)"),
        (TEMP, "+5", "5"),
        (TEMP, "not none", "not(null)"),
        (HOUR, "none or 3", "null,3"),
        (DAY, "2026-08-03", 'date("2026-08-03")'),
        (DAY, "before 2026-08-03", '< date("2026-08-03")'),
        (DAY, '2026-08-03 to under @"2026-09-01"', '[date("2026-08-03")..date("2026-09-01"))'),
        (DAY, "2026-08-03 or later", '>= date("2026-08-03")'),
    ],
)
def test_from_words(signal, words, text):
    assert from_words(words, signal) == text
    assert cell_text(parse_words(words, signal)) == text
    assert parse_words(text, signal) == parse_cell(text, signal)


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (WEATHER, '"rain"'),
        (WEATHER, "-"),
        (WEATHER, ""),
        (TEMP, "[3..5)"),
        (TEMP, " <5"),
        (MEMBER, "true"),
        (DAY, "null"),
    ],
)
def test_what_is_s_feel_already_stays_as_it_is(signal, text):
    assert from_words(text, signal) == text


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        (WEATHER, "fog"), (WEATHER, "rain or"), (WEATHER, "rain cold"), (WEATHER, "not"), (WEATHER, "raincold"),
        (CITY, '"Berlin'), (CITY, "< 5"), (CITY, "not(Berlin)"), (CITY, "[a"), (CITY, "Berlin or "),
        (TEMP, "22 to 17"), (TEMP, "late"), (TEMP, "17 to"), (TEMP, "٣ or more"), (TEMP, "under"), (TEMP, "5 6"),
        (TEMP, "1e999 or more"), (TEMP, "[17.."), (DAY, "2026-02-30"), (DAY, "2026-W32-1"), (DAY, "20260803"),
    ],
)  # fmt: skip
def test_what_is_neither_is_told_as_it_stands(signal, text):
    assert from_words(text, signal) == text
    with pytest.raises(Unparsable) as caught:
        parse_words(text, signal, 3)
    assert (caught.value.text, caught.value.rule) == (text, 3)


def test_categories_that_differ_in_case_alone_need_the_very_one():
    signal = Signal("x", SignalType.CATEGORICAL, ("Rain", "rain", "any"))
    assert from_words("rain or Rain", signal) == '"rain","Rain"'
    assert from_words("RAIN", signal) == "RAIN"
    assert from_words("any", signal) == '"any"'


def test_a_long_list_that_is_none_is_told_soon():
    signal = Signal("x", SignalType.CATEGORICAL, tuple(f"a{number}" for number in range(3_000)))
    text = " or ".join(signal.categories)
    assert len(parse_words(text, signal).parts) == 3_000
    assert from_words(text + " or", signal) == text + " or"


def test_any_day_is_one():
    assert parse_words("any", DAY) == ANY
    assert parse_words("2026-08-03", DAY) == Cell((Equals(datetime.date(2026, 8, 3)),))
