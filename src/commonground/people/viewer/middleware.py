"""Puts the viewer on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from commonground.kit.errors import Conflict
from commonground.people.person.models import Person
from commonground.people.viewer.models import ANONYMOUS, Viewer
from commonground.people.viewer.queries import viewer_for
from commonground.web.middleware import refusal

ACTING = "acting"


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, by its session."""
    if isinstance(request.user, Person):
        return viewer_for(request.user, request.session.get(ACTING))
    return ANONYMOUS


class ActingMiddleware:
    """Refuses a form that was shown for another organisation than the one now acted for.

    Somebody with two tabs may have switched in the other; a signature for the wrong organisation cannot be taken back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        shown = request.headers.get("X-Acting") or request.POST.get("acting", "")
        now: Viewer = request.viewer  # type: ignore[attr-defined]
        if not shown or shown == str(now.organisation_id):
            return None
        return refusal(request, Conflict(
            f"This page was shown for another organisation: you act for {now.organisation_name} now. Nothing was done."
            " Switch back or reload the page, then do it again."
        ))  # fmt: skip


def viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.viewer` (asked for when first used) and show times in the viewer's zone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        seen = SimpleLazyObject(lambda: viewer_of(request))
        request.viewer = seen  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            with timezone.override(seen.time_zone):
                return get_response(request)
        return get_response(request)

    return middleware
