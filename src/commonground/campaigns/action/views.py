"""Pages of actions: one's own board, the organisation's, a campaign's, and one action."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonground.campaigns.action import actions, forms, origins, queries
from commonground.campaigns.action.enums import ActionState, Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.rules import column, missing_words
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in

PAGE = 50
WHOSE = (
    ("mine", "Mine"), ("ours", "Ours"), ("", "All"), ("loose", "Loose ends"), ("ended", "Ended"),
)  # fmt: skip
COLUMNS = {"over": "Overdue", "week": "This week", "later": "Later", "undated": "No date"}


@signed_in
def board(request: Request) -> HttpResponse:
    """Everything to do, one's own first."""
    return _list(request, None, request.GET.get("whose", "mine"), "campaigns/action/board.html", {})


@signed_in
def of_campaign(request: Request, pk: UUID) -> HttpResponse:
    """Everything to do in one campaign."""
    campaign = get_campaign(request.viewer, pk)
    head = head_of(request, campaign)
    return _list(request, campaign, request.GET.get("whose", ""), "campaigns/action/of_campaign.html", head)


def _list(request: Request, campaign: Campaign | None, whose: str, template: str, head: dict[str, Any]) -> HttpResponse:
    viewer, today = request.viewer, clock.today(request.viewer.time_zone)
    found = (
        queries.list_ended(viewer, campaign=campaign)
        if whose == "ended"
        else queries.list_open(viewer, whose=whose, campaign=campaign)
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    groups = groupby(page.object_list, lambda one: "" if whose == "ended" else COLUMNS[column(one.due_on, today)])
    choices = [{"label": label, "url": f"?whose={key}", "current": key == whose} for key, label in WHOSE]
    context = {
        **head, "page": page, "groups": [(title, list(rows)) for title, rows in groups], "choices": choices,
        "today": today, "whose": whose, "campaign": campaign,
    }  # fmt: skip
    return render(request, template, context)


@signed_in
def note(request: Request) -> HttpResponse:
    """Note an action, in a campaign or for one's own organisation alone; ?from= and ?key= say what it comes from."""
    viewer = request.viewer
    viewer.writing()
    campaign = _campaign(request)
    came = origins.named(viewer, campaign, request.GET.get("from", Source.OWN), request.GET.get("key", ""))
    form = forms.ActionForm(viewer, campaign, request.POST or None)
    if request.method == "POST":
        made = carried_out(form, actions.note_action, by=viewer, campaign=campaign, **came)
        if made:
            messages.success(request, _noted(made))
            return redirect(origins.url_of(made) or _list_url(campaign))
    return _form(request, form, campaign, "Note an action", "Note the action", came=came.get("source_label", ""))


def _noted(made: Action) -> str:
    missing = missing_words(made)
    where = f" Nobody has said {missing} yet, so it stands among the loose ends." if missing else ""
    return f"“{made.title}” is noted.{where}"


def _list_url(campaign: Campaign | None) -> str:
    return reverse("campaigns:campaign-actions", args=[campaign.pk]) if campaign else reverse("campaigns:actions")


def _campaign(request: Request) -> Campaign | None:
    wanted = request.GET.get("campaign", "")
    try:
        return get_campaign(request.viewer, UUID(wanted)) if wanted else None
    except ValueError as error:
        raise NotFound from error


def _form(
    request: Request, form: Form, campaign: Campaign | None, title: str, button: str, came: str = ""
) -> HttpResponse:
    context = {"form": form, "campaign": campaign, "title": title, "button": button, "came": came}
    return render(request, "campaigns/action/form.html", context, status=422 if form.errors else 200)


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """One action: what, whose, until when, where it came from."""
    action = queries.get_action(request.viewer, pk)
    return _detail(request, action, forms.OfferForm(request.viewer, action.campaign))


def _detail(request: Request, action: Action, offer: Form) -> HttpResponse:
    context = {
        "action": action, "offer": offer, "today": clock.today(request.viewer.time_zone),
        "changeable": queries.is_changeable(request.viewer, action), "came_from": origins.url_of(action),
        "offered_to_me": request.viewer.membership is not None and action.offered_to_id == request.viewer.membership.pk,
    }  # fmt: skip
    return render(request, "campaigns/action/detail.html", context, status=422 if offer.errors else 200)


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what it says or when it is due; give it an owner."""
    viewer = request.viewer
    action = queries.get_action(viewer, pk)
    viewer.writing()
    initial = {"title": action.title, "due_on": action.due_on, "words": action.words, "seen_revision": action.revision}
    form = forms.ChangeActionForm(viewer, action.campaign, action.is_owned, request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.change_action, by=viewer, action=action):
            return redirect("campaigns:action", pk)
        form.refresh(queries.get_action(viewer, pk).revision)
    return _form(request, form, action.campaign, f"Change: {action.title}", "Save")


@signed_in
@require_POST
def offer(request: Request, pk: UUID) -> HttpResponse:
    """Ask somebody to take it over."""
    action = queries.get_action(request.viewer, pk)
    form = forms.OfferForm(request.viewer, action.campaign, request.POST)
    if carried_out(form, actions.offer_action, by=request.viewer, action=action):
        return redirect("campaigns:action", pk)
    return _detail(request, action, form)


@signed_in
@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Take it over, or leave it with its owner."""
    action = queries.get_action(request.viewer, pk)
    actions.answer_offer(by=request.viewer, action=action, accept=request.POST.get("answer") == "accept")
    return redirect("campaigns:action", pk)


@signed_in
@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """Done, let go, or open again."""
    action = queries.get_action(request.viewer, pk)
    state = request.POST.get("state", "")
    if state == ActionState.OPEN:
        actions.reopen_action(by=request.viewer, action=action)
    else:
        actions.end_action(by=request.viewer, action=action, state=state)
    return redirect("campaigns:action", pk)
