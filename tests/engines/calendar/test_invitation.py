"""Invitations, their changes and cancellations, read back; and nothing that is typed becomes a property of its own."""

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from commonground.engines.calendar import Attendee, Meeting, Participation, Person, invitation
from commonground.engines.errors import Contradiction, Unreadable

STAMP = datetime.datetime(2026, 8, 3, 9, 30, tzinfo=datetime.UTC)
INES = Person("Ines Albrecht", "ines@tondella.example")
MARCUS = Person("Marcus Lind", "marcus@quarry.example")
MEETING = Meeting(
    uid="kickoff-7@c.example",
    sequence=0,
    summary="Kick-off: Slice of Hope",
    start=datetime.datetime(2026, 8, 10, 10, tzinfo=ZoneInfo("Europe/Berlin")),
    end=datetime.datetime(2026, 8, 10, 11, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    organiser=INES,
    attendees=(Attendee(MARCUS), Attendee(INES, Participation.ACCEPTED, required=False, answer_wanted=False)),
    description="Agenda\nGoals; audience, media",
    location="Room 4, Berlin",
    url="https://c.example/k/7?a=1&b=2",
)


def read(data):
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation():
    calendar, event = read(invitation(MEETING, STAMP))
    assert (str(calendar["method"]), str(event["status"]), event.decoded("sequence")) == ("REQUEST", "CONFIRMED", 0)
    assert event.decoded("dtstart") == datetime.datetime(2026, 8, 10, 8, tzinfo=datetime.UTC)
    assert event.decoded("dtend") == datetime.datetime(2026, 8, 10, 9, 30, tzinfo=datetime.UTC)
    assert {name: str(event[name]) for name in ("uid", "summary", "description", "location", "url")} == {
        name: getattr(MEETING, name) for name in ("uid", "summary", "description", "location", "url")
    }
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == ("mailto:ines@tondella.example", INES.name)
    assert [(str(one), dict(one.params)) for one in event["attendee"]] == [
        (
            "mailto:marcus@quarry.example",
            {
                "CN": "Marcus Lind",
                "CUTYPE": "INDIVIDUAL",
                "ROLE": "REQ-PARTICIPANT",
                "PARTSTAT": "NEEDS-ACTION",
                "RSVP": "TRUE",
            },
        ),
        (
            "mailto:ines@tondella.example",
            {
                "CN": "Ines Albrecht",
                "CUTYPE": "INDIVIDUAL",
                "ROLE": "OPT-PARTICIPANT",
                "PARTSTAT": "ACCEPTED",
                "RSVP": "FALSE",
            },
        ),
    ]


def test_a_change_and_a_cancellation():
    moved = replace(MEETING, sequence=1, start=MEETING.start.replace(hour=9))
    _, event = read(invitation(moved, STAMP))
    assert (str(event["uid"]), event.decoded("sequence")) == (MEETING.uid, 1)
    calendar, event = read(invitation(replace(moved, sequence=2), STAMP, cancelled=True))
    assert (str(calendar["method"]), str(event["status"]), event.decoded("sequence")) == ("CANCEL", "CANCELLED", 2)
    assert (str(event["uid"]), len(event["attendee"])) == (MEETING.uid, 2)


def test_only_what_is_known_is_written():
    bare = replace(MEETING, description="", location="", url="", organiser=Person("", INES.email))
    _, event = read(invitation(bare, STAMP))
    assert {"DESCRIPTION", "LOCATION", "URL"}.isdisjoint(event)
    assert "CN" not in event["organizer"].params


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Pacific/Kiritimati", datetime.datetime(2026, 8, 9, 20, tzinfo=datetime.UTC)),
        ("Pacific/Niue", datetime.datetime(2026, 8, 10, 21, tzinfo=datetime.UTC)),
    ],
)
def test_right_across_time_zones(zone, instant):
    start = datetime.datetime(2026, 8, 10, 10, tzinfo=ZoneInfo(zone))
    _, event = read(invitation(replace(MEETING, start=start, end=start + datetime.timedelta(hours=1)), STAMP))
    assert event.decoded("dtstart") == instant


def test_an_hour_that_comes_twice():
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=berlin)
    second = first.replace(fold=1)
    _, event = read(invitation(replace(MEETING, start=first, end=second), STAMP))
    assert (event.decoded("dtstart").hour, event.decoded("dtend").hour) == (0, 1)


def test_windows_line_ends_are_line_ends():
    _, event = read(invitation(replace(MEETING, description="a\r\nb"), STAMP))
    assert str(event["description"]) == "a\nb"


@pytest.mark.parametrize("field", ["uid", "summary", "location", "url"])
@pytest.mark.parametrize("bad", ["x\r\nATTENDEE:mailto:eve@x.example", "x\ny", "x\ry", "x\x00", "x\x85y", "x\u2029y"])
def test_lines_hold_no_line_end(field, bad):
    with pytest.raises(Unreadable):
        invitation(replace(MEETING, **{field: bad}), STAMP)


@pytest.mark.parametrize("bad", ["a\rb", "a\x00", "a\tb", "a\x1b", "a\x85b", "a\u2028b", "a\ud800"])
def test_a_description_holds_no_control_character(bad):
    with pytest.raises(Unreadable, match="The description holds the control character U"):
        invitation(replace(MEETING, description=bad), STAMP)


@pytest.mark.parametrize(
    "person",
    [
        Person("Ines\nATTENDEE:x", "ines@tondella.example"),
        Person("Ines", "ines"),
        Person("Ines", ""),
        Person("Ines", "ines@x.example,eve@x.example"),
        Person("Ines", 'ines"@x.example'),
        Person("Ines", "ines@x.example\r\nX:1"),
        Person("Ines", "ines@x.example;RSVP=TRUE"),
    ],
)
def test_people_who_are_refused(person):
    for meeting in (replace(MEETING, organiser=person), replace(MEETING, attendees=(Attendee(person),))):
        with pytest.raises(Unreadable):
            invitation(meeting, STAMP)


def test_a_meeting_that_cannot_be():
    for wrong in (
        replace(MEETING, end=MEETING.start),
        replace(MEETING, start=MEETING.start.replace(tzinfo=None)),
        replace(MEETING, attendees=()),
    ):
        with pytest.raises(Contradiction):
            invitation(wrong, STAMP)


TRICKY = st.text(st.sampled_from('ab \\;:,"^\r\n\t\x00\x85\u2028=ATTENDEE') | st.characters(), max_size=20)


@given(TRICKY, TRICKY, TRICKY, TRICKY)
def test_no_text_becomes_a_property(summary, description, location, name):
    """Either it is refused or it is read back as the text that it was; the properties are the same in any case."""
    meeting = replace(
        MEETING,
        summary=summary,
        description=description,
        location=location,
        attendees=(Attendee(Person(name, MARCUS.email)),),
    )
    try:
        data = invitation(meeting, STAMP)
    except Unreadable:
        return
    _, event = read(data)
    expected = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL", "ORGANIZER", "ATTENDEE"}
    expected |= {"DESCRIPTION"} if description else set()
    expected |= {"LOCATION"} if location else set()
    assert set(event) == expected
    assert str(event["summary"]) == summary
    assert str(event.get("description", "")) == description.replace("\r\n", "\n")
    assert str(event.get("location", "")) == location
    assert str(event["attendee"]) == "mailto:marcus@quarry.example"
    assert event["attendee"].params.get("CN", "") == name
    assert data.count(b"\r\nATTENDEE") == data.count(b"BEGIN:VEVENT") == 1
    assert b"\n" not in data.replace(b"\r\n", b"")
