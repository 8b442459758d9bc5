"""Pages of signals and placements: who passes what where, and what is asked of whom."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision.queries import load_table, rules_with, working_version
from commonground.creative.signal import actions, forms, queries
from commonground.creative.signal.enums import ProvisionState
from commonground.creative.signal.export import MEDIA_TYPE, file_of
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.rules import needed_by
from commonground.creative.signal.stored import facts_of
from commonground.kit import clock
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


@signed_in
def coverage(request: Request, pk: UUID) -> HttpResponse:
    """Every signal on every placement: who passes it, on how many impressions, how sure that is."""
    campaign = get_campaign(request.viewer, pk)
    found = queries.coverage_of(request.viewer, campaign)
    own = {place.pk for place in found.placements if queries.may_change_placement(request.viewer, place)}
    context = {**head_of(request, campaign), "coverage": found, "own": own}
    return render(request, "creative/signal/coverage.html", context)


@signed_in
def export(request: Request, pk: UUID) -> HttpResponse:
    """Who passes what where, as a response of AdCP `get_signals`."""
    campaign = get_campaign(request.viewer, pk)
    name, content = file_of(campaign, queries.coverage_of(request.viewer, campaign))
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@signed_in
def new_signal(request: Request, pk: UUID) -> HttpResponse:
    """Name a signal."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.SignalForm(request.POST or None)
    if request.method == "POST" and carried_out(form, actions.name_signal, by=request.viewer, campaign=campaign):
        return redirect("creative:coverage", pk)
    return _form(request, campaign, form, "Name a signal", "Add the signal")


@signed_in
def edit_signal(request: Request, pk: UUID, signal: UUID) -> HttpResponse:
    """Change what a signal is."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_signal(request.viewer, campaign, signal)
    form = forms.ChangeSignalForm(request.POST or None, initial=forms.SignalForm.initial_of(held))
    if request.method == "POST":
        if carried_out(form, actions.change_signal, by=request.viewer, campaign=campaign, signal=held):
            return redirect("creative:coverage", pk)
        form.refresh(held.revision)
    return _form(request, campaign, form, f"Signal: {held.name}", "Save changes", signal=held)


@signed_in
def remove_signal(request: Request, pk: UUID, signal: UUID) -> HttpResponse:
    """Take a signal out; says first what goes with it."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_signal(request.viewer, campaign, signal)
    request.viewer.writing()
    if request.method == "POST":
        actions.remove_signal(by=request.viewer, campaign=campaign, signal=held)
        return redirect("creative:coverage", pk)
    return _remove(
        request,
        campaign,
        held.name,
        f"{rules_with(request.viewer, campaign, asks=held.key)} What was asked of it goes with it. What was agreed keeps"
        " its column.",
    )


@signed_in
def new_placement(request: Request, pk: UUID) -> HttpResponse:
    """Name a placement."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.PlacementForm(campaign, request.POST or None)
    if request.method == "POST" and carried_out(form, actions.name_placement, by=request.viewer, campaign=campaign):
        return redirect("creative:coverage", pk)
    return _form(request, campaign, form, "Name a placement", "Add the placement")


@signed_in
def edit_placement(request: Request, pk: UUID, placement: UUID) -> HttpResponse:
    """Change what a placement is."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_placement(request.viewer, campaign, placement)
    actions.check_placement_is_own(request.viewer, held)
    initial = forms.PlacementForm.initial_of(held)
    form = forms.ChangePlacementForm(campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.change_placement, by=request.viewer, campaign=campaign, placement=held):
            return redirect("creative:coverage", pk)
        form.refresh(held.revision)
    return _form(request, campaign, form, f"Placement: {held.name}", "Save changes", placement=held)


@signed_in
def remove_placement(request: Request, pk: UUID, placement: UUID) -> HttpResponse:
    """Take a placement out; says first what goes with it."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_placement(request.viewer, campaign, placement)
    actions.check_placement_is_own(request.viewer, held)
    if request.method == "POST":
        actions.remove_placement(by=request.viewer, campaign=campaign, placement=held)
        return redirect("creative:coverage", pk)
    return _remove(request, campaign, held.name, "What partners have said of signals there goes with it.")


@signed_in
def provision(request: Request, pk: UUID, signal: UUID, placement: UUID) -> HttpResponse:
    """One signal on one placement: what was asked and answered, and the form that is next."""
    campaign = get_campaign(request.viewer, pk)
    one = queries.get_signal(request.viewer, campaign, signal)
    place = queries.get_placement(request.viewer, campaign, placement)
    held = queries.find_provision(request.viewer, campaign, one, place)
    answerable = held is not None and queries.is_answerable(request.viewer, held)
    askable = queries.is_askable(request.viewer, held)
    wanted = request.POST.get("act", "")
    ask = forms.AskForm(campaign, request.POST if wanted == "ask" else None, initial={
        "asked": str(held.asked_id if held else place.organisation_id),
        "due_on": (held and held.due_on) or needed_by(campaign.launch_on, clock.today(request.viewer.time_zone)),
        "words": _words(request, campaign, one, place, held),
    })  # fmt: skip
    answer = None
    if held is not None:
        sent = request.POST if wanted == "answer" else None
        answer = forms.AnswerForm(one, place, sent, initial=forms.AnswerForm.initial_of(held))
    if request.method == "POST" and _carried(request, campaign, one, place, held, ask, answer):
        return redirect("creative:provision", pk, signal, placement)
    context = {
        **head_of(request, campaign), "signal": one, "placement": place, "provision": held, "ask": ask, "answer": answer,
        "answerable": answerable, "askable": askable, "facts": facts_of(one),
    }  # fmt: skip
    wrong = ask.errors or (answer and answer.errors)
    return render(request, "creative/signal/provision.html", context, status=422 if wrong else 200)


def _words(request: Request, campaign: Campaign, one: Signal, place: Placement, held: Provision | None) -> str:
    """What the question says already: as it was asked, or, where somebody comes from what would help most, why."""
    if held is not None and held.state == ProvisionState.ASKED and held.words:
        return held.words
    working = working_version(request.viewer, campaign) if "gain" in request.GET else None
    if working is None:
        return ""
    rules = load_table(request.viewer, working, campaign).rules
    asking = [str(number) for number, rule in enumerate(rules, start=1) if rule.when.get(one.key, "").strip(" -")]
    return forms.reason(one, place, asking, request.GET["gain"])


def _carried(request: Request, campaign: Campaign, one: Any, place: Any, held: Any, ask: Form, answer: Any) -> bool:
    act, by = request.POST.get("act"), request.viewer
    by.writing()
    if act == "answer" and answer is not None:
        done = carried_out(answer, actions.answer_provision, by=by, campaign=campaign, provision=held)
        answer.refresh(held.revision)
        return bool(done)
    if act == "ask":
        return bool(carried_out(ask, actions.ask_provision, by=by, campaign=campaign, signal=one, placement=place))
    return False


def _form(request: Request, campaign: Campaign, form: Form, title: str, button: str, **more: object) -> HttpResponse:
    request.viewer.writing()
    context = {**head_of(request, campaign), "form": form, "title": title, "button": button, **more}
    return render(request, "creative/form.html", context, status=422 if form.is_bound and form.errors else 200)


def _remove(request: Request, campaign: Campaign, name: str, words: str) -> HttpResponse:
    context = {**head_of(request, campaign), "name": name, "words": words}
    return render(request, "creative/remove.html", context)


@signed_in
def found_signal(request: Request, signal: UUID) -> HttpResponse:
    """A signal, where it stands."""
    held = queries.find_signal(request.viewer, signal)
    return redirect(reverse("creative:coverage", args=[held.campaign_id]) + f"#signal-{held.pk}")


@signed_in
def found_placement(request: Request, placement: UUID) -> HttpResponse:
    """A placement, where it stands."""
    held = queries.find_placement(request.viewer, placement)
    return redirect(reverse("creative:coverage", args=[held.campaign_id]) + f"#placement-{held.pk}")
