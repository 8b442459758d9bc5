"""Invitations and feeds mean the same instants to two calendar libraries: made, changed and cancelled, wherever."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_string
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse

from commonground.campaigns.acknowledgement.actions import publish_roadmap
from commonground.campaigns.kickoff.actions import cancel_meeting, change_meeting
from commonground.campaigns.kickoff.recurring import start_series
from commonground.campaigns.roadmap.actions import add_deliverable, edit_deliverable, remove_deliverable
from commonground.kit import clock
from commonground.people.models import Organisation, Person
from tests.factories import roadmaps
from tests.factories.campaigns import Hope
from tests.factories.meetings import NOW, planned
from tests.factories.people import client, run_tasks, viewer
from tests.tools import calendars

PRIYA = "priya@halyard.example"
KIRITIMATI, NIUE, BERLIN = "Pacific/Kiritimati", "Pacific/Niue", "Europe/Berlin"
SPRING, AUTUMN, PLAIN = date(2027, 3, 28), date(2026, 10, 25), date(2026, 9, 21)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True, scope="module")
def ical_js() -> None:
    calendars.needed()


def both(data: bytes) -> dict[str, Any]:
    """What both libraries read; they must agree in everything."""
    found = calendars.by_icalendar(data)
    assert calendars.by_ical_js(data) == found
    return found


def mailed() -> Any:
    """The mail that Priya gets now."""
    mail.outbox.clear()
    with clock.at(NOW):
        run_tasks()
    (message,) = [one for one in mail.outbox if one.to == [PRIYA]]
    return message


def attached(message: Any) -> bytes:
    parts = message_from_string(message.message().as_string()).walk()
    (found,) = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/calendar"]
    assert isinstance(found, bytes)
    return found


def told() -> tuple[str, str, int, str, str, str]:
    """Method, status, sequence, start, end and identifier of the invitation that Priya gets now."""
    found = both(attached(mailed()))
    (event,) = found["events"]
    assert (event["organizer"], event["attendees"]) == ("mailto:ines@tondella.example", [f"mailto:{PRIYA}"])
    return found["method"], event["status"], event["sequence"], event["start"], event["end"], event["uid"]


def said(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


@pytest.mark.parametrize(("zone", "day", "at", "which", "start", "minutes"), [
    (KIRITIMATI, PLAIN, time(10), "", datetime(2026, 9, 20, 20, tzinfo=UTC), 90),
    (NIUE, PLAIN, time(10), "", datetime(2026, 9, 21, 21, tzinfo=UTC), 90),
    # Begins before the clocks go forward and ends after: one real hour, though the wall shows two.
    (BERLIN, SPRING, time(1, 30), "", datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 60),
    (BERLIN, AUTUMN, time(2, 30), "first", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 90),
    (BERLIN, AUTUMN, time(2, 30), "second", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 90),
])  # fmt: skip
def test_a_meeting_made_changed_and_cancelled(
    hope: Hope, zone: str, day: date, at: time, which: str, start: datetime, minutes: int
) -> None:
    ines, when = viewer(hope.tondella.ines), {"day": day, "time_zone": zone, "minutes": minutes}
    meeting = planned(hope, at=at, which=which, **when)
    made = told()
    uid = made[-1]
    assert made == ("REQUEST", "CONFIRMED", 0, said(start), said(start + minutes * HOUR / 60), uid)
    later = {"at": time(13, 15), "title": "Kick-off", "minutes": 45}
    with clock.at(NOW):
        change_meeting(by=ines, meeting=meeting, **{**when, **later})
    meeting.refresh_from_db()
    moved = told()
    assert moved == ("REQUEST", "CONFIRMED", 1, said(meeting.starts_at), said(meeting.starts_at + 45 * HOUR / 60), uid)
    assert clock_on_the_wall(moved[3], zone) == (day, time(13, 15))
    with clock.at(NOW):
        cancel_meeting(by=ines, meeting=meeting)
    assert told() == ("CANCEL", "CANCELLED", 2, *moved[3:])


def clock_on_the_wall(instant: str, zone: str) -> tuple[date, time]:
    local = datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))
    return local.date(), local.time()


@pytest.mark.parametrize(("first", "start"), [
    (SPRING, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    (AUTUMN, datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
])  # fmt: skip
def test_a_call_of_a_series_where_the_clocks_change(hope: Hope, first: date, start: datetime) -> None:
    with clock.at(NOW):
        start_series(
            by=viewer(hope.tondella.ines), campaign=hope.seen(), title="Call", first_on=first, at=time(2, 30),
            time_zone=BERLIN, every_weeks=1, people=[hope.halyard.priya.pk],
        )  # fmt: skip
    assert told()[:5] == ("REQUEST", "CONFIRMED", 0, said(start), said(start + 45 * HOUR / 60))


def test_two_a_day_apart_are_told_their_own_day(hope: Hope) -> None:
    """One at UTC+14, one at UTC-11: the same instant, two days on the wall."""
    Organisation.objects.filter(pk=hope.halyard.organisation.pk).update(time_zone=KIRITIMATI)
    Person.objects.filter(pk=hope.halyard.priya.person_id).update(time_zone=NIUE)
    Person.objects.filter(pk=hope.halyard.marcus.person_id).update(time_zone="")
    planned(hope)
    mail.outbox.clear()
    with clock.at(NOW):
        run_tasks()
    found = {one.to[0]: (one.subject, both(attached(one))["events"][0]["start"]) for one in mail.outbox}
    instant = "2026-09-21T08:00:00+00:00"
    assert found[PRIYA] == ("Invitation: Kick-off, Sun 20 Sep 2026, 21:00 UTC-11", instant)
    assert found["marcus@halyard.example"] == ("Invitation: Kick-off, Mon 21 Sep 2026, 22:00 UTC+14", instant)


def test_what_is_typed_stays_text(hope: Hope) -> None:
    evil = "Kick-off\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:evil@example.org"
    planned(hope, title=evil, place="Room 1; 2, \\n\r\nX-EVIL:1")
    found = both(attached(mailed()))
    (event,) = found["events"]
    assert event["summary"] == f"{' '.join(evil.split())} (Slice of Hope)"
    assert event["location"] == "Room 1; 2, \\n X-EVIL:1"
    assert event["attendees"] == [f"mailto:{PRIYA}"]


def test_what_is_typed_into_a_roadmap_stays_text(hope: Hope) -> None:
    evil = "Film\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Party"
    add_deliverable(
        by=viewer(hope.tondella.ines), campaign=hope.seen(), title=evil, due_on=date(2026, 10, 9),
        acceptance="Read\r\nBEGIN:VALARM\u2028it", owner=hope.halyard.priya.pk,
    )  # fmt: skip
    publish_roadmap(by=viewer(hope.tondella.ines), campaign=hope.seen())
    for address in addresses(hope).values():
        found = both(client(hope.halyard.priya).get(address).content)
        assert [one["summary"] for one in found["events"]] == [f"{' '.join(evil.split())} (Halyard & Finch)"]


def addresses(hope: Hope) -> dict[str, str]:
    """Priya's three feeds."""
    priya, page = client(hope.halyard.priya), reverse("campaigns:feed-list")
    found = {}
    for scope in ("person", "organisation", "campaign"):
        made = priya.post(page, {"scope": scope, "campaign": hope.campaign.pk}).content.decode()
        found[scope] = re.search(r"/calendar/[\w-]+\.ics", made)[0]  # type: ignore[index]
    return found


def read_feeds(hope: Hope, feeds: dict[str, str]) -> dict[str, dict[str, tuple[str, str, int]]]:
    """By feed and thing: its day, the day after its last, and its sequence."""
    found = {}
    for scope, address in feeds.items():
        answer = both(client(hope.halyard.priya).get(address).content)
        assert answer["method"] == "PUBLISH"
        found[scope] = {
            one["uid"].split("@")[0]: (one["start"], one["end"], one["sequence"]) for one in answer["events"]
        }
    return found


def test_the_feeds_of_a_person_an_organisation_and_a_campaign(hope: Hope) -> None:
    keys = roadmaps.published(hope)
    film, claims, go = (f"deliverable-{keys[name]}" for name in ("film", "claims", "go"))
    feeds, launch = addresses(hope), ("2026-10-16", "2026-10-17", 1)
    own = {film: ("2026-10-09", "2026-10-10", 1), "launch": launch}
    every = own | {claims: ("2026-09-23", "2026-09-24", 1), go: ("2026-10-14", "2026-10-15", 1)}
    assert read_feeds(hope, feeds) == {"person": own, "organisation": own, "campaign": every}
    ines = viewer(hope.tondella.ines)
    edit_deliverable(by=ines, campaign=hope.seen(), key=keys["film"], due_on=date(2026, 10, 12))
    remove_deliverable(by=ines, campaign=hope.seen(), key=keys["claims"])
    # A draft is nobody's map yet.
    assert read_feeds(hope, feeds)["campaign"] == every
    publish_roadmap(by=ines, campaign=hope.seen())
    own = {film: ("2026-10-12", "2026-10-13", 2), "launch": (*launch[:2], 2)}
    every = own | {go: ("2026-10-14", "2026-10-15", 2)}
    assert read_feeds(hope, feeds) == {"person": own, "organisation": own, "campaign": every}
