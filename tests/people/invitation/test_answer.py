"""Answering an invitation without its link, by a confirmed address."""

import pytest
from django.urls import reverse

from commonground.people.home.asked import needs_for
from commonground.people.invitation.actions import issue_invitation
from commonground.people.invitation.models import Invitation
from tests.factories import people

pytestmark = pytest.mark.django_db


def sent(tondella: people.Tondella) -> Invitation:
    return issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example")


def test_it_stands_in_the_inbox_and_is_accepted_there(tondella: people.Tondella, cohort: people.Cohort) -> None:
    url = reverse("people:invitation-answer", args=[sent(tondella).pk])
    assert [need.button_url for need in needs_for(people.viewer(cohort.nadia))] == [url]
    nadia = people.client(cohort.nadia)
    assert nadia.get(url).status_code == 200
    assert nadia.post(url).status_code == 302
    assert nadia.get("/").context["viewer"].organisation == tondella.organisation
    assert nadia.post(url).status_code == 404


def test_it_can_be_declined(tondella: people.Tondella, cohort: people.Cohort) -> None:
    url = reverse("people:invitation-answer", args=[sent(tondella).pk])
    nadia = people.client(cohort.nadia)
    assert nadia.post(url, {"decline": "1"}).status_code == 302
    assert nadia.get(url).status_code == 404
    assert needs_for(people.viewer(cohort.nadia)) == []


def test_nobody_else_can(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 1, 6."""
    url = reverse("people:invitation-answer", args=[sent(tondella).pk])
    for who in (halyard.marcus, tondella.ines):
        assert people.client(who).get(url).status_code == 404
        assert people.client(who).post(url).status_code == 404
