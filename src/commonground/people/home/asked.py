"""What needs a viewer, read once however often a page shows it.

Reading it asks every app, which is too much for the frame around each page: the frame shows what was counted last, kept
in the browser, and `count` counts again once the page is there.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from commonground.people.viewer.models import Viewer
from commonground.web.needs import Need, counted, needs_of

COOKIE = "needs"
COUNT = re.compile(r"[1-9]\d{0,4}\+?")


def needs_for(viewer: Viewer) -> list[Need]:
    """Everything that needs the viewer, in the order of the inbox."""
    if "needs" not in viewer.memo:
        viewer.memo["needs"] = needs_of(viewer)
    found: list[Need] = viewer.memo["needs"]
    return found


def count_needs(viewer: Viewer, request: HttpRequest) -> str:
    """How many there are, or were when somebody of this browser last looked; "" for none."""
    if "needs" in viewer.memo:
        return counted_for(viewer)
    organisation, _, count = request.COOKIES.get(COOKIE, "").partition(":")
    return count if organisation == str(viewer.organisation_id) and COUNT.fullmatch(count) else ""


def counted_for(viewer: Viewer) -> str:
    """How many there are, "" for none."""
    needs = needs_for(viewer)
    return counted(needs) if needs else ""


def remember_count(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """Keep the count in the browser, for the organisation that it is about."""
    response.set_cookie(
        COOKIE, f"{viewer.organisation_id}:{counted_for(viewer)}", samesite="Lax", httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response
