"""Every refusal as a problem (RFC 9457), decided here and nowhere else."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from commonground.campaigns.raci.actions import CellTaken
from commonground.kit.errors import CommongroundError, Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.people.viewer.models import ANONYMOUS

PROBLEM = "application/problem+json"
STATUS: tuple[tuple[type[CommongroundError], int], ...] = (
    (NotAllowed, 403), (NotFound, 404), (Conflict, 409), (NotReady, 409), (Invalid, 422), (CommongroundError, 422),
)  # fmt: skip
CODES = {400: "malformed", 401: "unauthenticated", 403: "not-allowed", 404: "not-found", 405: "method-not-allowed",
         413: "too-large", 500: "internal"}  # fmt: skip
log = structlog.get_logger("commonground.api")


class WrongField(Schema):
    """One field and what is wrong with it."""

    field: str
    message: str


class Problem(Schema):
    """Why not. `code` is stable, `detail` is for people; `fields` names what is wrong with what was sent."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    fields: list[WrongField] = []
    theirs: str | None = None


def problem(
    status: int, detail: str, *, code: str = "", fields: Mapping[str, str] | None = None, theirs: str | None = None
) -> HttpResponse:
    """The answer of a refusal."""
    wrong = [WrongField(field=name, message=message) for name, message in (fields or {}).items()]
    body = Problem(
        title=HTTPStatus(status).phrase, status=status, code=code or CODES[status], detail=detail, fields=wrong,
        theirs=theirs,
    )  # fmt: skip
    kept = body.dict(exclude_none=True) if wrong else body.dict(exclude_none=True, exclude={"fields"})
    answer = JsonResponse(kept, status=status, content_type=PROBLEM)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """What is hidden, what does not exist and what was never an address: one and the same answer."""
    return problem(404, "There is nothing here.")


def _refused(request: HttpRequest, error: CommongroundError) -> HttpResponse:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    viewer = getattr(request, "viewer", ANONYMOUS)
    log.info(
        "refused", code=error.code, status=status, path=request.path,
        person=str(viewer.person_id), organisation=str(viewer.organisation_id),
    )  # fmt: skip
    if status == HTTPStatus.NOT_FOUND:
        return unknown(request)
    theirs = error.theirs if isinstance(error, CellTaken) else None
    fields = error.fields if isinstance(error, Invalid) else None
    return problem(status, error.message, code=error.code, fields=fields, theirs=theirs)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = {name_of(one["loc"]): str(one["msg"]) for one in error.errors}
    return problem(422, "Some of this cannot be taken as it is.", code="invalid", fields=fields)


def name_of(place: Iterable[Any]) -> str:
    """`name`, `parties.2` ... for the place that pydantic gives: where it came from and our parameter are left out."""
    parts = [str(part) for part in place][1:]
    return ".".join(parts[1:] if parts[:1] == ["body"] and len(parts) > 1 else parts)


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return problem(422, "The body is not JSON that can be read.", code="malformed")
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return problem(401, "Send a token that holds: Authorization: Bearer cg_...")
    return problem(error.status_code, HTTPStatus(error.status_code).phrase)


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(413, "At most 25 MB.")


def _clash(request: HttpRequest, error: Exception) -> HttpResponse:
    # Whatever the database says names columns and values of others: none of it goes out.
    log.warning("clash", error=type(error).__name__, path=request.path)
    return problem(409, "This clashes with what was saved meanwhile. Read it again, then try again.", code="conflict")


def _out_of_range(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(422, "A value is out of range.", code="invalid")


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.exception("failed", path=request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem(500, "Something went wrong here. Name the X-Request-ID of this answer when you report it.")


HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (CommongroundError, _refused), (ValidationError, _invalid), (HttpError, _http),
    (Http404, lambda request, error: unknown(request)), (RequestDataTooBig, _too_large),
    (SuspiciousOperation, _out_of_range), (IntegrityError, _clash), (DataError, _out_of_range),
    (OverflowError, _out_of_range), (Exception, _failed),
)  # fmt: skip


def answer_errors(api: NinjaAPI) -> None:
    """Let the API answer refusals this way."""
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
