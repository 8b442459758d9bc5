"""How the API refuses: one shape, nothing leaked, nothing that a database chokes on."""

import json
import uuid
from contextlib import closing
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from structlog.testing import capture_logs

from commonground.api.parsing import MOST_BYTES
from commonground.people.note import api as notes
from tests.api.program import ROOT, Answer, Program
from tests.factories import campaigns, people


def test_a_problem_has_one_shape(hope: campaigns.Hope) -> None:
    ines = Program(hope.tondella.ines)
    answer = ines("post", "/campaigns", {"partnership": "x", "nmae": "Hope"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {name: answer.body[name] for name in ("type", "title", "status", "code")} == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "invalid",
    }
    assert sorted(one["field"] for one in answer.body["fields"]) == ["name", "nmae", "partnership"]


def test_hidden_missing_and_never_an_address_read_the_same(hope: campaigns.Hope, cohort: people.Cohort) -> None:
    """ABUSE 1, 2."""
    nadia = Program(cohort.nadia)
    tried = [
        f"/campaigns/{hope.campaign.pk}",
        f"/campaigns/{uuid.uuid4()}",
        "/campaigns/7",
        "/nothing/at/all",
        "/a%0Ab",
    ]
    answers = [nadia("get", address) for address in tried]
    assert {(one.status, one.content) for one in answers} == {(404, answers[0].content)}
    headers = [{k: v for k, v in one.headers.items() if k != "X-Request-ID"} for one in answers[:2]]
    assert headers[0] == headers[1]


def test_a_refusal_is_recorded(hope: campaigns.Hope, cohort: people.Cohort) -> None:
    """ABUSE 1."""
    with capture_logs() as logs:
        Program(cohort.nadia)("get", f"/campaigns/{hope.campaign.pk}")
    refused = next(entry for entry in logs if entry["event"] == "refused")
    assert (refused["status"], refused["person"]) == (404, str(cohort.nadia.person_id))
    assert refused["path"] == f"{ROOT}/campaigns/{hope.campaign.pk}"


def test_another_method(tondella: people.Tondella) -> None:
    answer = Program(tondella.ines)("delete", "/campaigns")
    assert (answer.status, answer.body["code"], answer.headers["Allow"]) == (405, "method-not-allowed", "GET, POST")


def send(program: Program, body: bytes, address: str = "/organisations") -> Answer:
    return Answer(program.client.post(ROOT + address, data=body, content_type="application/json"))


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"[]",
        b"null",
        b'{"name": NaN}',
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b'{"name": "\\u001b[0m"}',
        b'{"name": "\xff"}',
        b'{"name": 9' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"name": "Mill", "claimed_at": "2020-01-01"}',
        b'{"name": "' + b"x" * 121 + b'"}',
    ],
)
def test_bodies_that_do_not_hold(tondella: people.Tondella, body: bytes) -> None:
    answer = send(Program(tondella.ines), body)
    assert (answer.status, answer.headers["Content-Type"]) == (422, "application/problem+json"), answer.content


@pytest.mark.parametrize("number", ["9223372036854775808", "1e400", "-1", "NaN", "Infinity", "1" * 400])
def test_numbers_out_of_range(hope: campaigns.Hope, number: str) -> None:
    ines = Program(hope.tondella.ines)
    answer = Answer(
        ines.client.patch(
            f"{ROOT}/campaigns/{hope.campaign.pk}", data=f'{{"revision": {number}}}', content_type="application/json"
        )
    )
    assert answer.status == 422
    assert ines("get", f"/campaigns?limit={number}").status == 422
    assert ines("get", f"/campaigns/{hope.campaign.pk}/raci/imports/{uuid.uuid4()}?table={number}").status in {404, 422}


def test_addresses_that_hold_nul(hope: campaigns.Hope) -> None:
    campaigns.draft(hope)
    ines = Program(hope.tondella.ines)
    assert ines.refused("get", "/organisations?kind=%00") == (422, "invalid")
    assert ines.refused("get", f"/campaigns/{hope.campaign.pk}/raci/rows/a%00/comments") == (422, "invalid")


def test_too_large(tondella: people.Tondella) -> None:
    ines = Program(tondella.ines)
    answer = ines("post", "/organisations", data=b"{}", content_type="application/json", CONTENT_LENGTH=MOST_BYTES + 1)
    assert (answer.status, answer.body["code"]) == (413, "too-large")


def test_a_clash_in_the_database_tells_nothing(tondella: people.Tondella, monkeypatch: pytest.MonkeyPatch) -> None:
    """ABUSE 2."""

    def clash(**_: Any) -> None:
        raise IntegrityError("UNIQUE constraint failed: people_organisation.domain=secret.example")

    monkeypatch.setattr(notes, "write_note", clash)
    body = {"subject_kind": "organisation", "subject_id": str(tondella.organisation.pk), "body": "x"}
    answer = Program(tondella.ines)("post", "/notes", body)
    assert (answer.status, answer.body["code"], b"secret" in answer.content) == (409, "conflict", False)


def test_what_nobody_foresaw_is_a_problem_too(tondella: people.Tondella, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(notes, "write_note", broken)
    ines = Program(tondella.ines)
    ines.client.raise_request_exception = False
    body = {"subject_kind": "organisation", "subject_id": str(tondella.organisation.pk), "body": "x"}
    answer = ines("post", "/notes", body)
    assert (answer.status, answer.body["code"], b"secret" in answer.content) == (500, "internal", False)


@pytest.mark.django_db
def test_the_description_and_its_page(client: Client) -> None:
    description = json.loads(client.get(f"{ROOT}/openapi.json").content)
    assert description["openapi"] == "3.1.0"
    page = client.get(f"{ROOT}/docs")
    html = page.content.decode()
    assert page.status_code == 200
    assert "http://" not in html
    assert "https://" not in html
    assert "<style" not in html
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    for source in ("swagger-ui-bundle.js", "swagger-ui-init.js", "swagger-ui.css"):
        address = next(part for part in html.split('"') if part.endswith(source))
        with closing(client.get(address)) as asset:
            assert asset.status_code == 200
