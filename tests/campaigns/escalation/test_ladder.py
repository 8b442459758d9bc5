"""Who stands on which rung, and who is away."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commonground.campaigns.campaign.actions import edit_campaign, name_point_person
from commonground.campaigns.escalation.actions import name_contact, say_absence, withdraw_absence
from commonground.campaigns.escalation.queries import ladder_of, list_own_absences
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.people.membership.actions import remove_member
from commonground.readiness.check.queries import assess_campaigns
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def names(story: Hope) -> list[list[str]]:
    ladder = ladder_of(viewer(story.tondella.ines), story.seen())
    return [[member.name if member else "" for _, member in step.contacts] for step in ladder]


def findings(story: Hope, prefix: str) -> list[str]:
    assessment = assess_campaigns(viewer(story.tondella.ines), [story.seen()])[story.campaign.pk]
    return [f"{one.id} {one.message}" for one in assessment.findings if one.id.startswith(prefix)]


def test_each_side_names_its_own(hope: Hope) -> None:
    ines, marcus = viewer(hope.tondella.ines), viewer(hope.halyard.marcus)
    own = hope.tondella.organisation.pk
    name_contact(by=ines, campaign=hope.seen(), organisation=own, rung=1, member=hope.tondella.giulia.pk)
    assert names(hope) == [["Giulia Conti", ""], ["", ""], ["", ""]]
    assert findings(hope, "POINT-003") == ["POINT-003 Halyard & Finch has nobody on level 1 of the ladder."]
    with pytest.raises(NotAllowed):
        name_contact(by=marcus, campaign=hope.seen(), organisation=own, rung=1, member=None)
    with pytest.raises(Invalid):
        name_contact(by=ines, campaign=hope.seen(), organisation=own, rung=1, member=hope.halyard.priya.pk)
    with pytest.raises(NotFound):
        name_contact(by=ines, campaign=hope.seen(), organisation=hope.campaign.pk, rung=1, member=None)
    remove_member(by=ines, member=hope.tondella.giulia)
    assert names(hope) == [["", ""], ["", ""], ["", ""]]


def test_a_rung_on_the_page(hope: Hope) -> None:
    page = reverse("campaigns:escalation-contact", args=[hope.campaign.pk, hope.tondella.organisation.pk, 2])
    ines = client(hope.tondella.ines)
    assert ines.get(page).status_code == 200
    assert ines.post(page, {"member": str(hope.tondella.carla.pk)}).status_code == 302
    assert names(hope)[1] == ["Carla Benedetti", ""]
    assert ines.post(page, {"member": ""}).status_code == 302
    assert names(hope)[1] == ["", ""]
    assert ines.get(page.replace("/2/", "/4/")).status_code == 404


def test_away_at_the_launch(hope: Hope) -> None:
    ines, launch = viewer(hope.tondella.ines), clock.today() + timedelta(days=30)
    edit_campaign(by=ines, campaign=hope.seen(), launch_on=launch)
    name_point_person(by=ines, campaign=hope.seen(), point_person=hope.tondella.ines.pk, deputy=None)
    say_absence(by=ines, first_on=launch - timedelta(days=2), last_on=launch)
    assert findings(hope, "POINT-004") == ["POINT-004 Ines Albrecht is away on the day of the launch."]
    withdraw_absence(by=ines, absence=list_own_absences(ines).get().pk)
    assert findings(hope, "POINT-004") == []


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-5, -1), (1, 400)])
def test_days_that_cannot_be(hope: Hope, first: int, last: int) -> None:
    today = clock.today()
    with pytest.raises(Invalid):
        say_absence(
            by=viewer(hope.tondella.ines), first_on=today + timedelta(days=first), last_on=today + timedelta(days=last)
        )


def test_days_away_on_the_page(hope: Hope) -> None:
    page, ines = reverse("campaigns:absences"), client(hope.tondella.ines)
    day = (clock.today() + timedelta(days=3)).isoformat()
    assert ines.post(page, {"first_on": day, "last_on": day}).status_code == 302
    absence = list_own_absences(viewer(hope.tondella.ines)).get()
    other = client(hope.halyard.marcus)
    assert other.post(reverse("campaigns:absence-withdraw", args=[absence.pk])).status_code == 404
    assert ines.post(reverse("campaigns:absence-withdraw", args=[absence.pk])).status_code == 302
    assert ines.post(page, {"first_on": "soon", "last_on": day}).status_code == 422
