"""What the table shows in words can be typed, and is the same test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.creative.decision.rules import words_of
from commonground.engines.decisions import Cell, Equals, Interval, parse_words
from tests.engines.decisions.test_words import ANSWER, CITY, DAY, DEVICE, HOUR, MEMBER, TEMP, WEATHER

VALUES = {
    "weather": st.sampled_from(WEATHER.categories), "device": st.sampled_from(DEVICE.categories),
    "member": st.sampled_from(("true", "false")), "answer": st.sampled_from(("yes", "no")),
    "city": st.sampled_from(("Berlin", "São Paulo", "10115", "King's Lynn", "Frankfurt (Main)")),
    "temp": st.integers(-30, 60) | st.sampled_from((-0.5, 2.25, 1e20, 1e-7)), "hour": st.integers(0, 23),
    "day": st.dates(),
}  # fmt: skip


@st.composite
def cells(draw, signal):
    values = VALUES[signal.key]
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from("=<>.") if not signal.type.is_text else st.just("="))
        if kind == "=":
            parts.append(Equals(draw(st.none() | values)))
        elif kind == ".":
            low, high = sorted((draw(values), draw(values)))
            parts.append(Interval(low, high, draw(st.booleans()), draw(st.booleans())))
        else:
            value, closed = draw(values), draw(st.booleans())
            parts.append(Interval(None, value, high_closed=closed) if kind == "<" else Interval(value, None, closed))
    return Cell(tuple(parts), draw(st.booleans()) if parts else False)


@pytest.mark.parametrize("signal", [WEATHER, DEVICE, MEMBER, ANSWER, CITY, TEMP, HOUR, DAY], ids=lambda one: one.key)
@given(st.data())
def test_what_the_site_shows_is_read_as_the_same_test(signal, data):
    cell = data.draw(cells(signal))
    found = parse_words(words_of(cell, signal), signal)
    assert found == cell
