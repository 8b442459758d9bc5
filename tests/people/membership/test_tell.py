"""Naming a person before they have an account."""

import pytest
from django.urls import reverse

from commonground.kit.errors import Invalid, NotAllowed
from commonground.people.membership.actions import tell_person
from commonground.people.organisation.actions import tell_organisation
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_at_ones_own_and_at_one_that_one_has_named(tondella: people.Tondella) -> None:
    by = people.viewer(tondella.daniel)
    told = tell_organisation(by=by, name="Tidemark")
    rafael = tell_person(by=by, organisation=told, name=" Rafael  Costa ", email="Rafael@Tidemark.example")
    assert (rafael.name, rafael.told_email, rafael.told_by) == (
        "Rafael Costa",
        "rafael@tidemark.example",
        tondella.organisation,
    )
    assert not rafael.has_joined
    assert tell_person(by=by, organisation=tondella.organisation, name="Olu Adeyemi").told_by == tondella.organisation


def test_not_at_one_that_speaks_for_itself(tondella: people.Tondella, halyard: people.Halyard) -> None:
    with pytest.raises(NotAllowed):
        tell_person(by=people.viewer(tondella.ines), organisation=halyard.organisation, name="Priya")
    with pytest.raises(NotAllowed):
        tell_person(by=people.viewer(tondella.carla), organisation=tondella.organisation, name="Olu")


def test_a_name_is_needed(tondella: people.Tondella) -> None:
    with pytest.raises(Invalid) as refused:
        tell_person(by=people.viewer(tondella.ines), organisation=tondella.organisation, name="  ")
    assert list(refused.value.fields) == ["name"]


def test_the_page(tondella: people.Tondella) -> None:
    url = reverse("people:member-tell", args=[tondella.organisation.pk])
    daniel = people.client(tondella.daniel)
    assert daniel.post(url, {"name": "", "level": "manager"}).status_code == 422
    assert daniel.post(url, {"name": "Olu Adeyemi", "level": "manager"}).status_code == 302
    page = daniel.get(reverse("people:organisation-detail", args=[tondella.organisation.pk]))
    assert b"Olu Adeyemi" in page.content
    assert b"Named, no account" in page.content


def test_a_member_has_a_place_on_the_page(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 1."""
    url = reverse("people:member", args=[tondella.daniel.pk])
    place = f"/organisations/{tondella.organisation.pk}/#person-{tondella.daniel.pk}"
    assert people.client(tondella.carla).get(url).headers["Location"] == place
    assert people.client(cohort.nadia).get(url).status_code == 404
