"""Counting in working days: any number of them in one step, by arithmetic on weeks and a search among holidays."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from commonground.engines.errors import Contradiction

SATURDAY_AND_SUNDAY = frozenset({5, 6})
FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()


@dataclass(frozen=True)
class WorkCalendar:
    """The days on which an organisation works: not on its weekend (0 is Monday), not on its holidays.

    `rank` and `day` number the working days one after the other, so that counting is a sum. Both work on ordinals as
    `date.toordinal` gives them, also beyond the years 1 to 9999; a date that would lie beyond is the last or first one.
    Each takes time with the logarithm of the number of holidays, however many days are passed over.
    """

    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    holidays: frozenset[datetime.date] = frozenset()
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _passed: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _weekdays: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weekdays = tuple(day for day in range(7) if day not in self.weekend)
        if not weekdays:
            raise Contradiction("A week without a working day cannot be counted in.")
        off = sorted(day.toordinal() for day in self.holidays if day.weekday() in weekdays)
        hidden = {"_weekdays": weekdays, "_before": tuple(bisect_left(weekdays, day) for day in range(7))}
        hidden |= {"_off": (), "_passed": ()}
        for name, value in hidden.items():
            object.__setattr__(self, name, value)
        # For each holiday the number of working days before it, holidays put aside.
        object.__setattr__(self, "_passed", tuple(self.rank(day) - place for place, day in enumerate(off)))
        object.__setattr__(self, "_off", tuple(off))

    def rank(self, ordinal: int) -> int:
        """The number of working days before this day, counted from the year 1."""
        week, weekday = divmod(ordinal - 1, 7)
        return week * len(self._weekdays) + self._before[weekday] - bisect_left(self._off, ordinal)

    def day(self, rank: int) -> int:
        """The working day before which there are `rank` others: `rank(day(n)) == n`."""
        week, place = divmod(rank + bisect_right(self._passed, rank), len(self._weekdays))
        return week * 7 + self._weekdays[place] + 1

    def is_working(self, day: datetime.date) -> bool:
        """Work is done on this day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def next_working(self, day: datetime.date) -> datetime.date:
        """This day, or the first working day after it."""
        return self.add(day, 0)

    def previous_working(self, day: datetime.date) -> datetime.date:
        """This day, or the last working day before it."""
        return self.subtract(day, 0)

    def add(self, day: datetime.date, days: int) -> datetime.date:
        """`days` working days after the first working day from `day` on."""
        return as_date(self.day(self.rank(day.toordinal()) + days))

    def subtract(self, day: datetime.date, days: int) -> datetime.date:
        """`days` working days before the last working day up to `day`."""
        return as_date(self.day(self.rank(day.toordinal() + 1) - 1 - days))

    def count(self, first: datetime.date, stop: datetime.date) -> int:
        """Working days from `first` up to but without `stop`; negative when `stop` is earlier."""
        return self.rank(stop.toordinal()) - self.rank(first.toordinal())


MONDAY_TO_FRIDAY = WorkCalendar()
Calendars = Mapping[str, WorkCalendar]


def calendar_of(organisation: str, calendars: Calendars) -> WorkCalendar:
    """The calendar of an organisation; without one of its own that of "", else Monday to Friday."""
    return calendars.get(organisation) or calendars.get("") or MONDAY_TO_FRIDAY


def as_date(ordinal: int) -> datetime.date:
    """The date of an ordinal, kept within the years 1 to 9999."""
    return datetime.date.fromordinal(min(max(ordinal, FIRST), LAST))
