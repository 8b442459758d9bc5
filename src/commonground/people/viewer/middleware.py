"""Puts the viewer on each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from commonground.people.person.models import Person
from commonground.people.viewer.models import ANONYMOUS, Viewer
from commonground.people.viewer.queries import viewer_for

ACTING = "acting"


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, by its session."""
    if isinstance(request.user, Person):
        return viewer_for(request.user, request.session.get(ACTING))
    return ANONYMOUS


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
