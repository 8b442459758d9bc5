"""Pages of the ladder and of escalations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign, organisations_of
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.escalation import actions, forms, queries
from commonground.campaigns.escalation.enums import Rung
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.escalation.providers import subject_url
from commonground.engines.escalation import DEFAULT_TERMS, Event
from commonground.kit import clock
from commonground.kit.errors import NotAllowed, NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in

PAGE = 25
FORMS: dict[Event, type[Form]] = {
    Event.UPDATE: forms.WordsForm,
    Event.REOPEN: forms.WordsForm,
    Event.RESOLVE: forms.ResolveForm,
}
LABELS = {
    Event.ACKNOWLEDGE: ("Acknowledge", "circle-check"),
    Event.START: ("Take it up", "circle-dot"),
    Event.UPDATE: ("Give an update", "message-square"),
    Event.RESOLVE: ("Say it is settled", "check"),
    Event.CONFIRM: ("Confirm that it is settled", "check-check"),
    Event.REOPEN: ("Open it again", "rotate-ccw"),
}
STATES = (("", "Open"), ("all", "All"))


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Escalations of a campaign, and its ladder."""
    campaign = get_campaign(request.viewer, pk)
    every = queries.list_escalations(request.viewer, campaign)
    lists = {"": every.filter(state__in=queries.OPEN), "all": every}
    state = "all" if request.GET.get("state") == "all" else ""
    page = Paginator(lists[state], PAGE).get_page(request.GET.get("page"))
    # The pages have counted the list that is shown.
    counts = {key: page.paginator.count if key == state else found.count() for key, found in lists.items()}
    choices = [
        {"label": label, "url": f"?state={key}" if key else "?", "current": key == state, "count": counts[key]}
        for key, label in STATES
    ]
    context = {
        **head_of(request, campaign), "page": page, "choices": choices, "every": counts["all"],
        "ladder": queries.ladder_of(request.viewer, campaign), "terms": DEFAULT_TERMS, "now": clock.now(),
    }  # fmt: skip
    return render(request, "campaigns/escalation/list.html", context)


@signed_in
def raise_(request: Request, pk: UUID) -> HttpResponse:
    """Raise one."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    form = forms.RaiseForm(request.viewer, campaign, request.POST or None, initial={"about": request.GET.get("about")})
    if request.method == "POST":
        made = carried_out(
            form, lambda **_: actions.raise_escalation(by=request.viewer, campaign=campaign, **form.facts())
        )
        if made:
            messages.success(request, f"E-{made.number} is raised; {made.asked.name} is asked to answer.")
            return redirect("campaigns:escalation", pk, made.number)
    context = {**head_of(request, campaign), "form": form}
    return render(request, "campaigns/escalation/raise.html", context, status=422 if form.errors else 200)


@signed_in
def detail(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One escalation: where it is, by when what happens, and its history."""
    campaign = get_campaign(request.viewer, pk)
    return _detail(request, campaign, queries.get_escalation(request.viewer, campaign, number))


def _detail(
    request: Request, campaign: Any, held: Escalation, form: Form | None = None, event: Event | None = None
) -> HttpResponse:
    verbs = [
        (one.value, *LABELS[one], form if form and one is event else FORMS[one]() if one in FORMS else None)
        for one in queries.may_do(request.viewer, held)
    ]
    context = {
        **head_of(request, campaign), "escalation": held, "verbs": verbs, "about_url": subject_url(held),
        "entries": queries.list_entries(request.viewer, held), "named": queries.list_named(request.viewer, held),
        "may_speak": queries.may_speak(request.viewer, held) and held.state in queries.OPEN,
        "ladder": queries.ladder_of(request.viewer, campaign), "wrong": form, "pause": form if event is None else None, "now": clock.now(),
    }  # fmt: skip
    return render(request, "campaigns/escalation/detail.html", context, status=422 if form and form.errors else 200)


@signed_in
@require_POST
def act(request: Request, pk: UUID, number: int, verb: str) -> HttpResponse:
    """Do what the state allows."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_escalation(request.viewer, campaign, number)
    event = next((one for one in Event if one.value == verb), None)
    if event is None:
        raise NotFound
    form = FORMS.get(event, forms.OptionalWordsForm)(request.POST)
    if not carried_out(form, actions.act_on, by=request.viewer, escalation=held, event=event):
        return _detail(request, campaign, held, form, event)
    return redirect("campaigns:escalation", pk, number)


@signed_in
@require_POST
def pause(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Ask for a pause, consent to one, or let the clock run again."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_escalation(request.viewer, campaign, number)
    to = request.POST.get("to", "")
    if to == "ask":
        form = forms.WordsForm(request.POST)
        if not carried_out(form, lambda words: actions.ask_to_pause(by=request.viewer, escalation=held, reason=words)):
            return _detail(request, campaign, held, form)
    elif to in PAUSES:
        PAUSES[to](by=request.viewer, escalation=held)
    else:
        raise NotFound
    return redirect("campaigns:escalation", pk, number)


PAUSES = {"consent": actions.consent_to_pause, "resume": actions.resume}


@signed_in
def contact(request: Request, pk: UUID, organisation: UUID, rung: int) -> HttpResponse:
    """Say who stands on a rung."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    side = next((one for one in organisations_of(campaign) if one.pk == organisation), None)
    if side is None or rung not in Rung.values:
        raise NotFound
    if side.pk != request.viewer.organisation_id and side.has_joined:
        raise NotAllowed(f"{side.name} says for itself who stands on its rungs.")
    held = queries.list_contacts(request.viewer, [campaign])
    now = next((one for one in held if (one.organisation_id, one.rung) == (side.pk, rung)), None)
    form = forms.ContactForm(
        request.viewer, campaign, side.pk, request.POST or None, initial={"member": now.member_id if now else ""}
    )
    if request.method == "POST":
        done = carried_out(form, lambda member: _named(request, campaign, side.pk, rung, member))
        if done:
            return redirect("campaigns:escalation-list", pk)
    context = {**head_of(request, campaign), "form": form, "side": side, "rung": Rung(rung)}
    return render(request, "campaigns/escalation/contact.html", context, status=422 if form.errors else 200)


def _named(request: Request, campaign: Any, side: UUID, rung: int, member: UUID | None) -> bool:
    actions.name_contact(by=request.viewer, campaign=campaign, organisation=side, rung=rung, member=member)
    return True


@signed_in
def absences(request: Request) -> HttpResponse:
    """Say when one is away."""
    form = forms.AbsenceForm(request.POST or None)
    if request.method == "POST" and carried_out(form, actions.say_absence, by=request.viewer):
        return redirect("campaigns:absences")
    context = {"form": form, "absences": queries.list_own_absences(request.viewer)}
    return render(request, "campaigns/escalation/absences.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw_absence(request: Request, pk: UUID) -> HttpResponse:
    """Be there after all."""
    actions.withdraw_absence(by=request.viewer, absence=pk)
    return redirect("campaigns:absences")
