"""Whom everybody may ask: what to ask them, when they answer, and who stands in while they are away."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.urls import reverse

from commonground.campaigns.campaign.actions import name_point_person
from commonground.campaigns.campaign.point import point_of
from commonground.campaigns.escalation.actions import act_on, name_contact, raise_escalation, say_absence
from commonground.campaigns.escalation.models import Escalation
from commonground.engines.escalation import Event
from commonground.kit import clock
from commonground.people.membership.enums import Level
from commonground.people.membership.models import Membership
from commonground.people.notice.actions import notify
from commonground.people.person.models import Person
from commonground.web.needs import needs_of
from tests.api.program import Program
from tests.factories.campaigns import Hope
from tests.factories.meetings import AFTER, held
from tests.factories.people import client, viewer

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 21), date(2026, 9, 22)
BEFORE = datetime(2026, 9, 14, 8, 0, tzinfo=UTC)
WITHIN = datetime(2026, 9, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def away(hope: Hope) -> Hope:
    """Ines is the point person, Marcus her deputy; she is away on 21 and 22 September."""
    ines = viewer(hope.tondella.ines)
    name_point_person(
        by=ines, campaign=hope.seen(), point_person=hope.tondella.ines.pk, deputy=hope.halyard.marcus.pk,
        ask_about="Who decides what.", answers_when="Working days until 17:00.",
    )  # fmt: skip
    with clock.at(BEFORE):
        say_absence(by=ines, first_on=FIRST, last_on=LAST)
    return hope


def asked(hope: Hope, moment: datetime) -> str:
    with clock.at(moment):
        point = point_of(viewer(hope.tondella.ines), hope.seen())
    return point.asked.name if point.asked else "nobody"


def wanted(member: Membership) -> list[str]:
    return [need.title for need in needs_of(viewer(member))]


def raised(hope: Hope) -> Escalation:
    return raise_escalation(
        by=viewer(hope.halyard.priya), campaign=hope.seen(), asked=hope.tondella.organisation.pk, title="Decide the cap",
        words="3 or 5?", impact="low", urgency="low",
    )  # fmt: skip


def test_what_to_ask_and_when_they_answer_is_said_on_the_form_and_shown_to_every_side(hope: Hope) -> None:
    typed = {
        "point_person": str(hope.tondella.ines.pk), "deputy": "", "ask_about": "Who decides what.",
        "answers_when": "Working days until 17:00.", "seen_revision": hope.seen().revision,
    }  # fmt: skip
    page = reverse("campaigns:point-person", args=[hope.campaign.pk])
    saved = client(hope.tondella.ines).post(reverse("campaigns:campaign-point-person", args=[hope.campaign.pk]), typed)
    assert (saved.status_code, saved["Location"]) == (302, page)
    shown = client(hope.halyard.priya).get(page).content.decode()
    assert ["Who decides what." in shown, "Working days until 17:00." in shown] == [True, True]


def test_the_form_tells_what_another_wrote_meanwhile(away: Hope) -> None:
    typed = {"point_person": "", "deputy": "", "ask_about": "", "answers_when": "", "seen_revision": 1}
    form = reverse("campaigns:campaign-point-person", args=[away.campaign.pk])
    page = client(away.halyard.marcus).post(form, typed)
    assert page.status_code == 422
    assert "ask about “Who decides what.”" in page.content.decode()


def test_naming_somebody_keeps_what_was_said_of_asking(away: Hope) -> None:
    name_point_person(by=viewer(away.tondella.ines), campaign=away.seen(), point_person=None, deputy=None)
    seen = away.seen()
    assert (seen.ask_about, seen.answers_when) == ("Who decides what.", "Working days until 17:00.")


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (datetime(2026, 9, 20, 21, 59, tzinfo=UTC), "Ines Albrecht"),
        (datetime(2026, 9, 20, 22, 0, tzinfo=UTC), "Marcus Oyelaran"),
        (datetime(2026, 9, 22, 21, 59, tzinfo=UTC), "Marcus Oyelaran"),
        (datetime(2026, 9, 22, 22, 0, tzinfo=UTC), "Ines Albrecht"),
    ],
)
def test_an_absence_begins_and_ends_at_midnight_where_the_campaign_was_started(
    away: Hope, moment: datetime, who: str
) -> None:
    assert asked(away, moment) == who


def test_a_point_person_who_has_left_is_stood_in_for(away: Hope) -> None:
    Membership.objects.filter(pk=away.tondella.ines.pk).update(left_at=BEFORE)
    with clock.at(BEFORE):
        point = point_of(viewer(away.tondella.giulia), away.seen())
    assert (point.asked, point.away) == (away.halyard.marcus, None)


def test_with_the_deputy_away_as_well_nobody_is_asked(away: Hope) -> None:
    with clock.at(BEFORE):
        say_absence(by=viewer(away.halyard.marcus), first_on=LAST, last_on=LAST)
    assert asked(away, datetime(2026, 9, 22, 12, 0, tzinfo=UTC)) == "nobody"
    with clock.at(datetime(2026, 9, 22, 12, 0, tzinfo=UTC)):
        page = client(away.halyard.priya).get(reverse("campaigns:point-person", args=[away.campaign.pk]))
    assert "Away, and nobody stands in" in page.content.decode()


@pytest.mark.parametrize("name", ["campaign-detail", "point-person", "kickoff", "escalation-list", "roadmap"])
def test_the_deputy_is_shown_on_every_page_of_the_campaign(away: Hope, name: str) -> None:
    page = reverse(f"campaigns:{name}", args=[away.campaign.pk])
    with clock.at(BEFORE):
        assert "Ask Marcus Oyelaran" not in client(away.halyard.priya).get(page).content.decode()
    with clock.at(WITHIN):
        assert "Ask Marcus Oyelaran" in client(away.halyard.priya).get(page).content.decode()


def test_an_unanswered_escalation_is_followed_by_whoever_is_to_be_asked(away: Hope) -> None:
    with clock.at(BEFORE):
        held_up = raised(away)
        assert "Answer E-1: Decide the cap" in wanted(away.tondella.ines)
        assert "See that E-1 moves: Decide the cap" not in wanted(away.halyard.marcus)
    with clock.at(WITHIN):
        assert "See that E-1 moves: Decide the cap" in wanted(away.halyard.marcus)
        act_on(by=viewer(away.tondella.giulia), escalation=held_up, event=Event.ACKNOWLEDGE)
        assert "See that E-1 moves: Decide the cap" not in wanted(away.halyard.marcus)


def test_who_raised_an_escalation_waits_for_it_and_does_not_follow_it_as_well(away: Hope) -> None:
    with clock.at(WITHIN):
        raise_escalation(
            by=viewer(away.halyard.marcus), campaign=away.seen(), asked=away.tondella.organisation.pk, title="Decide",
            words="3 or 5?", impact="low", urgency="low",
        )  # fmt: skip
        assert [title for title in wanted(away.halyard.marcus) if "E-1" in title] == []


def test_the_deputy_stands_on_the_rung_of_the_point_person_of_the_same_side(away: Hope) -> None:
    ines, daniel = viewer(away.tondella.ines), away.tondella.daniel
    name_point_person(by=ines, campaign=away.seen(), point_person=away.tondella.ines.pk, deputy=daniel.pk)
    with clock.at(BEFORE):
        name_contact(
            by=ines, campaign=away.seen(), organisation=away.tondella.organisation.pk, rung=1, member=away.tondella.ines.pk
        )  # fmt: skip
        raised(away)
        assert "Answer E-1: Decide the cap" not in wanted(daniel)
    with clock.at(WITHIN):
        assert "Answer E-1: Decide the cap" in wanted(daniel)
        page = client(daniel).get(reverse("campaigns:escalation-list", args=[away.campaign.pk]))
    assert "Daniel Mensah stands in" in page.content.decode()


def test_the_deputy_is_reminded_of_the_recap_that_the_point_person_owes(away: Hope) -> None:
    held(away)
    with clock.at(AFTER):
        assert "Write the recap of “Kick-off”" in wanted(away.halyard.marcus)
        assert "Write the recap of “Kick-off”" not in wanted(away.halyard.priya)


def test_the_deputy_is_told_by_mail_that_they_stand_in_and_only_then(away: Hope) -> None:
    marcus = away.halyard.marcus
    Membership.objects.filter(pk=marcus.pk).update(level=Level.MANAGER)
    Person.objects.filter(pk=marcus.person_id).update(mail_rhythm="immediate")
    with clock.at(BEFORE):
        notify(Membership.objects.get(pk=marcus.pk))
    mail.outbox.clear()
    with clock.at(WITHIN):
        assert notify(Membership.objects.get(pk=marcus.pk)) == 1
    assert mail.outbox[0].subject == "Stand in for Ines Albrecht"


def test_the_api_says_who_is_to_be_asked_today(away: Hope) -> None:
    with clock.at(WITHIN):
        found = Program(away.halyard.priya).ok("get", f"/campaigns/{away.campaign.pk}/point-person")
    assert found == {
        "point_person": str(away.tondella.ines.pk), "deputy": str(away.halyard.marcus.pk),
        "ask_about": "Who decides what.", "answers_when": "Working days until 17:00.",
        "asked": str(away.halyard.marcus.pk),
        "absences": [{"member": str(away.tondella.ines.pk), "first_on": "2026-09-21", "last_on": "2026-09-22"}],
    }  # fmt: skip
