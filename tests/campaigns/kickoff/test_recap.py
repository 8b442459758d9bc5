"""Held, recapped, understood, objected to, answered."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from commonground.campaigns.campaign.actions import name_point_person
from commonground.campaigns.kickoff.actions import hold_meeting
from commonground.campaigns.kickoff.models import Meeting
from commonground.campaigns.kickoff.queries import list_understandings, room_of
from commonground.campaigns.kickoff.recap import (
    answer_objection,
    confirm_understanding,
    object_to_recap,
    seen_of,
    write_recap,
)
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.people.home.asked import needs_for
from commonground.people.home.waiting import waiting_of
from commonground.people.notice.actions import notify
from commonground.people.person.models import Person
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, held, planned, recapped
from tests.factories.people import Membership, client, viewer

pytestmark = pytest.mark.django_db


def said(hope: Hope, meeting: Meeting) -> dict[str, str]:
    found = list_understandings(viewer(hope.tondella.ines), meeting)
    return {one.organisation.name: one.state for one in found}


def asked(member: Membership) -> list[str]:
    with clock.at(AFTER):
        return [need.title for need in needs_for(viewer(member)) if "Kick-off" in need.title]


def test_who_came_who_was_absent_and_which_function_was_missing(hope: Hope) -> None:
    meeting = held(hope, functions=["media", "creative"])
    room = room_of(viewer(hope.tondella.ines), hope.seen(), meeting)
    assert [one.member.name for one in room.came] == ["Priya Raman", "Ines Albrecht"]
    assert [one.member.name for one in room.stayed_away] == ["Marcus Oyelaran"]
    assert [place.function for place in room.missing] == ["creative"]
    with clock.at(AFTER):
        hold_meeting(by=viewer(hope.tondella.ines), meeting=meeting, attended=[hope.tondella.daniel.pk])
    room = room_of(viewer(hope.tondella.ines), hope.seen(), meeting)
    assert [one.member.name for one in room.came] == ["Daniel Mensah"]


def test_what_was_not_held_has_no_recap(hope: Hope) -> None:
    with pytest.raises(NotReady):
        write_recap(by=viewer(hope.tondella.ines), meeting=planned(hope, title="Early"), recap="Words")


def test_confirmed_by_all(hope: Hope) -> None:
    meeting = recapped(hope)
    assert said(hope, meeting) == {"Tondella": "confirmed", "Halyard & Finch": "waiting"}
    assert asked(hope.halyard.priya) == ["Confirm what was understood in “Kick-off”"]
    assert [one.what for one in waiting_of(viewer(hope.tondella.ines))] == ["Confirm the recap of “Kick-off”"]
    confirm_understanding(by=viewer(hope.halyard.priya), meeting=meeting, seen_revision=meeting.revision)
    assert said(hope, meeting) == {"Tondella": "confirmed", "Halyard & Finch": "confirmed"}
    assert asked(hope.halyard.priya) == []
    with pytest.raises(NotReady):
        confirm_understanding(by=viewer(hope.halyard.priya), meeting=meeting)


def test_an_objection_is_open_until_it_is_answered_and_confirmed(hope: Hope) -> None:
    meeting, marcus, ines = recapped(hope), viewer(hope.halyard.marcus), viewer(hope.tondella.ines)
    with pytest.raises(Invalid):
        object_to_recap(by=marcus, meeting=meeting, words=" ")
    objection = object_to_recap(by=marcus, meeting=meeting, words="We count them.")
    assert asked(hope.tondella.ines) == ["Answer what Halyard & Finch objects to in “Kick-off”"]
    with pytest.raises(NotAllowed):
        answer_objection(by=marcus, meeting=meeting, understanding=objection.pk, answer="No")
    answer_objection(by=ines, meeting=meeting, understanding=objection.pk, answer="Meridian counts, you check.")
    assert said(hope, meeting)["Halyard & Finch"] == "answered"
    assert asked(hope.halyard.marcus) == ["Confirm what was understood in “Kick-off”"]
    object_to_recap(by=marcus, meeting=meeting, words="Not enough.")
    assert said(hope, meeting)["Halyard & Finch"] == "objects"
    answer_objection(by=ines, meeting=meeting, understanding=objection.pk, answer="You count.")
    confirm_understanding(by=marcus, meeting=meeting)
    assert said(hope, meeting)["Halyard & Finch"] == "confirmed"


def test_an_answer_is_to_the_objection_that_was_read(hope: Hope) -> None:
    meeting, marcus, ines = recapped(hope), viewer(hope.halyard.marcus), viewer(hope.tondella.ines)
    objection = object_to_recap(by=marcus, meeting=meeting, words="We count them.")
    seen = seen_of(objection)
    object_to_recap(by=marcus, meeting=meeting, words="Nobody counts them.")
    with pytest.raises(Conflict) as told:
        answer_objection(by=ines, meeting=meeting, understanding=objection.pk, answer="You do.", seen=seen)
    assert "Halyard & Finch now says “Nobody counts them.”" in told.value.message
    page = client(hope.tondella.ines)
    url = reverse("campaigns:kickoff-objection-answer", args=[hope.campaign.pk, meeting.pk, objection.pk])
    answer = page.post(url, {"answer": "You do.", "seen": seen})
    assert answer.status_code == 422
    assert page.post(url, {"answer": "We do.", "seen": answer.context["form"]["seen"].value()}).status_code == 302
    assert said(hope, meeting)["Halyard & Finch"] == "answered"


def test_two_who_write_down_who_came_the_second_is_told(hope: Hope) -> None:
    meeting = recapped(hope)
    with pytest.raises(Conflict) as told:
        hold_meeting(by=viewer(hope.halyard.marcus), meeting=meeting, attended=[], seen_revision=1)
    assert "there came: " in told.value.message


def test_written_again_the_recap_is_confirmed_again_and_objections_stay(hope: Hope) -> None:
    meeting, ines = recapped(hope), viewer(hope.tondella.ines)
    confirm_understanding(by=viewer(hope.halyard.marcus), meeting=meeting)
    with pytest.raises(Conflict):
        write_recap(by=ines, meeting=meeting, recap="Other", seen_revision=1)
    again = write_recap(by=ines, meeting=meeting, recap="Meridian counts.", seen_revision=meeting.revision)
    assert said(hope, meeting)["Halyard & Finch"] == "waiting"
    with pytest.raises(Conflict):
        confirm_understanding(by=viewer(hope.halyard.marcus), meeting=meeting, seen_revision=meeting.revision)
    object_to_recap(by=viewer(hope.halyard.marcus), meeting=meeting, words="No.")
    write_recap(by=ines, meeting=again, recap="Meridian and Halyard count.")
    assert said(hope, meeting)["Halyard & Finch"] == "objects"


def told(member: Membership, moment: datetime) -> list[tuple[str, str, bool]]:
    """Subjects of the mail that an immediate reader gets then."""
    Person.objects.filter(pk=member.person_id).update(mail_rhythm="immediate")
    mail.outbox.clear()
    with clock.at(moment):
        notify(Membership.objects.get(pk=member.pk))
        return [(need.title, need.due_words, need.urgent) for need in needs_for(viewer(member)) if mail.outbox]


def test_who_must_write_the_recap_is_reminded_again_when_the_day_is_over(hope: Hope) -> None:
    held(hope)
    ines, write = hope.tondella.ines, "Write the recap of “Kick-off”"
    assert told(ines, AFTER) == [(write, "24 h left", False)]
    assert told(ines, AFTER + timedelta(hours=11)) == []
    assert told(ines, AFTER + timedelta(hours=25)) == [(write, "1 h over", True)]
    assert told(ines, AFTER + timedelta(hours=26)) == []
    assert told(ines, AFTER + timedelta(hours=49)) == [(write, "25 h over", True)]


def test_who_has_not_confirmed_is_reminded_before_the_day_and_on_it(hope: Hope) -> None:
    recapped(hope)
    priya, confirm = hope.halyard.priya, "Confirm what was understood in “Kick-off”"
    days = [told(priya, AFTER + timedelta(days=day, hours=1)) for day in range(5)]
    assert [[title for title, _, _ in found] for found in days] == [[confirm], [confirm], [], [confirm], [confirm]]


def test_what_an_organiser_who_has_left_owes_falls_to_the_point_person(hope: Hope) -> None:
    held(hope)
    marcus = hope.halyard.marcus
    name_point_person(by=viewer(marcus), campaign=hope.seen(), point_person=marcus.pk, deputy=None)
    assert "Write the recap of “Kick-off”" not in asked(marcus)
    Membership.objects.filter(pk=hope.tondella.ines.pk).update(left_at=AFTER)
    assert "Write the recap of “Kick-off”" in asked(marcus)
