"""A feed of whole days that somebody subscribes to."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, vDuration, vUri

from commonground.engines.calendar.text import PRODUCT, block, line, link, moment

REFRESH = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One whole day. `uid` stays the same for as long as the thing does; `sequence` grows with each change."""

    uid: str
    day: datetime.date
    summary: str
    description: str = ""
    sequence: int = 0
    modified: datetime.datetime | None = None
    url: str = ""


def feed(name: str, entries: Iterable[DayEntry], stamp: datetime.datetime) -> bytes:
    """An iCalendar file of days that block no time. `stamp` is the moment at which it is made, with a time zone.

    Raises Unreadable for text that holds a control character, and Contradiction for a moment without a time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", line(name, "name"))
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH, params={"VALUE": "DURATION"}))
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    data: bytes = calendar.to_ical()
    return data


def _event(entry: DayEntry, stamp: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", line(entry.uid, "identifier"))
    event.add("dtstamp", moment(stamp, "stamp"))
    event.add("dtstart", entry.day)
    if entry.day < datetime.date.max:
        event.add("dtend", entry.day + datetime.timedelta(days=1))
    event.add("summary", line(entry.summary, "summary"))
    if entry.description:
        event.add("description", block(entry.description, "description"))
    event.add("sequence", entry.sequence)
    if entry.modified:
        event.add("last-modified", moment(entry.modified, "change"))
    if entry.url:
        event.add("url", vUri(link(entry.url)))
    event.add("transp", "TRANSPARENT")
    return event
