"""A reference for every request, and the one place where a refusal becomes a page."""

import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path

from commonground.kit.errors import CommongroundError, Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.web.htmx import headers_say_htmx

log = structlog.get_logger("commonground.access")

GetResponse = Callable[[HttpRequest], HttpResponse]

# The most general last; the first that fits decides.
PAGES: tuple[tuple[type[CommongroundError], int, str], ...] = (
    (Invalid, 422, "422.html"),
    (NotAllowed, 403, "403.html"),
    (NotFound, 404, "404.html"),
    (Conflict, 409, "409.html"),
    (NotReady, 409, "409.html"),
    (CommongroundError, 422, "422.html"),
)


class RequestIdMiddleware:
    """Names each request, in the logs, in the X-Request-ID header and on error pages. Put it first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request.id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response


class NulMiddleware:
    """A NUL in an address names nothing; PostgreSQL would answer it with a fault."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        return refusal(request, NotFound()) if "\0" in request.path and not request.path.startswith("/api/") else None


class RefusalMiddleware:
    """Answers a CommongroundError raised by a view. Put it last, so that it is the nearest to the view."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, CommongroundError):
            return None
        if isinstance(error, NotFound | NotAllowed) and request.user.is_authenticated:
            # Whoever tries ids of others leaves a trace, though the answer tells them nothing.
            log.warning("refused", code=error.code, path=request.path, person=str(request.user.pk))
        return refusal(request, error)


def refusal(request: HttpRequest, error: CommongroundError) -> HttpResponse:
    """The page of a refusal, or for htmx a note that lands in #notes and leaves what was typed alone."""
    status, template = next((status, page) for kind, status, page in PAGES if isinstance(error, kind))
    # A hidden thing answers exactly like one that does not exist, so its message is never shown.
    shown = None if isinstance(error, NotFound) else error
    if headers_say_htmx(request):
        response = render(request, "web/refusal_note.html", {"error": shown}, status=status)
        response.headers["HX-Retarget"] = "#notes"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    # For what is hidden there is no way: it would tell that the thing around it exists.
    return render(request, template, {"error": shown, "back": shown and way_back(request)}, status=status)


def way_back(request: HttpRequest) -> str:
    """The page of the thing that the address is about: the nearest one above it; "" when there is none."""
    path = request.path.rstrip("/")
    while path := path.rpartition("/")[0]:
        if is_valid_path(f"{path}/"):
            return f"{path}/"
    return ""
