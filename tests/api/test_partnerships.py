"""Partnerships by program, from the proposal to leaving."""

import uuid

from commonground.people.organisation.models import Organisation
from tests.api.program import Program
from tests.factories import people


def test_a_partnership_from_proposal_to_leaving(tondella: people.Tondella, halyard: people.Halyard) -> None:
    ines, marcus = Program(tondella.ines), Program(halyard.marcus)
    body = {"name": "Slice of Hope", "purpose": "Meals", "organisations": [str(halyard.organisation.pk)]}
    made = ines.ok("post", "/partnerships", body)
    one = f"/partnerships/{made['id']}"
    assert [(party["name"], party["state"]) for party in made["parties"]] == [
        ("Tondella", "accepted"),
        ("Halyard & Finch", "invited"),
    ]
    assert [each["id"] for each in marcus.ok("get", "/partnerships")["items"]] == [made["id"]]
    accepted = marcus.ok("post", f"{one}/accept")
    assert [party["state"] for party in accepted["parties"]] == ["accepted", "accepted"]
    assert marcus.refused("post", f"{one}/accept") == (409, "not-ready")
    assert ines.ok("put", one, {"name": "Hope", "purpose": ""})["name"] == "Hope"
    assert marcus("post", f"{one}/leave").status == 204
    assert marcus.refused("get", one) == (404, "not-found")


def test_asking_in_and_taking_back(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    one = f"/partnerships/{ines.ok('post', '/partnerships', {'name': 'Hope'})['id']}"
    asked = ines.ok("post", f"{one}/parties", {"organisation": str(cohort.organisation.pk)})
    assert (asked["name"], asked["state"]) == ("Cohort Lane", "invited")
    assert nadia.ok("get", one)["name"] == "Hope"
    assert ines("delete", f"{one}/parties/{asked['id']}").status == 204
    assert nadia.refused("get", one) == (404, "not-found")
    ines.ok("post", f"{one}/parties", {"organisation": str(cohort.organisation.pk)})
    assert nadia("post", f"{one}/decline", {"reason": "Not now"}).status == 204
    assert nadia.refused("get", one) == (404, "not-found")


def test_an_organisation_that_may_not_be_asked_reads_like_none(
    tondella: people.Tondella, cohort: people.Cohort
) -> None:
    """ABUSE 2."""
    ines = Program(tondella.ines)
    one = f"/partnerships/{ines.ok('post', '/partnerships', {'name': 'Hope'})['id']}"
    Organisation.objects.filter(pk=cohort.organisation.pk).update(listed=False)
    hidden = ines("post", f"{one}/parties", {"organisation": str(cohort.organisation.pk)})
    missing = ines("post", f"{one}/parties", {"organisation": str(uuid.uuid4())})
    assert (hidden.status, hidden.content) == (missing.status, missing.content)
    assert hidden.status == 422
