"""Search finds what the viewer may see, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse

from commonground.campaigns.raci.actions import comment_on_row, withdraw_comment
from commonground.people.membership.actions import index_member, remove_member
from commonground.people.note.actions import delete_note, edit_note, write_note
from commonground.people.organisation.actions import tell_organisation
from tests.factories import people
from tests.factories.campaigns import Hope, draft

pytestmark = pytest.mark.django_db


def found(who: people.Membership, words: str, **more: str) -> dict[str, list[str]]:
    page = people.client(who).get(reverse("people:search"), {"q": words, **more})
    assert page.status_code == 200
    return {group["source"].kind: [hit.title for hit, *_ in group["rows"]] for group in page.context["groups"]}


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


def test_a_private_note_is_found_by_its_own_organisation_alone(hope: Hope, cohort: people.Cohort) -> None:
    """ABUSE 3."""
    about = {"kind": "campaign", "identity": hope.campaign.pk}
    note = write_note(by=people.viewer(hope.tondella.ines), body="Ask for better rates in May", **about)
    assert found(hope.tondella.carla, "rates") == {"note": ["Ask for better rates in May"]}
    for other in (hope.halyard.marcus, cohort.nadia):
        assert found(other, "rates") == {}
        page = people.client(other).get(reverse("people:search"), {"q": "rates", "kind": "note"})
        assert page.context["total"] == 0
        assert people.client(other).get(reverse("people:note", args=[note.pk])).status_code == 404
    shown = people.client(hope.tondella.carla).get(reverse("people:note", args=[note.pk]))
    assert shown.headers["Location"] == f"/campaigns/{hope.campaign.pk}/#notes-panel"


def test_a_note_is_found_by_what_it_says_now(hope: Hope) -> None:
    ines = people.viewer(hope.tondella.ines)
    note = write_note(by=ines, body="Ask for rates", kind="campaign", identity=hope.campaign.pk)
    edit_note(by=ines, note=note, body="Ask for discounts")
    assert found(hope.tondella.ines, "rates") == {}
    assert found(hope.tondella.ines, "discounts") == {"note": ["Ask for discounts"]}
    delete_note(by=ines, note=note)
    assert found(hope.tondella.ines, "discounts") == {}


def test_what_is_said_on_a_row_is_found_by_participants(hope: Hope, cohort: people.Cohort) -> None:
    """ABUSE 3."""
    draft(hope)
    ines = people.viewer(hope.tondella.ines)
    said = comment_on_row(by=ines, campaign=hope.seen(), row="goal", body="Which quarter does it count for?")
    assert found(hope.halyard.priya, "quarter") == {"comment": ["Which quarter does it count for?"]}
    assert found(cohort.nadia, "quarter") == {}
    shown = people.client(hope.halyard.priya).get(reverse("campaigns:raci-said", args=[said.pk]))
    assert shown.headers["Location"] == f"/campaigns/{hope.campaign.pk}/raci/rows/goal/#comments"
    withdraw_comment(by=ines, campaign=hope.seen(), comment=said.pk)
    assert found(hope.halyard.priya, "quarter") == {}


def test_a_task_is_found_with_the_row_in_which_it_stands(hope: Hope) -> None:
    draft(hope)
    page = people.client(hope.halyard.marcus).get(reverse("people:search"), {"q": "approve"})
    (group,) = page.context["groups"]
    assert [(hit.title, [(part.label, part.url) for part in parts]) for hit, _, parts in group["rows"]] == [
        ("RACI of Slice of Hope", [("Approve claims", f"/campaigns/{hope.campaign.pk}/raci/#row-claims")])
    ]
