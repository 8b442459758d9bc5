"""Partnerships by program, from the proposal to leaving."""

import uuid

from allauth.account.models import EmailAddress

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


def test_partnerships_that_wait_for_an_answer(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    asked = ines.ok("post", "/partnerships", {"name": "Hope", "organisations": [str(cohort.organisation.pk)]})["id"]
    own = nadia.ok("post", "/partnerships", {"name": "Lane"})["id"]
    listed = lambda state: [one["id"] for one in nadia.ok("get", f"/partnerships?state={state}")["items"]]  # noqa: E731
    assert (listed("invited"), listed("accepted")) == ([asked], [own])
    nadia.ok("post", f"/partnerships/{asked}/accept")
    assert (listed("invited"), len(listed("accepted"))) == ([], 2)
    assert nadia.refused("get", "/partnerships?state=left") == (422, "invalid")


def test_claiming_by_the_domain_of_a_confirmed_address(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia, daniel = Program(tondella.ines), Program(cohort.nadia), Program(tondella.daniel)
    told = ines.ok("post", "/organisations", {"name": "Tidemark", "domain": "tidemark.example"})["id"]
    partnership = ines.ok("post", "/partnerships", {"name": "Hope", "organisations": [told]})["id"]
    one = f"/claims/{told}"
    assert nadia.refused("post", one) == (404, "not-found")
    EmailAddress.objects.create(user=cohort.nadia.person, email="nadia@tidemark.example", verified=False)
    assert nadia.refused("post", one) == (404, "not-found")
    EmailAddress.objects.filter(email="nadia@tidemark.example").update(verified=True)
    assert [found["name"] for found in nadia.ok("get", "/claims")["items"]] == ["Tidemark"]
    assert nadia.ok("get", one)["partnerships"] == ["Hope"]
    assert daniel.ok("get", "/claims")["items"] == []
    assert Program(cohort.nadia, "read").refused("post", one) == (403, "read-only-token")
    claimed = nadia.ok("post", one)
    assert (claimed["organisation"], claimed["role"]) == (told, "owner")
    states = {party["name"]: party["state"] for party in ines.ok("get", f"/partnerships/{partnership}")["parties"]}
    assert states == {"Tondella": "accepted", "Tidemark": "accepted"}
    assert nadia.refused("post", one) == (404, "not-found")
