"""Counting working time: the hours of an organisation, in its time zone, on its working days."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from commonground.engines.errors import Contradiction
from commonground.engines.worktime.workdays import MONDAY_TO_FRIDAY, WorkCalendar

UTC = datetime.UTC


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When an organisation works: from `opens` to `closes`, local time of `zone`, on the days of its calendar.

    An organisation whose hours end at or before their beginning works around the clock.
    """

    zone: ZoneInfo
    opens: datetime.time = datetime.time(9)
    closes: datetime.time = datetime.time(17, 30)
    calendar: WorkCalendar = MONDAY_TO_FRIDAY

    def span(self, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
        """The working time of a working day, as moments in UTC: real time, so a change of the clocks counts as it is."""
        closes = self.closes
        ends = day if closes > self.opens else day + datetime.timedelta(days=1)
        first = datetime.datetime.combine(day, self.opens if closes > self.opens else datetime.time(0), self.zone)
        last = datetime.datetime.combine(ends, closes if closes > self.opens else datetime.time(0), self.zone)
        return first.astimezone(UTC), last.astimezone(UTC)


def due(since: datetime.datetime, minutes: int, hours: WorkingHours) -> datetime.datetime:
    """The moment (UTC) at which `minutes` of working time have passed since `since`.

    With nothing to wait for it is the first working moment from `since` on. Raises Contradiction for a moment without a
    time zone and for a negative time.
    """
    if since.tzinfo is None or minutes < 0:
        raise Contradiction("Working time is counted forward from a moment with a time zone.")
    left, now = datetime.timedelta(minutes=minutes), since.astimezone(UTC)
    # A span may begin on the day before, seen from the zone, when it runs past midnight.
    day = now.astimezone(hours.zone).date() - datetime.timedelta(days=1)
    while True:
        day = hours.calendar.next_working(day)
        first, last = hours.span(day)
        begins = max(first, now)
        if begins < last and last - begins >= left:
            return begins + left
        left -= max(last - begins, datetime.timedelta(0))
        day += datetime.timedelta(days=1)


def worked(since: datetime.datetime, until: datetime.datetime, hours: WorkingHours) -> datetime.timedelta:
    """The working time between two moments; none when the second is not after the first. The inverse of `due`."""
    day = since.astimezone(hours.zone).date() - datetime.timedelta(days=1)
    found, last_day = datetime.timedelta(0), until.astimezone(hours.zone).date()
    while day <= last_day:
        if hours.calendar.is_working(day):
            first, last = hours.span(day)
            found += max(min(last, until) - max(first, since), datetime.timedelta(0))
        day += datetime.timedelta(days=1)
    return found
