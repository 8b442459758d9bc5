"""A write that is sent twice acts once.

The row that holds a key is taken first and in the same transaction as the act itself: a second request with the key
waits for the first, then finds its answer; an act that fails leaves neither.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from commonground.api.auth import SAFE
from commonground.api.errors import PROBLEM
from commonground.api.models import IdempotentReply
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import subject_for

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
LONGEST = 200
# Of other refusals nothing was done and nothing is remembered: the same key may be used once access is mended.
REMEMBERED = {409, 422}


def once(
    request: HttpRequest, viewer: Viewer, places: Mapping[str, Any], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """The answer of `act`, or the one that it gave before under the request's key."""
    key = _key_of(request)
    with transaction.atomic():
        held, new = _take(viewer, key, _digest(request))
        if not new:
            return _again(viewer, places, held)
        answer = _carried_out(act)
        if answer.status_code < 300 or answer.status_code in REMEMBERED:
            held.status, held.body = answer.status_code, answer.content.decode()
            held.save(update_fields=["status", "body"])
        else:
            transaction.set_rollback(True)
        return answer


def applies(request: HttpRequest) -> bool:
    """Whether the request is a write with a key."""
    return request.method not in SAFE and HEADER in request.headers


def _key_of(request: HttpRequest) -> str:
    key = request.headers[HEADER].strip()
    if not 1 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        raise Invalid("This key cannot be used.", fields={HEADER: f"1 to {LONGEST} printable ASCII characters."})
    return key


def _take(viewer: Viewer, key: str, digest: str) -> tuple[IdempotentReply, bool]:
    member, now = viewer.acting(), clock.now()
    IdempotentReply.objects.filter(membership=member, created_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            row = IdempotentReply(membership=member, key=key, request_hash=digest, status=0, created_at=now)
            row.save(force_insert=True)
            return row, True
    except IntegrityError:
        held = IdempotentReply.objects.filter(membership=member, key=key).first()
    if held is None or held.request_hash != digest:
        raise Conflict("This Idempotency-Key was used for another request.", code="idempotency-key-reused")
    return held, False


def _carried_out(act: Callable[[], HttpResponse]) -> HttpResponse:
    with transaction.atomic():
        answer = act()
        if answer.status_code >= 400:
            transaction.set_rollback(True)
    return answer


def _again(viewer: Viewer, places: Mapping[str, Any], held: IdempotentReply) -> HttpResponse:
    # A stored answer tells nothing of what is no longer shared.
    for kind in ("campaign", "partnership") if held.body else ():
        if kind in places:
            subject_for(viewer, kind, places[kind])
    media = PROBLEM if held.status >= 400 else "application/json; charset=utf-8"
    return HttpResponse(held.body or b"", status=held.status, content_type=media, headers={"Idempotent-Replay": "true"})


def _digest(request: HttpRequest) -> str:
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        # Every client draws a new boundary each time, so the parts count and not the bytes.
        parts = [(name, value.encode()) for name in sorted(request.POST) for value in request.POST.getlist(name)]
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                parts.append((f"{name}={file.name}", file.read()))
                file.seek(0)
        for name, value in parts:
            found.update(f"{name}:{len(value)}:".encode() + value)
    else:
        found.update(request.body)
    return found.hexdigest()


def forget_replies() -> int:
    """Delete answers that are no longer kept, also of those who have stopped calling; returns how many."""
    return IdempotentReply.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
