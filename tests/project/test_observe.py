"""A line for every request: who asked what, never the words."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.functional import SimpleLazyObject

from commonground.kit.secrets import new_secret
from commonground.project.logs import RouteForPath, logging_settings
from commonground.project.observe import observed
from tests.factories import people


class Said:
    """Collects the log's lines."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def requests(self) -> list[dict[str, Any]]:
        every = [json.loads(line) for line in self.text.splitlines()]
        return [line for line in every if line.get("event") == "request"]


@pytest.fixture
def said() -> Iterator[Said]:
    """What the log says, as the JSON that production writes."""
    found = Said()
    handler = logging.StreamHandler(found.stream)
    form = logging_settings(as_json=True)["formatters"]["event"]
    handler.setFormatter(form["()"](processor=form["processor"], foreign_pre_chain=form["foreign_pre_chain"]))
    handler.addFilter(RouteForPath())
    logging.getLogger().addHandler(handler)
    yield found
    logging.getLogger().removeHandler(handler)


def test_a_signed_in_request(client: Client, tondella: people.Tondella, said: Said) -> None:
    person = tondella.organisation.memberships.first().person
    client.force_login(person)
    answer = client.get("/?token=hush")
    line = said.requests[-1]
    assert {key: line[key] for key in ("method", "route", "status", "person", "request_id")} == {
        "method": "GET",
        "route": "home",
        "status": answer.status_code,
        "person": str(person.pk),
        "request_id": answer.headers["X-Request-ID"],
    }
    assert line["ms"] > 0
    assert "hush" not in said.text


@pytest.mark.django_db
def test_an_invitations_token_is_not_written_down(client: Client, said: Said) -> None:
    token = new_secret()
    client.get(f"/invitations/{token}/")
    client.post("/account/login/", {"login": "a@tondella.example", "password": token})
    assert len(said.requests) == 2
    assert token not in said.text
    assert said.requests[0]["person"] is None


@pytest.mark.urls("tests.project.failing_urls")
def test_a_crash_is_written_with_its_reference_and_without_its_path(said: Said) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get("/fail/s3cret-token/")
    reference = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert reference in answer.content.decode()
    assert (said.requests[-1]["route"], said.requests[-1]["status"]) == ("fail", 500)
    crash = next(json.loads(line) for line in said.text.splitlines() if '"exception"' in line)
    assert (crash["request_id"], crash["event"]) == (reference, "Internal Server Error: fail")
    assert "s3cret" not in said.text


@pytest.mark.django_db
def test_a_question_that_is_asked_all_the_time_is_not_logged(client: Client, said: Said) -> None:
    client.get("/healthz")
    client.get("/static/web/css/base.css").close()
    assert said.requests == []


def test_the_log_does_not_ask_who_it_is_when_nobody_else_did(rf: RequestFactory, said: Said) -> None:
    request = rf.get("/")
    request.viewer = SimpleLazyObject(lambda: pytest.fail("asked"))  # type: ignore[attr-defined]
    observed(lambda request: HttpResponse())(request)
    assert said.requests[-1]["person"] is None
