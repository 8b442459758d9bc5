"""The routers of people, mounted as the site mounts them: by token, refusals as they are."""

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from ninja import NinjaAPI
from ninja.security import HttpBearer

from commonground.kit.errors import CommongroundError, Conflict, Invalid, NotAllowed, NotFound
from commonground.people.activity.models import Activity
from commonground.people.api import ROUTERS
from commonground.people.invitation.actions import issue_invitation
from commonground.people.merge.queries import list_merges
from commonground.people.organisation.actions import claim_organisation
from commonground.people.organisation.models import Organisation
from commonground.people.token.actions import authenticate, create_token
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
STATUS = {Invalid: 422, NotAllowed: 403, NotFound: 404, Conflict: 409}


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Any:
        request.viewer = authenticate(token)  # type: ignore[attr-defined]
        return request.viewer  # type: ignore[attr-defined]


api = NinjaAPI(auth=Bearer(), urls_namespace="people-under-test", docs_url=None)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)


@api.exception_handler(CommongroundError)
def refused(request: HttpRequest, error: CommongroundError) -> HttpResponse:
    return api.create_response(request, {"code": error.code}, status=STATUS[type(error)])


urlpatterns = [path("api/", api.urls), path("", include("commonground.project.urls"))]


class Program:
    """A program with somebody's token."""

    def __init__(self, who: people.Membership, scope: str = "write") -> None:
        _, secret = create_token(by=people.viewer(who), name="Test", scope=scope)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def __call__(self, method: str, address: str, body: object = None) -> tuple[int, Any]:
        call = getattr(self.client, method)
        given = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        answer = call(f"/api{address}", **given)
        return answer.status_code, json.loads(answer.content) if answer.content else None


def test_without_a_token_there_is_nothing() -> None:
    for prefix, _ in ROUTERS:
        assert Client().get(f"/api{prefix}").status_code == 401


def test_organisations(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 1, 3."""
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    status, told = ines("post", "/organisations", {"name": "Tidemark", "kind": "dsp"})
    assert (status, told["has_joined"], told["told_by"]) == (201, False, str(tondella.organisation.pk))
    assert sorted(one["name"] for one in ines("get", "/organisations")[1]["items"]) == [
        "Cohort Lane",
        "Tidemark",
        "Tondella",
    ]
    assert [one["name"] for one in nadia("get", "/organisations?q=tide")[1]["items"]] == []
    assert nadia("get", f"/organisations/{told['id']}")[0] == 404
    assert ines("patch", "/organisations/own", {"about": "Pizza"})[1]["about"] == "Pizza"
    assert ines("patch", "/organisations/own", {"verticals": ["wizardry"]})[0] == 422
    assert Program(tondella.ines, "read")("patch", "/organisations/own", {"about": "No"})[0] == 403
    assert Program(tondella.daniel)("patch", "/organisations/own", {"about": "No"})[0] == 403


def test_people(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    status, olu = ines("post", "/people", {"organisation": str(tondella.organisation.pk), "name": "Olu Adeyemi"})
    assert (status, olu["has_joined"]) == (201, False)
    assert len(ines("get", "/people")[1]["items"]) == 5
    assert [one["name"] for one in nadia("get", "/people")[1]["items"]] == ["Nadia Brandt"]
    assert nadia("get", f"/people?organisation={tondella.organisation.pk}")[1]["items"] == []
    change = {"role": "viewer", "level": "practitioner"}
    assert ines("put", f"/people/{tondella.daniel.pk}", change)[1]["role"] == "viewer"
    for method in ("get", "delete"):
        assert nadia(method, f"/people/{tondella.daniel.pk}") == (404, {"code": "not-found"})
    assert ines("delete", f"/people/{olu['id']}")[0] == 204


def test_invitations(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    given = {"organisation": str(tondella.organisation.pk), "email": "olu@tondella.example"}
    status, sent = ines("post", "/invitations", given)
    assert (status, "token" in json.dumps(sent)) == (201, False)
    assert nadia("post", "/invitations", given)[0] == 403
    assert nadia("get", "/invitations")[1]["items"] == []
    assert nadia("delete", f"/invitations/{sent['id']}")[0] == 404
    assert ines("post", f"/invitations/{sent['id']}/resend")[0] == 200
    assert ines("delete", f"/invitations/{sent['id']}")[0] == 204


def test_notes_and_activity(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    about = {"subject_kind": "organisation", "subject_id": str(tondella.organisation.pk)}
    status, note = ines("post", "/notes", {**about, "body": "Ask for rates"})
    assert status == 201
    query = "&".join(f"{name}={value}" for name, value in about.items())
    assert len(ines("get", f"/notes?{query}")[1]["items"]) == 1
    assert nadia("get", f"/notes?{query}")[1]["items"] == []
    assert nadia("put", f"/notes/{note['id']}", {"body": "Mine"})[0] == 404
    assert ines("put", f"/notes/{note['id']}", {"body": "Ask"})[1]["body"] == "Ask"
    assert ines("delete", f"/notes/{note['id']}")[0] == 204
    verbs = [entry["verb"] for entry in ines("get", "/activity")[1]["items"]]
    assert verbs[:3] == ["deleted a private note", "changed a private note", "wrote a private note"]
    scope = f"scope_kind=organisation&scope_id={tondella.organisation.pk}"
    assert [entry["verb"] for entry in nadia("get", f"/activity?{scope}")[1]["items"]] == ["added the organisation"]
    assert nadia("get", "/activity?scope_kind=organisation")[0] == 422
    Organisation.objects.filter(pk=tondella.organisation.pk).update(listed=False)
    assert nadia("get", f"/activity?{scope}")[0] == 404
    assert not list_merges(people.viewer(cohort.nadia))


def test_tokens(tondella: people.Tondella, cohort: people.Cohort) -> None:
    ines, nadia = Program(tondella.ines), Program(cohort.nadia)
    token = ines("get", "/tokens")[1]["items"][0]
    assert nadia("delete", f"/tokens/{token['id']}")[0] == 404
    assert ines("delete", f"/tokens/{token['id']}")[0] == 204
    assert ines("get", "/tokens")[0] == 401


def test_pages_by_cursor(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    for number in range(5):
        ines("post", "/organisations", {"name": f"Mill {number}"})
    seen, cursor = [], ""
    for _ in range(4):
        page = ines("get", f"/organisations?limit=2&cursor={cursor}")[1]
        seen += [one["name"] for one in page["items"]]
        if not (cursor := page["next_cursor"]):
            break
    assert seen == ["Mill 4", "Mill 3", "Mill 2", "Mill 1", "Mill 0", "Tondella"]
    for odd in ("limit=0", "limit=201", "cursor=nonsense", "cursor=WzFd", "cursor=W10", "cursor=%00"):
        assert ines("get", f"/organisations?{odd}")[0] == 422, odd
    first = ines("get", "/activity?limit=2")[1]
    rest = ines("get", f"/activity?limit=200&cursor={first['next_cursor']}")[1]
    assert len(first["items"]) + len(rest["items"]) == 7
    assert rest["next_cursor"] is None


def test_what_is_known_of_a_partner_is_corrected_until_it_speaks_for_itself(
    tondella: people.Tondella, cohort: people.Cohort
) -> None:
    ines, own = Program(tondella.ines), str(tondella.organisation.pk)
    told = ines("post", "/organisations", {"name": "Tide", "kind": "dsp"})[1]
    one = f"/organisations/{told['id']}"
    right = {"name": "Tidemark", "kind": "dsp", "domain": "tidemark.example", "seen": told["seen"]}
    status, corrected = ines("put", one, right)
    assert (status, corrected["name"], corrected["domain"]) == (200, "Tidemark", "tidemark.example")
    assert corrected["seen"] != told["seen"]
    assert Program(cohort.nadia)("put", one, right)[0] == 404
    # One's own speaks for itself: its domain is proven, not typed.
    assert ines("put", f"/organisations/{own}", {"name": "Tondella", "domain": "cohortlane.example"})[0] == 403
    claim_organisation(
        Organisation.objects.get(pk=told["id"]), by=people.person("Rafael Costa", "rafael@tidemark.example")
    )
    assert ines("put", one, {"name": "Tide"})[0] == 403


def test_the_second_who_corrects_a_partner_is_told(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    told = ines("post", "/organisations", {"name": "Tide"})[1]
    one, typed = f"/organisations/{told['id']}", {"name": "Tidemark", "seen": told["seen"]}
    assert [ines("put", one, body)[0] for body in (typed, {**typed, "name": "Tides"})] == [200, 409]


def test_invitations_that_one_has_received(tondella: people.Tondella, cohort: people.Cohort) -> None:
    """ABUSE 6."""
    nadia, daniel = Program(cohort.nadia), Program(tondella.daniel)
    for _ in range(2):
        issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example", title="Adviser")
        received = nadia("get", "/invitations/received")[1]["items"]
        assert [(one["name"], one["title"], one["purpose"]) for one in received] == [("Tondella", "Adviser", "join")]
        assert daniel("get", "/invitations/received")[1]["items"] == []
        one = f"/invitations/received/{received[0]['id']}"
        assert daniel("post", f"{one}/accept")[0] == 404
        assert Program(cohort.nadia, "read")("post", f"{one}/accept")[0] == 403
        nadia("post", f"{one}/decline")
        assert nadia("post", f"{one}/accept")[0] == 404
    issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example", title="Adviser")
    [received] = nadia("get", "/invitations/received")[1]["items"]
    status, joined = nadia("post", f"/invitations/received/{received['id']}/accept")
    assert (status, joined["organisation"], joined["title"]) == (200, str(tondella.organisation.pk), "Adviser")
    # The token goes on acting for whom it was made for.
    assert nadia("get", "/organisations/own")[1]["name"] == "Cohort Lane"


def test_declining_is_logged_without_whom_one_acts_for(tondella: people.Tondella, cohort: people.Cohort) -> None:
    sent = issue_invitation(by=people.viewer(tondella.ines), email="nadia@cohortlane.example")
    assert Program(cohort.nadia)("post", f"/invitations/received/{sent.pk}/decline")[0] == 204
    entry = Activity.objects.get(verb="declined the invitation")
    assert (entry.person_name, entry.organisation_id, entry.scope_id) == (
        "Nadia Brandt",
        None,
        tondella.organisation.pk,
    )


def test_ones_own_account(tondella: people.Tondella) -> None:
    daniel = Program(tondella.daniel)
    assert daniel("get", "/account")[1] == {
        "name": "Daniel Mensah", "email": "daniel@tondella.example", "time_zone": "", "mail_rhythm": "daily",
        "quiet_from": None, "quiet_until": None,
    }  # fmt: skip
    change = {"mail_rhythm": "weekly", "quiet_from": "20:00:00", "quiet_until": "08:00:00", "time_zone": "Asia/Tokyo"}
    status, changed = daniel("patch", "/account", change)
    assert (status, {name: changed[name] for name in change}) == (200, change)
    assert daniel("patch", "/account", {"quiet_from": None, "quiet_until": None})[1]["mail_rhythm"] == "weekly"
    for wrong in ({"quiet_from": "20:00"}, {"time_zone": "Mars/Olympus"}, {"mail_rhythm": "hourly"}):
        assert daniel("patch", "/account", wrong)[0] == 422
    assert Program(tondella.daniel, "read")("patch", "/account", {"name": "D"})[0] == 403
