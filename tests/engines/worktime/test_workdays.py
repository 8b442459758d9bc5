"""Counting in working days against counting one day after the other."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.engines.errors import Contradiction
from commonground.engines.worktime import MONDAY_TO_FRIDAY, WorkCalendar, calendar_of

FRIDAY = datetime.date(2026, 10, 16)
ONE = datetime.timedelta(days=1)
WEEKENDS = st.frozensets(st.integers(0, 6), max_size=6)
DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 4, 1))
CALENDARS = st.builds(WorkCalendar, WEEKENDS, st.frozensets(DAYS, max_size=40))


def day(text):
    return datetime.date.fromisoformat(text)


def test_a_weekend_and_a_holiday():
    calendar = WorkCalendar(holidays=frozenset({day("2026-10-19"), day("2026-10-24")}))
    assert calendar.add(FRIDAY, 0) == FRIDAY
    assert calendar.add(FRIDAY, 1) == day("2026-10-20")
    assert calendar.add(day("2026-10-17"), 0) == day("2026-10-20")
    assert calendar.add(day("2026-10-17"), 1) == day("2026-10-21")
    assert calendar.subtract(day("2026-10-20"), 1) == FRIDAY
    assert calendar.subtract(day("2026-10-18"), 1) == day("2026-10-15")
    assert calendar.next_working(day("2026-10-17")) == day("2026-10-20")
    assert calendar.previous_working(day("2026-10-19")) == FRIDAY
    assert calendar.count(FRIDAY, day("2026-10-23")) == 4
    assert calendar.count(day("2026-10-23"), FRIDAY) == -4
    assert [calendar.is_working(day(f"2026-10-{number}")) for number in (16, 17, 19, 20)] == [True, False, False, True]


def naive_add(calendar, when, days):
    while not calendar.is_working(when) or days:
        days -= calendar.is_working(when)
        when += ONE
    return when


def naive_subtract(calendar, when, days):
    while not calendar.is_working(when) or days:
        days -= calendar.is_working(when)
        when -= ONE
    return when


@given(CALENDARS, DAYS, st.integers(0, 60), DAYS)
def test_as_day_by_day(calendar, when, days, other):
    assert calendar.add(when, days) == naive_add(calendar, when, days)
    assert calendar.subtract(when, days) == naive_subtract(calendar, when, days)
    first, last = sorted((when, other))
    counted = sum(calendar.is_working(first + ONE * number) for number in range((last - first).days))
    assert calendar.count(first, last) == counted
    assert calendar.count(last, first) == -counted


@given(CALENDARS, st.integers(-(10**9), 10**9))
def test_rank_and_day_are_each_others_inverse_beyond_all_years(calendar, rank):
    assert calendar.rank(calendar.day(rank)) == rank


def test_beyond_the_years_the_last_and_first_day_stand():
    assert MONDAY_TO_FRIDAY.add(FRIDAY, 10**7) == datetime.date.max
    assert MONDAY_TO_FRIDAY.subtract(FRIDAY, 10**7) == datetime.date.min


def test_a_week_without_working_day_is_refused():
    with pytest.raises(Contradiction, match="A week without a working day"):
        WorkCalendar(frozenset(range(7)))


def test_calendar_of_an_organisation():
    own, other = WorkCalendar(frozenset({6})), WorkCalendar(frozenset({4}))
    assert calendar_of("quarry", {"quarry": own, "": other}) is own
    assert calendar_of("fern", {"quarry": own, "": other}) is other
    assert calendar_of("fern", {"quarry": own}) is MONDAY_TO_FRIDAY
    assert (own == WorkCalendar(frozenset({6})), hash(own) == hash(WorkCalendar(frozenset({6})))) == (True, True)
