"""Mail of meetings, read back as a calendar program reads it."""

from datetime import UTC, datetime, time
from email import message_from_string
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar

from commonground.campaigns.campaign.actions import remove_participant
from commonground.campaigns.kickoff.actions import cancel_meeting, change_meeting, invite, uninvite
from commonground.campaigns.kickoff.models import Invitee
from commonground.campaigns.kickoff.recap import write_recap
from commonground.campaigns.kickoff.sending import tell_invitee
from commonground.kit import clock
from commonground.people.membership.actions import tell_person
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, DAY, NOW, held, planned
from tests.factories.people import run_tasks, viewer

pytestmark = pytest.mark.django_db
WHEN = {"title": "Kick-off", "day": DAY, "time_zone": "Europe/Rome"}


def sent(moment: datetime = NOW) -> dict[str, Any]:
    """What was sent since, by address."""
    mail.outbox.clear()
    with clock.at(moment):
        run_tasks()
    return {message.to[0]: message for message in mail.outbox}


def event_of(message: Any) -> tuple[str, Any]:
    """(method, event) of the calendar file in a mail, as it went over the wire."""
    parts = [
        p for p in message_from_string(message.message().as_string()).walk() if p.get_content_type() == "text/calendar"
    ]
    assert len(parts) == 1
    calendar = Calendar.from_ical(parts[0].get_payload(decode=True))
    assert parts[0].get_param("method") == str(calendar["method"])
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def test_an_invitation_its_change_and_its_end(hope: Hope) -> None:
    meeting = planned(hope)
    first = sent()
    assert set(first) == {"ines@tondella.example", "marcus@halyard.example", "priya@halyard.example"}
    assert first["priya@halyard.example"].subject == "Invitation: Kick-off, Mon 21 Sep 2026, 08:00 UTC"
    method, event = event_of(first["priya@halyard.example"])
    assert (method, event.decoded("sequence"), event.decoded("dtstart")) == (
        "REQUEST",
        0,
        datetime(2026, 9, 21, 8, tzinfo=UTC),
    )
    assert [str(one) for one in [event["attendee"]]] == ["mailto:priya@halyard.example"]
    uid = str(event["uid"])
    ines = viewer(hope.tondella.ines)
    change_meeting(by=ines, meeting=meeting, at=time(11), **WHEN)
    method, event = event_of(sent()["priya@halyard.example"])
    assert (method, str(event["uid"]), event.decoded("sequence"), event.decoded("dtstart").hour) == (
        "REQUEST",
        uid,
        1,
        9,
    )
    cancel_meeting(by=ines, meeting=meeting)
    method, event = event_of(sent()["priya@halyard.example"])
    assert (method, str(event["uid"]), event.decoded("sequence"), str(event["status"])) == (
        "CANCEL",
        uid,
        2,
        "CANCELLED",
    )


def test_what_was_told_is_not_told_again_and_a_duplicate_is_known_for_one(hope: Hope) -> None:
    meeting = planned(hope)
    first = sent()["priya@halyard.example"]
    priya = Invitee.objects.get(meeting=meeting, member=hope.halyard.priya)
    with clock.at(NOW):
        assert tell_invitee.func(str(priya.pk)) is False
    # A worker that died between sending and remembering.
    Invitee.objects.filter(pk=priya.pk).update(told_sequence=-1)
    mail.outbox.clear()
    with clock.at(NOW):
        assert tell_invitee.func(str(priya.pk)) is True
    again = mail.outbox[0]
    assert again.extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
    pair = [(str(e["uid"]), e.decoded("sequence")) for _, e in map(event_of, (first, again))]
    assert pair[0] == pair[1]


def test_who_is_taken_off_the_list_is_told_alone_and_may_be_asked_again(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    sent()
    uninvite(by=ines, meeting=meeting, invitee=Invitee.objects.get(meeting=meeting, member=hope.halyard.priya))
    off = sent()
    assert list(off) == ["priya@halyard.example"]
    assert event_of(off["priya@halyard.example"])[0] == "CANCEL"
    invite(by=ines, meeting=meeting, people=[hope.halyard.priya.pk])
    method, event = event_of(sent()["priya@halyard.example"])
    assert (method, event.decoded("sequence")) == ("REQUEST", 2)


def test_nothing_that_is_typed_becomes_a_line_of_its_own(hope: Hope) -> None:
    planned(hope, title="Kick-off\r\nATTENDEE:mailto:evil@example.org", place="Room\r\nBcc: evil@example.org\u2028X")
    message = sent()["priya@halyard.example"]
    _, event = event_of(message)
    assert str(event["summary"]) == "Kick-off ATTENDEE:mailto:evil@example.org (Slice of Hope)"
    assert str(event["location"]) == "Room Bcc: evil@example.org X"
    assert str(event["attendee"]) == "mailto:priya@halyard.example"
    assert message.recipients() == ["priya@halyard.example"]


def test_who_has_not_joined_gets_mail_where_an_address_is_known(hope: Hope) -> None:
    ines, home = viewer(hope.tondella.ines), hope.tondella.organisation
    named = [tell_person(by=ines, organisation=home, name=name, email=email)
             for name, email in (("Wim", ""), ("Ada", "ada@tondella.example"))]  # fmt: skip
    planned(hope, people=[one.pk for one in named])
    assert set(sent()) == {"ines@tondella.example", "ada@tondella.example"}


def test_who_no_longer_takes_part_is_told_nothing(hope: Hope) -> None:
    planned(hope)
    own = next(p for p in hope.seen().participants.all() if p.organisation_id == hope.halyard.organisation.pk)
    remove_participant(by=viewer(hope.halyard.marcus), campaign=hope.seen(), participant=own)
    assert set(sent()) == {"ines@tondella.example"}


def test_the_recap_goes_to_the_absent_too_and_once(hope: Hope) -> None:
    meeting = held(hope)
    sent(AFTER)
    with clock.at(AFTER):
        write_recap(by=viewer(hope.tondella.ines), meeting=meeting, recap="Meridian <counts>.")
    first = sent(AFTER)
    assert set(first) == {"ines@tondella.example", "marcus@halyard.example", "priya@halyard.example"}
    assert "Meridian <counts>." in first["marcus@halyard.example"].body
    assert "Meridian &lt;counts&gt;." in first["marcus@halyard.example"].alternatives[0][0]
    assert sent(AFTER) == {}
