"""Who gets in: tokens by scope, expiry, revocation and membership; sessions with CSRF."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from commonground.kit import clock
from commonground.people.membership.actions import remove_member
from commonground.people.person.models import Person
from commonground.people.token.models import ApiToken
from tests.api.program import ROOT, Program
from tests.factories import campaigns, people


@pytest.mark.django_db
def test_without_a_token(client: Client) -> None:
    answer = client.get(f"{ROOT}/campaigns")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    for header in ("Bearer", "Bearer ", "Bearer cg_wrong", "Basic aTpw", "Bearer \x7f"):
        assert client.get(f"{ROOT}/campaigns", headers={"Authorization": header}).status_code == 401
    assert client.post(f"{ROOT}/campaigns", data="{}", content_type="application/json").status_code == 401


def test_a_reading_token_writes_nothing(hope: campaigns.Hope) -> None:
    """ABUSE 7."""
    reader = Program(hope.tondella.ines, "read")
    one = f"/campaigns/{hope.campaign.pk}"
    assert reader.ok("get", one)["name"] == "Slice of Hope"
    assert reader.refused("put", f"{one}/pin", {"pinned": True}) == (403, "read-only-token")
    assert reader.refused("patch", one, {"revision": 1}) == (403, "read-only-token")
    token = reader.ok("get", "/tokens")["items"][0]
    assert reader.refused("delete", f"/tokens/{token['id']}") == (403, "read-only-token")


def test_a_token_never_does_more_than_its_person(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    daniel = Program(tondella.daniel)
    invite = {"organisation": str(tondella.organisation.pk), "email": "x@tondella.example", "role": "owner"}
    assert daniel.refused("post", "/invitations", invite) == (403, "not-allowed")
    assert daniel.refused("put", f"/people/{tondella.daniel.pk}", {"role": "owner", "level": "executive"}) == (
        403,
        "not-allowed",
    )
    assert Program(tondella.giulia).refused(
        "put", f"/people/{tondella.giulia.pk}", {"role": "owner", "level": "manager"}
    ) == (
        403,
        "not-allowed",
    )


def test_the_last_owner_stays(tondella: people.Tondella) -> None:
    """ABUSE 7."""
    ines = Program(tondella.ines)
    status, _ = ines.refused("put", f"/people/{tondella.ines.pk}", {"role": "member", "level": "manager"})
    assert status in {403, 409, 422}
    assert ines("delete", f"/people/{tondella.ines.pk}").status in {403, 409, 422}
    assert ines("get", "/people").status == 200


def test_expiry_revocation_and_removal_hold_from_the_next_request(hope: campaigns.Hope) -> None:
    """ABUSE 5."""
    ines, daniel = Program(hope.tondella.ines), Program(hope.tondella.daniel)
    one = f"/campaigns/{hope.campaign.pk}"
    assert daniel("get", one).status == 200
    remove_member(by=people.viewer(hope.tondella.ines), member=hope.tondella.daniel)
    assert daniel.refused("get", one) == (401, "unauthenticated")
    with clock.at(clock.now() + timedelta(days=91)):
        assert ines.refused("get", one) == (401, "unauthenticated")
    ines.ok("get", one)
    ApiToken.objects.update(revoked_at=clock.now())
    assert ines.refused("get", one) == (401, "unauthenticated")


def test_an_account_that_is_closed(tondella: people.Tondella) -> None:
    """ABUSE 5."""
    ines = Program(tondella.ines)
    Person.objects.filter(pk=tondella.ines.person_id).update(is_active=False)
    assert ines.refused("get", "/campaigns") == (401, "unauthenticated")


def test_the_session_reads_and_writes_with_the_csrf_token(tondella: people.Tondella) -> None:
    browser = people.client(tondella.ines)
    assert browser.get(f"{ROOT}/campaigns").status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(tondella.ines.person)
    body = json.dumps({"name": "Quarry"})
    refused = strict.post(f"{ROOT}/organisations", data=body, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    page = strict.get(f"{ROOT}/docs").content.decode()
    token = page.partition('data-csrf-token="')[2].partition('"')[0]
    made = strict.post(
        f"{ROOT}/organisations", data=body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert made.status_code == 201


def test_a_wrong_token_does_not_fall_back_to_the_session(tondella: people.Tondella) -> None:
    browser = people.client(tondella.ines)
    assert browser.get(f"{ROOT}/campaigns", headers={"Authorization": "Bearer cg_wrong"}).status_code == 401


def test_who_belongs_nowhere(db: None) -> None:
    browser = Client()
    browser.force_login(people.person("Olu Adeyemi", "olu@example.org"))
    answer = browser.get(f"{ROOT}/campaigns")
    assert (answer.status_code, answer.json()["code"]) == (403, "no-organisation")
