"""Calls at a cadence."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from commonground.campaigns.action.actions import note_action
from commonground.campaigns.escalation.actions import raise_escalation
from commonground.campaigns.kickoff.models import Meeting, Series
from commonground.campaigns.kickoff.recurring import end_series, plan_call_of, start_series
from commonground.campaigns.kickoff.shown import brief_of, times_of
from commonground.campaigns.kickoff.tasks import plan_due_calls
from commonground.kit import clock
from commonground.kit.errors import Invalid
from commonground.people.membership.actions import remove_member
from tests.factories.campaigns import Hope
from tests.factories.meetings import NOW
from tests.factories.people import client, run_tasks, viewer

pytestmark = pytest.mark.django_db


def started(hope: Hope, **facts: Any) -> Series:
    given = {"title": "Weekly", "first_on": date(2026, 10, 18), "at": time(2, 30), "time_zone": "Europe/Berlin",
             "people": [hope.halyard.priya.pk]}  # fmt: skip
    with clock.at(NOW):
        return start_series(by=viewer(hope.tondella.ines), campaign=hope.seen(), **{**given, **facts})


def starts(series: Series) -> list[datetime]:
    return list(Meeting.objects.filter(series=series).order_by("starts_at").values_list("starts_at", flat=True))


def swept(moment: datetime) -> None:
    with clock.at(moment):
        plan_due_calls.func()
        run_tasks()


def test_the_next_call_is_planned_when_the_last_is_over_with_the_same_people(hope: Hope) -> None:
    series = started(hope)
    assert starts(series) == [datetime(2026, 10, 18, 0, 30, tzinfo=UTC)]
    swept(datetime(2026, 10, 17, tzinfo=UTC))
    assert len(starts(series)) == 1
    swept(datetime(2026, 10, 18, 12, tzinfo=UTC))
    swept(datetime(2026, 10, 18, 12, tzinfo=UTC))
    assert starts(series)[1:] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
    call = Meeting.objects.get(series=series, starts_at__gt=datetime(2026, 10, 19, tzinfo=UTC))
    assert sorted(one.member.name for one in call.invitees.all()) == ["Ines Albrecht", "Priya Raman"]
    said = times_of(viewer(hope.tondella.ines), hope.seen(), call).said
    assert said == "02:30 comes twice on this day, because the clocks go back. The first is meant (CEST)."
    swept(datetime(2026, 10, 26, tzinfo=UTC))
    assert starts(series)[2:] == [datetime(2026, 11, 1, 1, 30, tzinfo=UTC)]


def test_turns_while_nothing_ran_are_left_out(hope: Hope) -> None:
    series = started(hope)
    swept(datetime(2026, 12, 1, tzinfo=UTC))
    assert starts(series)[1:] == [datetime(2026, 12, 6, 1, 30, tzinfo=UTC)]


def test_an_end_is_an_end(hope: Hope) -> None:
    series = started(hope)
    with clock.at(NOW):
        end_series(by=viewer(hope.tondella.ines), series=series)
    assert [one.state for one in Meeting.objects.filter(series=series)] == ["cancelled"]
    with clock.at(datetime(2026, 12, 1, tzinfo=UTC)):
        assert plan_call_of(series.pk) is None


def test_when_the_organiser_has_left_another_organises_and_without_anybody_nothing_is_planned(hope: Hope) -> None:
    series = started(hope, people=[hope.tondella.daniel.pk])
    series.organiser = hope.tondella.giulia
    series.save()
    remove_member(by=viewer(hope.tondella.ines), member=hope.tondella.giulia)
    with clock.at(datetime(2026, 10, 19, tzinfo=UTC)):
        call = plan_call_of(series.pk)
    assert call is not None
    assert call.organiser.name in {"Daniel Mensah", "Ines Albrecht"}


@pytest.mark.parametrize(("facts", "field"), [({"every_weeks": 0}, "every_weeks"), ({"first_on": date(2026, 9, 1)}, "first_on"),
                                              ({"minutes": 0}, "minutes")])  # fmt: skip
def test_what_a_series_is_not(hope: Hope, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        started(hope, **facts)
    assert list(refused.value.fields) == [field]


def test_a_call_looks_at_what_is_due_and_what_has_changed(hope: Hope) -> None:
    series, ines = started(hope), viewer(hope.tondella.ines)
    for title, day in (("Send the sizes", 19), ("Later", 30)):
        note_action(by=ines, campaign=hope.seen(), title=title, due_on=date(2026, 10, day))
    with clock.at(NOW + timedelta(days=1)):
        brief = brief_of(ines, hope.seen(), Meeting.objects.get(series=series))
    assert brief is not None
    assert brief.escalations == ()
    assert [action.title for action in brief.actions] == ["Send the sizes"]
    assert (brief.review, brief.drifted, brief.since) == (None, (), None)
    assert brief.changes[0].verb == "noted an action: Later"


def test_a_call_looks_at_open_escalations_but_never_shows_a_confidential_one(hope: Hope) -> None:
    series, ines = started(hope), viewer(hope.tondella.ines)
    given = {"by": ines, "campaign": hope.seen(), "asked": hope.halyard.organisation.pk, "words": "3 or 5?"}
    raise_escalation(**given, title="Small thing", impact="low", urgency="low")
    raise_escalation(**given, title="Decide the cap", impact="high", urgency="high")
    raise_escalation(
        **given, title="Secret", impact="high", urgency="high", confidential=True, named=[hope.halyard.priya.pk]
    )
    call = Meeting.objects.get(series=series)
    with clock.at(NOW + timedelta(days=1)):
        brief = brief_of(ines, hope.seen(), call)
        page = client(hope.tondella.ines).get(
            reverse("campaigns:kickoff-meeting", args=[hope.campaign.pk, call.pk])
        ).content.decode()  # fmt: skip
    assert brief is not None
    assert [one.title for one in brief.escalations] == ["Decide the cap", "Small thing"]
    assert ["E-2 Decide the cap" in page, "Secret" in page] == [True, False]
    assert "Escalations open" in [item.title for item in call.agenda.all()]
