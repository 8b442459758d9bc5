"""Search finds what the viewer may see, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from commonground.people.membership.actions import index_member, remove_member
from commonground.people.organisation.actions import tell_organisation
from tests.factories import people

pytestmark = pytest.mark.django_db


def found(who: people.Membership, words: str, **more: str) -> dict[str, list[str]]:
    page = people.client(who).get(reverse("people:search"), {"q": words, **more})
    assert page.status_code == 200
    return {group["source"].kind: [hit.title for hit, _ in group["rows"]] for group in page.context["groups"]}


def test_organisations_and_people(tondella: people.Tondella, halyard: people.Halyard, cohort: people.Cohort) -> None:
    """ABUSE 3."""
    for member in (tondella.ines, tondella.daniel, halyard.marcus):
        index_member(member)
    tell_organisation(by=people.viewer(tondella.ines), name="Tonda Mills")
    assert found(tondella.carla, "tond") == {
        "organisation": ["Tonda Mills", "Tondella"],
        "person": ["Daniel Mensah", "Ines Albrecht"],
    }
    assert found(cohort.nadia, "tond") == {"organisation": ["Tondella"]}
    assert found(cohort.nadia, "ines") == {}
    assert found(tondella.ines, "marcus") == {}


def test_who_has_left_is_not_found(tondella: people.Tondella) -> None:
    index_member(tondella.daniel)
    assert found(tondella.ines, "mensah") == {"person": ["Daniel Mensah"]}
    remove_member(by=people.viewer(tondella.ines), member=tondella.daniel)
    assert found(tondella.ines, "mensah") == {}


def test_odd_words_find_nothing_and_break_nothing(tondella: people.Tondella) -> None:
    for words in ("", "  ", '"', "' OR 1=1", "tond* AND", "\0", "🍕", "a" * 5000, "NEAR(", "% _"):
        assert isinstance(found(tondella.ines, words), dict)


def test_one_kind_by_pages(tondella: people.Tondella) -> None:
    for number in range(25):
        tell_organisation(by=people.viewer(tondella.ines), name=f"Mill {number:02}")
    assert len(found(tondella.ines, "mill")["organisation"]) == 5
    assert len(found(tondella.ines, "mill", kind="organisation")["organisation"]) == 20
    assert len(found(tondella.ines, "mill", kind="organisation", page="2")["organisation"]) == 5
    assert Client().get(reverse("people:search")).status_code == 302
