"""The first page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonground.kit import clock
from commonground.people.home.asked import counted_for, needs_for, remember_count
from commonground.people.home.rules import ASKED, grouped, summary
from commonground.people.home.waiting import waiting_of
from commonground.people.viewer.access import Request, signed_in
from commonground.web.htmx import is_fragment
from commonground.web.needs import Need, counted

SHOWN = 3


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    """What needs you; what you wait for is asked for by the page, since each part of the site is asked once more."""
    today = clock.today(request.viewer.time_zone)
    needs = needs_for(request.viewer)
    asked = request.GET.get("asked", "")
    context: dict[str, Any] = {
        "today": today,
        "now": clock.now(),
        "needs": needs,
        "summary": summary(needs, today),
        "groups": grouped([need for need in needs if asked in ("", need.kind)], today),
        "count": counted(needs),
        "choices": _choices(needs, asked),
    }
    return remember_count(render(request, "people/home/home.html", context), request.viewer)


@require_GET
@signed_in
def waiting(request: Request) -> HttpResponse:
    """What you wait for from others: all of it, or its beginning for the home page, which asks once it is there."""
    found = waiting_of(request.viewer)
    first = is_fragment(request)
    shown = found[:SHOWN] if first else found
    context = {"waiting": shown, "all_waiting": len(shown) == len(found), "waiting_count": counted(found)}
    return render(request, "people/home/_waiting.html" if first else "people/home/waiting.html", context)


@require_GET
@signed_in
def count(request: Request) -> HttpResponse:
    """How much needs you, for the frame of a page that is there already."""
    answer = render(request, "people/home/_counts.html", {"count": counted_for(request.viewer)})
    return remember_count(answer, request.viewer)


def _choices(needs: list[Need], asked: str) -> list[dict[str, Any]]:
    every = [{"label": "All", "url": "?", "current": not asked, "count": counted(needs)}]
    of = {kind: [need for need in needs if need.kind == kind] for kind, _ in ASKED}
    return every + [
        {"label": label, "url": f"?asked={kind}", "current": asked == kind, "count": counted(of[kind])}
        for kind, label in ASKED
        if of[kind] or kind == asked
    ]
