"""Public holidays by country and subdivision, as the library `holidays` knows them."""

import datetime
from collections.abc import Iterable
from functools import cache

import holidays as library

from commonground.engines.errors import Contradiction
from commonground.engines.worktime.workdays import SATURDAY_AND_SUNDAY, WorkCalendar


def public_holidays(country: str, subdivision: str, years: Iterable[int]) -> frozenset[datetime.date]:
    """Public holidays of a country (ISO 3166-1, two letters) and of a subdivision of it ("" for none) in these years.

    Days that are moved because they fall on a weekend are among them. Raises Contradiction for an unknown country or
    subdivision.
    """
    _check(country, subdivision)
    return frozenset(library.country_holidays(country, subdiv=subdivision or None, years=years))


@cache
def countries() -> tuple[str, ...]:
    """Codes of all countries that are known, in order."""
    return tuple(sorted(library.list_supported_countries(include_aliases=False)))


def subdivisions(country: str) -> tuple[str, ...]:
    """Codes of the subdivisions of a country that have holidays of their own."""
    return tuple(library.list_supported_countries(include_aliases=False).get(country, ()))


def weekend_of(country: str, year: int) -> frozenset[int]:
    """The days of the week on which a country does not work (0 is Monday) in a year."""
    found = frozenset(library.country_holidays(country, years=year).weekend)
    return found or SATURDAY_AND_SUNDAY


def country_calendar(country: str, subdivision: str, years: Iterable[int]) -> WorkCalendar:
    """Working days of a country: its weekend as of the last of the years, its public holidays in all of them."""
    given = tuple(years)
    off = public_holidays(country, subdivision, given)
    return WorkCalendar(weekend_of(country, max(given)), off)


def _check(country: str, subdivision: str) -> None:
    if country not in countries():
        raise Contradiction(f"No holidays are known for the country “{country}”: use a code such as DE, FR or US.")
    if subdivision and subdivision not in subdivisions(country):
        raise Contradiction(f"No holidays are known for “{subdivision}” in {country}.")
