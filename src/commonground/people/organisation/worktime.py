"""When an organisation works, as the engines count it."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from commonground.engines.worktime import WorkingHours
from commonground.engines.worktime.holidays import public_holidays
from commonground.engines.worktime.workdays import WorkCalendar
from commonground.kit import clock
from commonground.people.organisation.models import Organisation

# Plans reach a few years; what lies beyond is counted without holidays.
YEARS_BACK, YEARS_AHEAD = 1, 3


def calendar_of(organisation: Organisation) -> WorkCalendar:
    """Its working days: its week, the public holidays of its country and region, and its further days off."""
    year = clock.today(organisation.time_zone).year
    return _calendar(
        tuple(organisation.work_days), organisation.country, organisation.region, tuple(organisation.days_off), year
    )


@lru_cache(512)
def _calendar(days: tuple[int, ...], country: str, region: str, off: tuple[str, ...], year: int) -> WorkCalendar:
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    holidays = public_holidays(country, region, years) if country else frozenset()
    own = {date.fromisoformat(day) for day in off}
    return WorkCalendar(frozenset(range(7)) - frozenset(days), holidays | own)


def hours_of(organisation: Organisation) -> WorkingHours:
    """Its working hours, in its own time zone."""
    return WorkingHours(
        ZoneInfo(organisation.time_zone), organisation.works_from, organisation.works_until, calendar_of(organisation)
    )
