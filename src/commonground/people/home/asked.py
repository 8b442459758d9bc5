"""What needs a viewer, read once however often a page shows it.

Reading it asks every app, which is too much for the frame around each page: the frame shows what was counted last, kept
in the browser, and `count` counts again once the page is there.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from commonground.people.viewer.models import Viewer
from commonground.web.needs import Need, needs_of

COOKIE = "needs"


def needs_for(viewer: Viewer) -> list[Need]:
    """Everything that needs the viewer, in the order of the inbox."""
    if "needs" not in viewer.memo:
        viewer.memo["needs"] = needs_of(viewer)
    found: list[Need] = viewer.memo["needs"]
    return found


def count_needs(viewer: Viewer, request: HttpRequest) -> int:
    """How many there are, or were when somebody of this browser last looked."""
    if "needs" in viewer.memo:
        return len(needs_for(viewer))
    organisation, _, count = request.COOKIES.get(COOKIE, "").partition(":")
    mine = organisation == str(viewer.organisation_id)
    return int(count) if mine and count.isdecimal() and len(count) < 6 else 0


def remember_count(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """Keep the count in the browser, for the organisation that it is about."""
    response.set_cookie(
        COOKIE, f"{viewer.organisation_id}:{len(needs_for(viewer))}", samesite="Lax", httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response
