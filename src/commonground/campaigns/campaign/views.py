"""Pages of campaigns."""

import json
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign import actions, forms, queries
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.point import point_of
from commonground.campaigns.campaign.providers import home_panel
from commonground.campaigns.campaign.rules import stage, when
from commonground.campaigns.campaign.verdicts import last_verdict, verdicts_on
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.forms import carried_out
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership.queries import get_partnership
from commonground.people.activity.queries import activity_for
from commonground.people.note.panel import notes_panel
from commonground.people.viewer.access import Request, signed_in
from commonground.web.dates import clock_words
from commonground.web.htmx import is_fragment

PAGE = 25
LOG_PAGE = 50
STATES = (("", "All"), ("planned", "Planned"), ("running", "Running"), ("past", "Past"))


@signed_in
def list_(request: Request) -> HttpResponse:
    """Our campaigns with their verdicts."""
    viewer, words, state = (
        request.viewer,
        request.GET.get("q", "").replace("\0", "").strip(),
        request.GET.get("state", ""),
    )
    today = clock.today(viewer.time_zone)
    every, within = queries.list_campaigns(viewer), _partnership(request)
    if within is not None:
        every = every.filter(partnership=within)
    found = queries.filter_campaigns(every, words=words, state=state, today=today)
    page = Paginator(queries.with_participants(found), PAGE).get_page(request.GET.get("page"))
    verdicts = verdicts_on(viewer, list(page.object_list), reckon="checked" in request.GET)
    known = sum(verdict.holds for verdict in verdicts.values())
    asked = request.GET.copy()
    asked["checked"] = "now"
    renewal = f"?{asked.urlencode()}" if known < len(page.object_list) else ""
    counts = queries.count_stages(queries.filter_campaigns(every, words=words, today=today), today=today)
    kept = {"q": words, "partnership": within.pk if within else ""}
    choices = [
        {"label": label, "url": f"?{urlencode({'state': key, **kept})}", "current": key == state, "count": counts[key]}
        for key, label in STATES
    ]
    rows = [(c, verdicts.get(c.pk), when(c.launch_on, c.flight_end, today)) for c in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "words": words,
        "state": state,
        "choices": choices,
        "within": within,
        "renewal": renewal,
    }
    return render(request, "campaigns/campaign/list.html", context)


def _partnership(request: Request) -> Partnership | None:
    wanted = request.GET.get("partnership", "")
    try:
        return get_partnership(request.viewer, UUID(wanted)) if wanted else None
    except ValueError as error:
        raise NotFound from error


@signed_in
def at_hand(request: Request) -> HttpResponse:
    """The panel of the home page, with every verdict reckoned."""
    return HttpResponse(home_panel(request, request.viewer, reckon=True))


@signed_in
def new(request: Request) -> HttpResponse:
    """Start a campaign."""
    form = forms.NewCampaignForm(
        request.viewer, request.POST or None, initial={"partnership": request.GET.get("partnership")}
    )
    if request.method == "POST":
        made = carried_out(form, actions.start_campaign, by=request.viewer)
        if made:
            return redirect("campaigns:campaign-detail", made.pk)
    joined = form.fields["partnership"].queryset.exists()  # type: ignore[attr-defined]
    return _form(request, form, "Start a campaign", "Start the campaign", no_partnership=not joined)


def head_of(request: Request, campaign: Campaign) -> dict[str, object]:
    """What the head of every page of a campaign shows."""
    today = clock.today(request.viewer.time_zone)
    return {
        "campaign": campaign,
        "participants": list(campaign.participants.all()),
        "today": today,
        "stage": stage(campaign.launch_on, campaign.flight_end, today),
        "point": point_of(request.viewer, campaign),
        "pinned": any(pin.pk == campaign.pk for pin in queries.list_pins(request.viewer)),
    }


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Is it all right, what next, who, by when."""
    campaign = queries.get_campaign(request.viewer, pk)
    notes = notes_panel(request, "campaign", campaign.pk)
    return render(request, "campaigns/campaign/detail.html", {**head_of(request, campaign), "notes": notes})


@signed_in
def checked(request: Request, pk: UUID) -> HttpResponse:
    """Have the campaign checked as it is now. Answers with its tabs; who has no scripts is led to its overview."""
    campaign = queries.get_campaign(request.viewer, pk)
    last_verdict(request.viewer, campaign, reckon=True)
    if not is_fragment(request):
        return redirect("campaigns:campaign-detail", pk)
    context = {"campaign": campaign, "current": request.GET.get("current", "")}
    answer = render(request, "campaigns/campaign/_tabs.html", context)
    answer.headers["HX-Trigger"] = json.dumps({"campaign-checked": True})
    return answer


@signed_in
def log(request: Request, pk: UUID) -> HttpResponse:
    """Who did what in this campaign, and when."""
    campaign = queries.get_campaign(request.viewer, pk)
    entries = activity_for(request.viewer, kind="campaign", identity=campaign.pk)
    page = Paginator(entries, LOG_PAGE).get_page(request.GET.get("page"))
    return render(request, "campaigns/campaign/log.html", {**head_of(request, campaign), "page": page})


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change the facts."""
    campaign = queries.get_campaign(request.viewer, pk)
    names = ("name", "goal", "launch_on", "flight_start", "flight_end", "review_weeks")
    initial = {name: getattr(campaign, name) for name in names} | {"seen_revision": campaign.revision}
    form = forms.EditCampaignForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.edit_campaign, by=request.viewer, campaign=campaign):
            return redirect("campaigns:campaign-detail", pk)
        form.refresh(campaign.revision)
    return _form(request, form, f"Edit {campaign.name}", "Save changes", campaign)


@signed_in
def add_participant(request: Request, pk: UUID) -> HttpResponse:
    """Let a party of the partnership take part."""
    campaign = queries.get_campaign(request.viewer, pk)
    form = forms.ParticipantForm(request.viewer, campaign, request.POST or None)
    if request.method == "POST":
        made = carried_out(form, lambda organisation, does: actions.add_participant(
            by=request.viewer, campaign=campaign, organisation=organisation.pk, does=does
        ))  # fmt: skip
        if made:
            return redirect("campaigns:campaign-detail", pk)
    return _form(request, form, "Add a participant", "Add to the campaign", campaign, beyond=campaign.partnership)


@signed_in
def describe_participant(request: Request, pk: UUID, participant: UUID) -> HttpResponse:
    """Say what an organisation does here."""
    campaign = queries.get_campaign(request.viewer, pk)
    taking_part = queries.get_participant(campaign, participant)
    form = forms.DoesForm(request.POST or None, initial={"does": taking_part.does})
    if request.method == "POST" and carried_out(
        form, actions.describe_participant, by=request.viewer, campaign=campaign, participant=taking_part
    ):
        return redirect("campaigns:campaign-detail", pk)
    return _form(request, form, f"What {taking_part.organisation.name} does here", "Save", campaign)


@signed_in
def remove_participant(request: Request, pk: UUID, participant: UUID) -> HttpResponse:
    """Leave, or take out one that has not joined yet; says first what that means."""
    campaign = queries.get_campaign(request.viewer, pk)
    taking_part = queries.get_participant(campaign, participant)
    actions.may_remove(request.viewer, taking_part)
    if request.method == "POST":
        actions.remove_participant(by=request.viewer, campaign=campaign, participant=taking_part)
        own = taking_part.organisation_id == request.viewer.organisation_id
        return redirect("campaigns:campaign-list") if own else redirect("campaigns:campaign-detail", pk)
    context = {**head_of(request, campaign), "participant": taking_part}
    return render(request, "campaigns/campaign/remove_participant.html", context)


@signed_in
def point_person(request: Request, pk: UUID) -> HttpResponse:
    """Whom to ask, about what, and when they answer."""
    campaign = queries.get_campaign(request.viewer, pk)
    viewer, point = request.viewer, point_of(request.viewer, campaign)
    asked = point.asked
    context = {
        **head_of(request, campaign), "point": point, "local": clock_words(clock.now(), asked.time_zone) if asked else "",
        "mine": viewer.membership in (campaign.point_person, campaign.deputy),
    }  # fmt: skip
    return render(request, "campaigns/campaign/point_person.html", context)


@signed_in
def name_point_person(request: Request, pk: UUID) -> HttpResponse:
    """Say whom everybody may ask."""
    campaign = queries.get_campaign(request.viewer, pk)
    initial = {
        "point_person": campaign.point_person_id, "deputy": campaign.deputy_id, "ask_about": campaign.ask_about,
        "answers_when": campaign.answers_when, "seen_revision": campaign.revision,
    }  # fmt: skip
    form = forms.PointPersonForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        made = carried_out(form, lambda point_person, deputy, **more: actions.name_point_person(
            by=request.viewer, campaign=campaign, point_person=getattr(point_person, "pk", None),
            deputy=getattr(deputy, "pk", None), **more,
        ))  # fmt: skip
        if made:
            return redirect("campaigns:point-person", pk)
        form.refresh(campaign.revision)
    return _form(request, form, "Name the point person", "Save", campaign)


@signed_in
@require_POST
def pin(request: Request, pk: UUID) -> HttpResponse:
    """Keep at hand in the sidebar, or no longer."""
    campaign = queries.get_campaign(request.viewer, pk)
    actions.pin_campaign(by=request.viewer, campaign=campaign, pinned=request.POST.get("pinned") == "yes")
    return redirect("campaigns:campaign-detail", pk)


def _form(
    request: Request, form: Form, title: str, button: str, campaign: Campaign | None = None, **more: object
) -> HttpResponse:
    request.viewer.writing()
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "title": title, "button": button, "campaign": campaign, **more}
    return render(request, "campaigns/campaign/form.html", context, status=status)
