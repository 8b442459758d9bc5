"""Public holidays as the library knows them."""

import datetime

import pytest

from commonground.engines.errors import Contradiction
from commonground.engines.worktime.holidays import (
    countries,
    country_calendar,
    public_holidays,
    subdivisions,
    weekend_of,
)

UNITY = datetime.date(2026, 10, 3)
EPIPHANY = datetime.date(2026, 1, 6)


def test_of_a_country_and_of_a_part_of_it():
    assert UNITY in public_holidays("DE", "", (2026,))
    assert EPIPHANY not in public_holidays("DE", "", (2026,))
    assert EPIPHANY in public_holidays("DE", "BY", (2026,))
    assert {day.year for day in public_holidays("US", "", range(2025, 2028))} >= {2025, 2026, 2027}
    assert public_holidays("DE", "", ()) == frozenset()


def test_countries_and_their_parts():
    assert {"DE", "FR", "GB", "JP", "US"} <= set(countries())
    assert countries() == tuple(sorted(countries()))
    assert "BY" in subdivisions("DE")
    assert subdivisions("XX") == ()


def test_weekends_differ():
    assert weekend_of("DE", 2026) == {5, 6}
    assert weekend_of("EG", 2026) == {4, 5}


def test_a_calendar():
    calendar = country_calendar("DE", "BY", range(2026, 2028))
    assert [calendar.is_working(day) for day in (EPIPHANY, datetime.date(2026, 1, 7))] == [False, True]


@pytest.mark.parametrize(("country", "part"), [("XX", ""), ("", ""), ("de", ""), ("DE", "ZZ")])
def test_what_is_unknown_is_refused(country, part):
    with pytest.raises(Contradiction, match="No holidays are known"):
        public_holidays(country, part, (2026,))
