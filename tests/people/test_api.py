"""The routers of people, mounted as the site mounts them: by token, refusals as they are."""

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from ninja import NinjaAPI
from ninja.security import HttpBearer

from commonground.kit.errors import CommongroundError, Invalid, NotAllowed, NotFound
from commonground.people.api import ROUTERS
from commonground.people.merge.queries import list_merges
from commonground.people.organisation.models import Organisation
from commonground.people.token.actions import authenticate, create_token
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
STATUS = {Invalid: 422, NotAllowed: 403, NotFound: 404}


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
