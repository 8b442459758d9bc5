"""An invitation to a meeting, its updates and its cancellation, as mail programs exchange them (RFC 5546, iTIP)."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText, vUri

from commonground.engines.calendar.text import PRODUCT, address, block, line, link, moment
from commonground.engines.errors import Contradiction


class Participation(StrEnum):
    """What somebody answered."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name and e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is invited. `answer_wanted` asks their mail program to ask them."""

    person: Person
    answer: Participation = Participation.NEEDS_ACTION
    required: bool = True
    answer_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. `uid` never changes; `sequence` grows with each change of time or place, and on cancelling.

    Start and end carry a time zone and are written in UTC, so that they are the same instant wherever they are read.
    """

    uid: str
    sequence: int
    summary: str
    start: datetime.datetime
    end: datetime.datetime
    organiser: Person
    attendees: tuple[Attendee, ...]
    description: str = ""
    location: str = ""
    url: str = ""


def invitation(meeting: Meeting, stamp: datetime.datetime, *, cancelled: bool = False) -> bytes:
    """The iCalendar file that invites to a meeting, changes it (same uid, higher sequence) or cancels it.

    `stamp` is the moment at which it is made. Raises Unreadable for text with a control character or an address that is
    none, and Contradiction for moments without a time zone, an end before the start, or a meeting without attendees.
    """
    start, end = moment(meeting.start, "start"), moment(meeting.end, "end")
    if end <= start:
        raise Contradiction("The meeting ends before it starts.")
    if not meeting.attendees:
        raise Contradiction("Nobody is invited to the meeting.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    event = Event()
    event.add("uid", line(meeting.uid, "identifier"))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", moment(stamp, "stamp"))
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", line(meeting.summary, "summary"))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    _add_words(event, meeting)
    event.add("organizer", _person(meeting.organiser))
    for attendee in meeting.attendees:
        event.add("attendee", _attendee(attendee))
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _add_words(event: Event, meeting: Meeting) -> None:
    if meeting.description:
        event.add("description", block(meeting.description, "description"))
    if meeting.location:
        event.add("location", line(meeting.location, "place"))
    if meeting.url:
        event.add("url", vUri(link(meeting.url)))


def _person(person: Person) -> vCalAddress:
    found = vCalAddress(address(person.email))
    if person.name:
        found.params["CN"] = vText(line(person.name, "name"))
    return found


def _attendee(attendee: Attendee) -> vCalAddress:
    found = _person(attendee.person)
    found.params["CUTYPE"] = vText("INDIVIDUAL")
    found.params["ROLE"] = vText("REQ-PARTICIPANT" if attendee.required else "OPT-PARTICIPANT")
    found.params["PARTSTAT"] = vText(attendee.answer.value)
    found.params["RSVP"] = vText("TRUE" if attendee.answer_wanted else "FALSE")
    return found
