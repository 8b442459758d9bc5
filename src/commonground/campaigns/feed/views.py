"""One's calendar links, and the public address at which a calendar reads."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonground.campaigns.feed.actions import make_link, open_link, revoke_link
from commonground.campaigns.feed.forms import LinkForm
from commonground.campaigns.feed.queries import ANY_ID, calendar_of_link, get_link, list_links
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def links(request: Request) -> HttpResponse:
    """One's links; a new one is shown in the answer to the form, and never again."""
    chosen = request.GET.get("campaign", "")
    initial = {"scope": "campaign", "campaign": chosen} if chosen else {}
    form = LinkForm(request.viewer, request.POST if request.method == "POST" else None, initial=initial)
    made = carried_out(form, make_link, by=request.viewer) if form.is_bound else None
    address = request.build_absolute_uri(reverse("campaigns:feed", args=[made[1]])) if made else ""
    context = {
        "form": LinkForm(request.viewer) if made else form, "address": address, "links": list_links(request.viewer),
    }  # fmt: skip
    return render(request, "campaigns/feed/list.html", context, status=422 if form.is_bound and not made else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """End a link, after asking."""
    link = get_link(request.viewer, pk)
    if request.method == "POST":
        revoke_link(by=request.viewer, link=link)
        messages.success(request, "The link holds nothing any more.")
        return redirect("campaigns:feed-list")
    return render(request, "campaigns/feed/revoke.html", {"link": link})


@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of a secret; whoever has it reads what its member may see now."""
    link, viewer = open_link(secret)
    page = request.build_absolute_uri(reverse("campaigns:roadmap", args=[ANY_ID]))
    data = calendar_of_link(viewer, link, page)
    headers = {"Content-Disposition": 'inline; filename="roadmap.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)
