"""A feed of days, read back by the library that mail programs are tested with."""

import datetime

import pytest
from icalendar import Calendar

from commonground.engines.calendar import DayEntry, feed
from commonground.engines.errors import Contradiction, Unreadable
from commonground.engines.roadmap import Deliverable, Roadmap, State
from commonground.engines.roadmap.ics import feed as roadmap_feed

STAMP = datetime.datetime(2026, 8, 3, 9, 30, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 10, 16)


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_a_day():
    entry = DayEntry("film@harvest", DAY, "Film; 30 s, v2", "Owner: Ines\nDone", 3, STAMP, "https://c.example/r/1")
    data = feed("Harvest", [entry], STAMP)
    calendar = Calendar.from_ical(data)
    assert [str(calendar[name]) for name in ("version", "method", "name", "x-wr-calname")] == [
        "2.0",
        "PUBLISH",
        "Harvest",
        "Harvest",
    ]
    (event,) = events(data)
    assert {name: str(event[name]) for name in ("uid", "summary", "description", "url", "transp")} == {
        "uid": "film@harvest",
        "summary": "Film; 30 s, v2",
        "description": "Owner: Ines\nDone",
        "url": "https://c.example/r/1",
        "transp": "TRANSPARENT",
    }
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DAY, datetime.date(2026, 10, 17))
    assert (event.decoded("dtstamp"), event.decoded("last-modified"), event.decoded("sequence")) == (STAMP, STAMP, 3)


def test_only_what_is_known_is_written():
    (event,) = events(feed("Harvest", [DayEntry("x@y", datetime.date.max, "End of days")], STAMP))
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "TRANSP"}


def test_a_roadmap():
    plan = (
        Deliverable(
            "film", "Master\nfilm", "", "fern", "Jun", "Ines", "Runs on\nevery format", DAY, state=State.IN_PROGRESS
        ),
        Deliverable("cut", "Cutdowns", due=datetime.date(2026, 10, 1)),
        Deliverable("launch", "No day yet"),
    )
    roadmap = Roadmap(plan, launch=DAY)
    data = roadmap_feed(roadmap, "Harvest", uid="r1.c.example", stamp=STAMP, sequence=2, names={"fern": "Fern Games"})
    assert [(str(one["uid"]), str(one["summary"]), one.decoded("dtstart")) for one in events(data)] == [
        ("deliverable-film@r1.c.example", "Master film (Fern Games)", DAY),
        ("deliverable-cut@r1.c.example", "Cutdowns", datetime.date(2026, 10, 1)),
        ("launch@r1.c.example", "Launch: Harvest", DAY),
    ]
    assert str(events(data)[0]["description"]) == (
        "State: in progress\nOwner: Jun\nReviewer: Ines\nAccepted when: Runs on\nevery format"
    )
    mine = roadmap_feed(Roadmap(plan), "Mine", uid="r1", stamp=STAMP, keys={"cut"})
    assert [str(one["uid"]) for one in events(mine)] == ["deliverable-cut@r1"]


def test_the_same_input_gives_the_same_bytes():
    roadmap = Roadmap((Deliverable("film", "Film", due=DAY),), launch=DAY)
    first, second = (roadmap_feed(roadmap, "H", uid="r", stamp=STAMP) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "entry",
    [
        DayEntry("x\r\nSUMMARY:y", DAY, "s"),
        DayEntry("x", DAY, "s\nt"),
        DayEntry("x", DAY, "s", "d\x00"),
        DayEntry("x", DAY, "s", "d\u2028e"),
        DayEntry("x", DAY, "s", url="javascript:alert(1)"),
        DayEntry("x", DAY, "s", url="https://c.example/\r\nX:1"),
    ],
)
def test_what_is_refused(entry):
    with pytest.raises(Unreadable):
        feed("Harvest", [entry], STAMP)


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(Contradiction, match="The stamp has no time zone"):
        feed("Harvest", [DayEntry("x", DAY, "s")], STAMP.replace(tzinfo=None))
