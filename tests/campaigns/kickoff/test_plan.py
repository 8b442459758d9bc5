"""Planning, changing and calling off; who must be in the room."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import add_participant
from commonground.campaigns.kickoff.actions import (
    answer_invitation,
    cancel_meeting,
    change_meeting,
    invite,
    require_functions,
    seen_functions,
    uninvite,
    waive_function,
)
from commonground.campaigns.kickoff.models import Invitee, Meeting
from commonground.campaigns.kickoff.queries import get_meeting, list_agenda, list_preparations, room_of
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.partnerships.partnership.actions import accept_partnership, add_party
from tests.factories import people
from tests.factories.campaigns import Hope
from tests.factories.meetings import DAY, NOW, planned
from tests.factories.people import Cohort, client, viewer

pytestmark = pytest.mark.django_db
WHEN = {"title": "Kick-off", "day": DAY, "at": time(10), "time_zone": "Europe/Rome"}


def missing(hope: Hope, meeting: Meeting) -> list[str]:
    return [one.function for one in room_of(viewer(hope.tondella.ines), hope.seen(), meeting).missing]


def with_loom(hope: Hope) -> people.Membership:
    """Variant Loom joins; Sofie makes dynamic creative."""
    sofie = people.variant_loom()
    add_party(by=viewer(hope.tondella.ines), partnership=hope.partnership, organisation=sofie.organisation_id)
    accept_partnership(by=viewer(sofie), partnership=hope.partnership)
    add_participant(by=viewer(hope.tondella.ines), campaign=hope.seen(), organisation=sofie.organisation_id)
    return sofie


def test_a_kick_off_starts_with_an_agenda_places_and_preparation(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    assert meeting.starts_at == datetime(2026, 9, 21, 8, tzinfo=UTC)
    assert (len(list_agenda(ines, meeting)), sum(i.minutes for i in list_agenda(ines, meeting))) == (11, 90)
    assert {p.kind: p.due_on for p in list_preparations(ines, hope.seen())} == {
        "concept": date(2026, 9, 18), "specifications": date(2026, 9, 19), "naming": date(2026, 9, 19),
        "tracking": date(2026, 9, 19), "trafficker": date(2026, 9, 20),
    }  # fmt: skip
    assert missing(hope, meeting) == ["strategy", "creative", "personalisation", "analytics", "ad-operations"]


def test_one_kick_off_is_planned_at_a_time(hope: Hope) -> None:
    planned(hope)
    with pytest.raises(NotReady):
        planned(hope, title="Another")
    assert planned(hope, title="A call", kind="call").required_functions.count() == 0


def test_creative_stays_where_a_partner_makes_dynamic_creative(hope: Hope) -> None:
    with_loom(hope)
    with pytest.raises(Invalid) as refused:
        planned(hope, functions=["media"])
    assert list(refused.value.fields) == ["functions"]
    meeting = planned(hope)
    ines = viewer(hope.tondella.ines)
    with pytest.raises(Invalid):
        require_functions(by=ines, meeting=get_meeting(ines, hope.seen(), meeting.pk), functions={"media": None})
    with pytest.raises(NotAllowed):
        waive_function(by=viewer(hope.halyard.priya), meeting=meeting, function="creative", reason="Later")
    with pytest.raises(Invalid):
        waive_function(by=ines, meeting=meeting, function="creative", reason=" ")
    for function in ("creative", "personalisation"):
        waive_function(by=ines, meeting=meeting, function=function, reason="Second call")
    require_functions(by=ines, meeting=meeting, functions={"media": hope.halyard.organisation.pk})
    assert missing(hope, meeting) == []


def test_a_function_may_be_asked_of_one_organisation(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    require_functions(by=ines, meeting=meeting, functions={"media": hope.tondella.organisation.pk})
    assert missing(hope, meeting) == ["media"]
    with pytest.raises(Invalid):
        require_functions(by=ines, meeting=meeting, functions={"media": people.tidemark().organisation_id})


def test_two_who_say_at_once_who_must_be_there_the_second_is_told(hope: Hope) -> None:
    meeting, ines = planned(hope, functions=["media"]), viewer(hope.tondella.ines)
    seen = seen_functions(meeting)
    require_functions(
        by=viewer(hope.halyard.marcus), meeting=meeting, functions={"media": None, "analytics": None}, seen=seen
    )
    with pytest.raises(Conflict):
        require_functions(by=ines, meeting=meeting, functions={"media": None, "strategy": None}, seen=seen)
    assert missing(hope, meeting) == ["analytics"]
    page = client(hope.tondella.ines)
    url = reverse("campaigns:kickoff-functions", args=[hope.campaign.pk, meeting.pk])
    answer = page.post(url, {"media": "any", "strategy": "any", "seen": seen})
    assert answer.status_code == 422
    assert page.post(url, {"media": "any", "seen": answer.context["form"]["seen"].value()}).status_code == 302
    assert missing(hope, meeting) == []


def test_an_answer_is_to_the_time_that_was_read(hope: Hope) -> None:
    meeting, priya = planned(hope), hope.halyard.priya
    change_meeting(by=viewer(hope.tondella.ines), meeting=meeting, **{**WHEN, "at": time(11)})
    url = reverse("campaigns:kickoff-answer", args=[hope.campaign.pk, meeting.pk])
    answers = [
        client(priya).post(url, {"answer": "accepted", "seen_revision": revision}).status_code
        for revision in ("", "x", meeting.revision, meeting.revision + 1)
    ]
    assert answers == [302, 422, 409, 302]


def test_an_answer_leaves_alone_what_mail_has_told(hope: Hope) -> None:
    meeting, priya = planned(hope), hope.halyard.priya
    own = Invitee.objects.get(meeting=meeting, member=priya)
    Invitee.objects.filter(pk=own.pk).update(told_sequence=0)
    uninvite(by=viewer(hope.tondella.ines), meeting=meeting, invitee=own)
    assert Invitee.objects.get(pk=own.pk).told_sequence == 0


def test_who_says_no_stands_for_nothing(hope: Hope) -> None:
    meeting = planned(hope, functions=["media"])
    assert missing(hope, meeting) == []
    answer_invitation(by=viewer(hope.halyard.priya), meeting=meeting, answer="declined")
    assert missing(hope, meeting) == ["media"]
    with pytest.raises(Invalid):
        answer_invitation(by=viewer(hope.halyard.priya), meeting=meeting, answer="needs-action")
    with pytest.raises(NotFound):
        answer_invitation(by=viewer(hope.tondella.daniel), meeting=meeting, answer="accepted")


def test_a_change_is_told_once_and_asks_again_after_a_new_time(hope: Hope) -> None:
    meeting, priya = planned(hope), hope.halyard.priya
    answer_invitation(by=viewer(priya), meeting=meeting, answer="accepted")
    ines = viewer(hope.tondella.ines)
    same = change_meeting(by=ines, meeting=meeting, **WHEN)
    assert (same.sequence, same.revision) == (0, 1)
    moved = change_meeting(by=ines, meeting=meeting, place="Room 4", **WHEN)
    assert (moved.sequence, Invitee.objects.get(meeting=meeting, member=priya).answer) == (1, "accepted")
    moved = change_meeting(by=ines, meeting=meeting, **{**WHEN, "at": time(11)})
    assert (moved.sequence, Invitee.objects.get(meeting=meeting, member=priya).answer) == (2, "needs-action")
    with pytest.raises(Conflict):
        change_meeting(by=ines, meeting=meeting, seen_revision=1, **WHEN)


def test_a_time_that_never_comes_is_refused_here_too(hope: Hope) -> None:
    with pytest.raises(Invalid) as refused:
        planned(hope, day=date(2026, 3, 29), at=time(2, 30))
    assert list(refused.value.fields) == ["at"]


def test_called_off_is_called_off(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    assert cancel_meeting(by=ines, meeting=meeting).sequence == 1
    with pytest.raises(NotReady):
        invite(by=ines, meeting=meeting, people=[hope.tondella.daniel.pk])
    with pytest.raises(NotReady):
        answer_invitation(by=viewer(hope.halyard.priya), meeting=meeting, answer="accepted")


def test_who_is_taken_off_the_list_may_be_asked_again(hope: Hope) -> None:
    meeting, ines = planned(hope), viewer(hope.tondella.ines)
    priya = Invitee.objects.get(meeting=meeting, member=hope.halyard.priya)
    uninvite(by=ines, meeting=meeting, invitee=priya)
    assert [one.member.name for one in room_of(ines, hope.seen(), meeting).invitees] == [
        "Marcus Oyelaran",
        "Ines Albrecht",
    ]
    invite(by=ines, meeting=meeting, people=[hope.halyard.priya.pk, hope.halyard.marcus.pk])
    assert len(room_of(ines, hope.seen(), meeting).invitees) == 3
    assert Meeting.objects.get(pk=meeting.pk).sequence == 2


def test_only_people_of_participants_are_asked(hope: Hope, cohort: Cohort) -> None:
    with pytest.raises(Invalid) as refused:
        planned(hope, people=[cohort.nadia.pk])
    assert list(refused.value.fields) == ["people"]
    with pytest.raises(NotAllowed):
        invite(by=viewer(hope.tondella.carla), meeting=planned(hope), people=[])


def test_what_is_ahead_is_not_held_yet(hope: Hope) -> None:
    from commonground.campaigns.kickoff.actions import hold_meeting

    meeting = planned(hope)
    with clock.at(NOW + timedelta(days=1)), pytest.raises(NotReady):
        hold_meeting(by=viewer(hope.tondella.ines), meeting=meeting, attended=[])
