"""A refusal becomes a page in one place, and every answer can be referred to."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.web import htmx
from commonground.web.middleware import RequestIdMiddleware, refusal


def request(**headers: str) -> HttpRequest:
    made = RequestFactory().get("/", headers=headers)
    made.user = AnonymousUser()
    made.session = {}
    return made


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid("No.", fields={"goal": "Above 0."}), 422),
        (NotAllowed("No."), 403),
        (NotFound("Secret."), 404),
        (Conflict("No."), 409),
        (NotReady("No."), 409),
    ],
)
def test_each_kind_has_its_status(error: Exception, status: int) -> None:
    page = refusal(request(), error)
    fragment = refusal(request(**{"HX-Request": "true"}), error)
    assert (page.status_code, fragment.status_code) == (status, status)
    assert fragment.headers["HX-Retarget"] == "#notes"
    assert b"<html" not in fragment.content
    assert b"Secret" not in page.content + fragment.content


def test_every_answer_carries_its_reference() -> None:
    response = RequestIdMiddleware(lambda r: HttpResponse(r.id))(request())
    assert response.headers["X-Request-ID"] == response.content.decode()
    assert re.fullmatch(r"[0-9a-f]{12}", response.content.decode())


def test_the_page_of_a_crash_needs_nothing() -> None:
    html = render_to_string("500.html", {"request_id": "abc123"})
    assert "Reference abc123" in html


def test_fragments() -> None:
    assert htmx.is_fragment(request(**{"HX-Request": "true"}))
    assert not htmx.is_fragment(request(**{"HX-Request": "true", "HX-Boosted": "true"}))
    assert not htmx.is_fragment(request())


def test_redirect_speaks_to_both() -> None:
    assert htmx.redirect(request(), "/x/").status_code == 303
    assert htmx.redirect(request(**{"HX-Request": "true"}), "/x/").headers["HX-Redirect"] == "/x/"


def test_toasts_join_other_events() -> None:
    response = HttpResponse(headers={"HX-Trigger": '{"role-set": true}'})
    assert htmx.toast(response, "Moved.", undo_url="/undo/").headers["HX-Trigger"] == (
        '{"role-set": true, "toast": {"message": "Moved.", "undo": "/undo/"}}'
    )


@pytest.mark.django_db
def test_the_sprite_may_be_kept_for_ever(client: Client) -> None:
    from django.urls import reverse

    from commonground.web.icons import digest

    response = client.get(reverse("web:icons", args=[digest()]))
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]


@pytest.mark.django_db
def test_appearance_is_remembered_and_goes_back_only_here(client: Client) -> None:
    from django.urls import reverse

    url = reverse("web:appearance")
    response = client.post(url, {"theme": "dark", "next": "https://evil.example/"})
    assert (response.status_code, response["Location"]) == (303, "/")
    assert response.cookies["theme"].value == "dark"
    assert "theme" not in client.post(url, {"theme": "<b>"}).cookies or client.cookies["theme"].value == "dark"


def test_the_frame_renders_for_nobody() -> None:
    html = render_to_string("404.html", {"shell": None}, request())
    assert "There is nothing here" in html
    assert 'class="sidebar"' not in html
