"""One line in the log and one count for every request: what was asked of us by whom, never with what words."""

from collections.abc import Callable
from time import perf_counter

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from commonground.people.viewer.models import ANONYMOUS, Viewer
from commonground.project.metrics import count_request

log = structlog.get_logger("commonground.request")
# What is asked every few seconds and says nothing.
QUIET = {"healthz", "readyz", "metrics", "static"}


def observed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put it right after the middleware that names the request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = get_response(request)
        seconds = perf_counter() - begun
        route = route_of(request)
        count_request(request.method or "", route, response.status_code, seconds)
        if route not in QUIET:
            _log(request, route, response.status_code, seconds)
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """The route's name. Never the path: invitations and unsubscribe links carry their token in it."""
    match = request.resolver_match
    if match is None:
        # Static files are answered before any route is looked for.
        return "static" if request.path.startswith(settings.STATIC_URL) else "unmatched"
    return match.view_name or "unnamed"


def _log(request: HttpRequest, route: str, status: int, seconds: float) -> None:
    viewer = _viewer(request)
    log.info(
        "request",
        method=request.method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        person=str(viewer.person_id) if viewer.person_id else None,
        organisation=str(viewer.organisation_id) if viewer.organisation_id else None,
    )


def _viewer(request: HttpRequest) -> Viewer:
    """The viewer if the request came to know one; the log itself asks the database nothing."""
    viewer = getattr(request, "viewer", None)
    if isinstance(viewer, SimpleLazyObject) and viewer.__dict__["_wrapped"] is empty:
        return ANONYMOUS
    return viewer or ANONYMOUS
