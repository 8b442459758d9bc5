"""From raised to confirmed; stepping up by the clock; pauses; who sees what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.escalation.actions import (
    act_on,
    ask_to_pause,
    consent_to_pause,
    name_contact,
    raise_escalation,
    resume,
)
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.escalation.providers import (
    act_needs,
    confirm_needs,
    escalations_waited_for,
    pause_needs,
)
from commonground.campaigns.escalation.queries import get_escalation, list_escalations, times_of
from commonground.campaigns.escalation.tasks import step_up_overdue
from commonground.engines.escalation import Event
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound, NotReady
from commonground.people.models import Membership
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


def raised(story: Hope, **more: object) -> Escalation:
    """Ines of Tondella asks Halyard & Finch for a decision."""
    facts = {
        "title": "Decide the frequency cap",
        "words": "3 a day or 5 a week?",
        "impact": "high",
        "urgency": "medium",
    }
    return raise_escalation(
        by=viewer(story.tondella.ines), campaign=story.seen(), asked=story.halyard.organisation.pk, **(facts | more)
    )  # type: ignore[arg-type]


def seen(story: Hope, by: Membership, number: int = 1) -> Escalation:
    return get_escalation(viewer(by), story.seen(), number)


def titles(needs: object, member: Membership) -> list[str]:
    return [need.title for need in needs(viewer(member))]  # type: ignore[operator]


def test_the_first_answer_is_due_in_their_working_hours(hope: Hope) -> None:
    hope.halyard.organisation.time_zone = "Pacific/Kiritimati"
    hope.halyard.organisation.save()
    with clock.at(MONDAY):
        made = raised(hope)
    assert (made.number, made.severity, made.state, made.rung) == (1, 2, "raised", 1)
    # 09:00 UTC is 23:00 there: four working hours from nine on the next morning, UTC+14.
    assert made.answer_due_at == datetime(2026, 9, 14, 23, 0, tzinfo=UTC)


def test_from_raised_to_confirmed(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    with clock.at(MONDAY):
        raised(hope)
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.ACKNOWLEDGE)
    with clock.at(MONDAY + timedelta(hours=2)):
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.START)
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.UPDATE, words="Asked the DSP.")
        settled = act_on(
            by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.RESOLVE, words="5 a week.",
            root_cause="Two briefs", prevention="One brief",
        )  # fmt: skip
        assert (settled.answer_due_at, settled.update_due_at, settled.settled_rung) == (None, None, 1)
        assert titles(confirm_needs, hope.tondella.ines) == ["Answer: is E-1 settled?"]
        done = act_on(by=ines, escalation=seen(hope, hope.tondella.ines), event=Event.CONFIRM)
    assert (done.state, done.root_cause) == ("confirmed", "Two briefs")
    assert [entry.kind for entry in done.entries.all()] == [
        "raised", "acknowledged", "started", "updated", "resolved", "confirmed"
    ]  # fmt: skip
    again = act_on(by=ines, escalation=done, event=Event.REOPEN, words="It is 3 a day again.")
    assert (again.state, again.resolved_at, again.answer_due_at is not None) == ("reopened", None, True)


@pytest.mark.parametrize(("member", "event"), [("ines", Event.ACKNOWLEDGE), ("marcus", Event.CONFIRM)])
def test_each_side_does_its_part(hope: Hope, member: str, event: Event) -> None:
    raised(hope)
    who = hope.tondella.ines if member == "ines" else hope.halyard.marcus
    with pytest.raises(NotAllowed):
        act_on(by=viewer(who), escalation=seen(hope, who), event=event)


def test_what_the_state_does_not_allow(hope: Hope) -> None:
    raised(hope)
    marcus = viewer(hope.halyard.marcus)
    with pytest.raises(NotReady) as refused:
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.RESOLVE, words="Done")
    assert refused.value.message == "What is raised cannot be resolved."
    with pytest.raises(Invalid):
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.UPDATE, words="  ")


def test_it_steps_up_two_rungs_by_itself(hope: Hope) -> None:
    ines, carla = hope.tondella.ines, hope.tondella.carla
    name_contact(by=viewer(ines), campaign=hope.seen(), organisation=ines.organisation_id, rung=2, member=carla.pk)
    marcus, priya = hope.halyard.marcus, hope.halyard.priya
    for rung, member in ((1, priya), (2, marcus)):
        name_contact(
            by=viewer(marcus), campaign=hope.seen(), organisation=marcus.organisation_id, rung=rung, member=member.pk
        )
    with clock.at(MONDAY):
        raised(hope)
        assert (titles(act_needs, priya), titles(act_needs, marcus)) == (["Answer E-1: Decide the frequency cap"], [])
    with clock.at(MONDAY + timedelta(hours=3)):
        assert step_up_overdue.func() == 0
    with clock.at(MONDAY + timedelta(hours=5)):
        assert step_up_overdue.func() == 1
        assert (titles(act_needs, priya), titles(act_needs, marcus)) == ([], ["Answer E-1: Decide the frequency cap"])
        assert titles(act_needs, carla) == ["Answer E-1: Decide the frequency cap"]
    with clock.at(MONDAY + timedelta(days=3)):
        assert step_up_overdue.func() == 1
        assert step_up_overdue.func() == 0
    held = seen(hope, ines)
    assert (held.rung, held.state) == (3, "raised")
    assert [entry.words for entry in held.entries.filter(kind="stepped up")] == [
        "No answer in time, so it went to: Manager, on both sides.",
        "No answer in time, so it went to: Executive sponsor, on both sides.",
    ]
    assert held.entries.filter(kind="stepped up")[0].created_at == MONDAY + timedelta(hours=4)


def test_a_pause_needs_a_reason_and_consent(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    with clock.at(MONDAY):
        made = raised(hope)
        with pytest.raises(Invalid):
            ask_to_pause(by=marcus, escalation=made, reason=" ")
        ask_to_pause(by=marcus, escalation=made, reason="The DSP is closed")
        with pytest.raises(NotAllowed):
            consent_to_pause(by=marcus, escalation=made)
        assert titles(pause_needs, hope.tondella.ines) == ["Answer: may E-1 pause?"]
        consent_to_pause(by=ines, escalation=made)
    with clock.at(MONDAY + timedelta(days=2)):
        assert step_up_overdue.func() == 0
        back = resume(by=marcus, escalation=made)
    assert back.answer_due_at == MONDAY + timedelta(days=2, hours=4)
    assert (back.paused_at, back.pause_reason) == (None, "")


def test_a_pause_over_the_night_leaves_the_working_time_that_was_left(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    with clock.at(MONDAY + timedelta(hours=6)):
        made = raised(hope)
        ask_to_pause(by=marcus, escalation=made, reason="The DSP is closed")
    # The four hours began at 15:00, and work ends at 17:30: an hour is gone, three are left from nine the next morning.
    with clock.at(MONDAY + timedelta(hours=7)):
        consent_to_pause(by=ines, escalation=made)
    with clock.at(MONDAY + timedelta(hours=23)):
        assert resume(by=marcus, escalation=made).answer_due_at == MONDAY + timedelta(hours=27)


def test_what_was_late_before_a_pause_is_late_after_it(hope: Hope) -> None:
    with clock.at(MONDAY):
        made = raised(hope)
        ask_to_pause(by=viewer(hope.halyard.marcus), escalation=made, reason="The DSP is closed")
    with clock.at(MONDAY + timedelta(hours=5)):
        consent_to_pause(by=viewer(hope.tondella.ines), escalation=made)
    with clock.at(MONDAY + timedelta(days=1)):
        back = resume(by=viewer(hope.tondella.ines), escalation=made)
        assert back.answer_due_at == clock.now() - timedelta(hours=1)


def test_a_confidential_one_is_seen_by_the_named_alone(hope: Hope) -> None:
    with pytest.raises(Invalid):
        raised(hope, confidential=True, named=[hope.tondella.giulia.pk])
    raised(hope, confidential=True, named=[hope.halyard.priya.pk])
    seeing = [hope.tondella.ines, hope.halyard.priya]
    assert all(list_escalations(viewer(one), hope.seen()).count() == 1 for one in seeing)
    for other in (hope.halyard.marcus, hope.tondella.carla):
        assert list_escalations(viewer(other), hope.seen()).count() == 0
        assert titles(act_needs, other) == []
        assert client(other).get(reverse("campaigns:escalation", args=[hope.campaign.pk, 1])).status_code == 404
        with pytest.raises(NotFound):
            seen(hope, other)
    log = client(hope.halyard.marcus).get(reverse("campaigns:campaign-log", args=[hope.campaign.pk])).content.decode()
    assert "raised escalation E-1" in log
    assert "frequency cap" not in log


def test_a_confidential_one_asks_those_who_see_it_whoever_stands_on_the_rung(hope: Hope) -> None:
    marcus, priya = hope.halyard.marcus, hope.halyard.priya
    name_contact(
        by=viewer(marcus), campaign=hope.seen(), organisation=hope.halyard.organisation.pk, rung=1, member=priya.pk
    )
    raised(hope, confidential=True, named=[marcus.pk])
    assert len(titles(act_needs, marcus)) == 1
    assert titles(act_needs, priya) == []


def test_nobody_escalates_to_themselves_or_to_strangers(hope: Hope) -> None:
    for wrong in (hope.tondella.organisation.pk, hope.campaign.pk):
        with pytest.raises(Invalid):
            raise_escalation(
                by=viewer(hope.tondella.ines), campaign=hope.seen(), asked=wrong, title="x", words="y", impact="low",
                urgency="low",
            )  # fmt: skip


def test_who_waits_and_how_it_went(hope: Hope) -> None:
    with clock.at(MONDAY):
        raised(hope)
        assert [one.what for one in escalations_waited_for(viewer(hope.tondella.ines))] == [
            "E-1 Decide the frequency cap"
        ]
    with clock.at(MONDAY + timedelta(hours=3)):
        marcus = viewer(hope.halyard.marcus)
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.START)
    with clock.at(MONDAY + timedelta(hours=6)):
        act_on(by=marcus, escalation=seen(hope, hope.halyard.marcus), event=Event.RESOLVE, words="Five a week")
    times = times_of(viewer(hope.tondella.ines), hope.partnership)
    assert (times.count, times.answer_hours, times.resolution_hours, times.settled) == (1, 3.0, 6.0, {1: 1})
