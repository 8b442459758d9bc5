"""Working time against counting it minute by minute."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.engines.errors import Contradiction
from commonground.engines.worktime import WorkCalendar, WorkingHours, due, worked

BERLIN = WorkingHours(ZoneInfo("Europe/Berlin"))
MINUTE = datetime.timedelta(minutes=1)
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
TIMES = st.builds(datetime.time, st.integers(0, 23), st.sampled_from([0, 30]))
HOURS = st.builds(
    WorkingHours,
    st.sampled_from(ZONES).map(ZoneInfo),
    TIMES,
    TIMES,
    st.builds(
        WorkCalendar,
        st.frozensets(st.integers(0, 6), max_size=3),
        st.frozensets(st.dates(datetime.date(2026, 3, 25), datetime.date(2026, 4, 2)), max_size=3),
    ),
)


def at(text):
    return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)


# Around the last Sunday of March and the second one, when clocks change on both sides of the Atlantic.
MOMENTS = st.integers(0, 25 * 24 * 60).map(lambda count: at("2026-03-06T00:00Z") + count * MINUTE)


@pytest.mark.parametrize(
    ("since", "minutes", "expected"),
    [
        ("2026-09-14T10:00+02:00", 60, "2026-09-14T11:00+02:00"),
        ("2026-09-14T17:00+02:00", 60, "2026-09-15T09:30+02:00"),
        ("2026-09-11T17:00+02:00", 60, "2026-09-14T09:30+02:00"),
        ("2026-09-12T12:00+02:00", 0, "2026-09-14T09:00+02:00"),
        ("2026-09-14T16:30+02:00", 60, "2026-09-14T17:30+02:00"),
        ("2026-09-14T05:00+02:00", 510, "2026-09-14T17:30+02:00"),
        # The clocks go back on Sunday 25 October: Monday begins an hour later in UTC.
        ("2026-10-23T17:00+02:00", 60, "2026-10-26T09:30+01:00"),
    ],
)
def test_by_example(since, minutes, expected):
    assert due(at(since), minutes, BERLIN) == at(expected)


def test_around_the_clock_and_past_midnight():
    always = WorkingHours(ZoneInfo("Asia/Tokyo"), datetime.time(0), datetime.time(0), WorkCalendar(frozenset()))
    assert due(at("2026-09-12T23:30+09:00"), 60, always) == at("2026-09-13T00:30+09:00")


@pytest.mark.parametrize(("since", "minutes"), [(datetime.datetime(2026, 9, 14), 5), (at("2026-09-14T10:00Z"), -1)])  # noqa: DTZ001
def test_what_cannot_be_counted(since, minutes):
    with pytest.raises(Contradiction):
        due(since, minutes, BERLIN)


def works(hours, moment):
    """Whether the minute that begins at `moment` is working time."""
    local = moment.astimezone(hours.zone)
    day = local.date()
    if not hours.calendar.is_working(day):
        return False
    first, last = hours.span(day)
    return first <= moment < last


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 900), HOURS)
def test_it_is_the_same_as_counting_minutes(since, minutes, hours):
    moment, left = since, minutes
    while left:
        left -= works(hours, moment)
        moment += MINUTE
    assert due(since, minutes, hours) == moment


@settings(deadline=None)
@given(MOMENTS, st.integers(0, 3 * 24 * 60), HOURS)
def test_what_was_worked_between_two_moments(since, length, hours):
    minutes = sum(works(hours, since + count * MINUTE) for count in range(length))
    assert worked(since, since + length * MINUTE, hours) == minutes * MINUTE
    assert worked(since + MINUTE, since, hours) == 0 * MINUTE
