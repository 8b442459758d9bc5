"""The directory: who is in it for whom."""

import pytest
from django.urls import reverse

from commonground.people.organisation.actions import tell_organisation
from commonground.people.organisation.queries import get_organisation, knows, list_organisations, search_organisations
from commonground.people.viewer import sight
from commonground.people.viewer.models import ANONYMOUS
from tests.factories import people

pytestmark = pytest.mark.django_db


def names(found: object) -> list[str]:
    return [organisation.name for organisation in found]  # type: ignore[attr-defined]


def test_peers_and_what_one_has_named_oneself(
    tondella: people.Tondella, halyard: people.Halyard, cohort: people.Cohort
) -> None:
    tell_organisation(by=people.viewer(tondella.ines), name="Tidemark", kind="dsp")
    hidden = cohort.organisation
    hidden.listed = False
    hidden.save()
    assert names(list_organisations(people.viewer(tondella.daniel))) == ["Halyard & Finch", "Tidemark", "Tondella"]
    assert names(list_organisations(people.viewer(halyard.marcus))) == ["Halyard & Finch", "Tondella"]
    assert names(list_organisations(people.viewer(cohort.nadia))) == ["Cohort Lane", "Halyard & Finch", "Tondella"]
    assert names(list_organisations(ANONYMOUS)) == []


def test_two_may_name_the_same_without_learning_of_one_another(
    tondella: people.Tondella, halyard: people.Halyard
) -> None:
    """ABUSE 2: naming tells nothing of what others have named."""
    first = tell_organisation(by=people.viewer(tondella.ines), name="Tidemark", domain="tidemark.example")
    second = tell_organisation(by=people.viewer(halyard.marcus), name="Tidemark", domain="tidemark.example")
    assert first.pk != second.pk
    assert names(search_organisations(people.viewer(halyard.marcus), words="tidemark")) == ["Tidemark"]


def test_filters_live_in_the_address(tondella: people.Tondella, halyard: people.Halyard, cohort: people.Cohort) -> None:
    by = people.viewer(cohort.nadia)
    assert names(search_organisations(by, kind="media-agency")) == ["Halyard & Finch"]
    assert names(search_organisations(by, vertical="food")) == ["Tondella"]
    assert names(search_organisations(by, market="GB")) == ["Halyard & Finch"]
    assert names(search_organisations(by, words="tond")) == ["Tondella"]
    page = people.client(cohort.nadia).get(reverse("people:organisation-list"), {"q": "finch", "kind": "media-agency"})
    assert [row[0].name for row in page.context["rows"]] == ["Halyard & Finch"]
    assert b'value="finch"' in page.content
    odd = people.client(cohort.nadia).get(
        reverse("people:organisation-list"), {"kind": "nonsense", "page": "99", "q": "\0"}
    )
    assert odd.status_code == 200


def test_who_works_there_is_for_those_who_work_with_it(tondella: people.Tondella, halyard: people.Halyard) -> None:
    """ABUSE 3: the page of a listed organisation names nobody to an outsider."""
    url = reverse("people:organisation-detail", args=[tondella.organisation.pk])
    marcus = people.client(halyard.marcus)
    assert b"Ines Albrecht" not in marcus.get(url).content
    partners = lambda viewer: type(tondella.organisation).objects.filter(pk=tondella.organisation.pk)  # noqa: E731
    sight.register_partners(partners)
    try:
        assert knows(people.viewer(halyard.marcus), tondella.organisation)
        assert b"Ines Albrecht" in marcus.get(url).content
    finally:
        sight._partners.pop(partners)
    assert not knows(
        people.viewer(halyard.marcus), get_organisation(people.viewer(halyard.marcus), tondella.organisation.pk)
    )
