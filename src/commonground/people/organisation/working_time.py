"""When an organisation works: what may be said of it."""

from collections.abc import Iterable
from datetime import date, time
from functools import cache
from typing import Any

from commonground.engines.worktime.holidays import countries, subdivisions
from commonground.kit.errors import Invalid
from commonground.people.organisation.choices import markets

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_OFF = 200
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


@cache
def holiday_countries() -> tuple[tuple[str, str], ...]:
    """Countries whose public holidays are known, by name."""
    known = set(countries())
    return tuple((code, name) for code, name in markets() if code in known)


def checked_working_time(
    country: str, region: str, work_days: Iterable[int], works_from: time, works_until: time, days_off: Iterable[date]
) -> dict[str, Any]:
    """The same as it is stored; Invalid names each field that does not hold."""
    days, off = sorted(set(work_days)), sorted(set(days_off))
    wrong = {}
    if country and country not in countries():
        wrong["country"] = "No holidays are known for this country."
    elif region and region not in (subdivisions(country) if country else ()):
        wrong["region"] = _regions_in_words(country)
    if not days or not set(days) <= set(range(7)):
        wrong["work_days"] = "Choose at least one day of the week."
    if works_until <= works_from:
        wrong["works_until"] = "The day ends before it begins."
    if len(off) > DAYS_OFF or any(not EARLIEST <= day <= LATEST for day in off):
        wrong["days_off"] = f"At most {DAYS_OFF} days, between 2000 and 2100."
    if wrong:
        raise Invalid("Some of this cannot be saved.", fields=wrong)
    return {
        "country": country, "region": region, "work_days": days, "works_from": works_from, "works_until": works_until,
        "days_off": [day.isoformat() for day in off],
    }  # fmt: skip


def _regions_in_words(country: str) -> str:
    known = subdivisions(country) if country else ()
    return f"One of {', '.join(known)}." if known else "This country has the same holidays everywhere: leave it empty."
