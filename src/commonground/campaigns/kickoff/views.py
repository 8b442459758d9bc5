"""Pages of meetings: the tab, one meeting, planning, inviting, holding."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.kickoff import actions, forms, queries, recurring
from commonground.campaigns.kickoff.calendar import calendar_file
from commonground.campaigns.kickoff.enums import Answer, MeetingKind, MeetingState
from commonground.campaigns.kickoff.models import Meeting
from commonground.campaigns.kickoff.shown import brief_of, times_of
from commonground.engines.errors import EngineError
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.membership.enums import Function
from commonground.people.viewer.access import Request, signed_in

PAGE = 20
ANSWERS = ((Answer.ACCEPTED, "Come"), (Answer.TENTATIVE, "Perhaps"), (Answer.DECLINED, "Do not come"))


def got(request: Request, pk: UUID, meeting: UUID) -> tuple[Campaign, Meeting]:
    """The campaign and one of its meetings, for who may see them."""
    campaign = get_campaign(request.viewer, pk)
    return campaign, queries.get_meeting(request.viewer, campaign, meeting)


def form_page(
    request: Request, campaign: Campaign, form: BaseForm, title: str, button: str, meeting: Meeting | None = None,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """A form on its own page; only for those who may change something."""
    request.viewer.writing()
    status = 422 if form.is_bound and form.errors else 200
    context = {**head_of(request, campaign), "form": form, "title": title, "button": button, "meeting": meeting, **more}
    return render(request, "campaigns/kickoff/form.html", context, status=status)


def back_to(meeting: Meeting, part: str = "") -> HttpResponse:
    """The meeting's page, at a part of it."""
    answer = redirect("campaigns:kickoff-meeting", meeting.campaign_id, meeting.pk)
    if part:
        answer.headers["Location"] += f"#{part}"
    return answer


@signed_in
def overview(request: Request, pk: UUID) -> HttpResponse:
    """What is next, who must be there, what is prepared; and all that came out of meetings so far."""
    viewer, campaign = request.viewer, get_campaign(request.viewer, pk)
    ahead = queries.meeting_ahead(viewer, campaign)
    if ahead is not None:
        ahead.campaign = campaign
    context = {
        **head_of(request, campaign),
        "ahead": ahead,
        "times": times_of(viewer, campaign, ahead) if ahead else None,
        "room": queries.room_of(viewer, campaign, ahead) if ahead else None,
        "answers": ANSWERS,
        "now": clock.now(),
        "own": queries.own_invitee(viewer, ahead) if ahead else None,
        "preparations": list(queries.list_preparations(viewer, campaign)),
        "series": list(queries.list_series(viewer, campaign)),
        "dynamic": queries.dynamic_partners(campaign),
        "meetings": _page(request, queries.list_meetings(viewer, campaign), "meetings"),
        "decisions": _page(request, queries.list_decisions(viewer, campaign), "decisions"),
        "terms": _page(request, queries.list_terms(viewer, campaign), "terms"),
    }
    return render(request, "campaigns/kickoff/overview.html", context)


def _page(request: Request, rows: Any, name: str) -> Any:
    return Paginator(rows, PAGE).get_page(request.GET.get(name))


@signed_in
def meeting(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """One meeting: agenda, people, what was decided, the recap and what each organisation says of it."""
    campaign, held = got(request, pk, meeting)
    return render(request, "campaigns/kickoff/meeting.html", _whole(request, campaign, held))


@signed_in
def print_(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """The same for paper."""
    campaign, held = got(request, pk, meeting)
    return render(request, "campaigns/kickoff/print.html", _whole(request, campaign, held))


def _whole(request: Request, campaign: Campaign, held: Meeting) -> dict[str, Any]:
    viewer = request.viewer
    agenda = list(queries.list_agenda(viewer, held))
    understandings = list(queries.list_understandings(viewer, held))
    own = next((one for one in understandings if one.organisation_id == viewer.organisation_id), None)
    return {
        **head_of(request, campaign), "meeting": held, "times": times_of(viewer, campaign, held),
        "room": queries.room_of(viewer, campaign, held), "own": queries.own_invitee(viewer, held), "answers": ANSWERS,
        "agenda": agenda, "minutes": sum(item.minutes for item in agenda), "understandings": understandings,
        "own_word": own, "brief": brief_of(viewer, campaign, held), "now": clock.now(), "over": held.ends_at < clock.now(),
        "decisions": list(queries.list_decisions(viewer, campaign).filter(meeting=held)),
        "noted": list(queries.list_noted(viewer, campaign, held)),
    }  # fmt: skip


@signed_in
def plan(request: Request, pk: UUID) -> HttpResponse:
    """Plan the kick-off, or with ?kind=call a single call."""
    campaign = get_campaign(request.viewer, pk)
    kind = MeetingKind.CALL if request.GET.get("kind") == MeetingKind.CALL else MeetingKind.KICK_OFF
    kick_off = kind == MeetingKind.KICK_OFF
    initial: dict[str, Any] = {
        "title": f"{'Kick-off' if kick_off else 'Call'} of {campaign.name}"[:200],
        "time_zone": request.viewer.time_zone,
    }
    if not kick_off:
        initial |= {"functions": [], "minutes": 45}
    form = forms.PlanForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        made = carried_out(form, actions.plan_meeting, by=request.viewer, campaign=campaign, kind=kind)
        if made:
            messages.success(request, f"“{made.title}” is planned. Whoever you asked gets a mail for the calendar.")
            return back_to(made)
    title = "Plan the kick-off" if kick_off else "Plan a call"
    return form_page(request, campaign, form, title, title)


@signed_in
def change(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Another time, place or name."""
    campaign, held = got(request, pk, meeting)
    local = held.starts_at.astimezone(ZoneInfo(held.time_zone))
    initial = {"title": held.title, "day": local.date(), "at": local.time(), "time_zone": held.time_zone,
               "minutes": held.minutes, "place": held.place, "seen_revision": held.revision}  # fmt: skip
    form = forms.ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.change_meeting, by=request.viewer, meeting=held):
            messages.success(request, "Saved. Whoever was asked is told by mail.")
            return back_to(held)
        form.refresh(held.revision)
    return form_page(request, campaign, form, f"Change “{held.title}”", "Save and tell everybody", held)


@signed_in
def cancel(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Call it off, after asking."""
    campaign, held = got(request, pk, meeting)
    if request.method == "POST":
        actions.cancel_meeting(by=request.viewer, meeting=held)
        messages.success(request, f"“{held.title}” is off. Whoever was asked is told by mail.")
        return redirect("campaigns:kickoff", pk)
    request.viewer.writing()
    context = {**head_of(request, campaign), "meeting": held, "room": queries.room_of(request.viewer, campaign, held)}
    return render(request, "campaigns/kickoff/cancel.html", context)


@signed_in
def invite(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Ask more people."""
    campaign, held = got(request, pk, meeting)
    form = forms.InviteForm(request.viewer, campaign, held, request.POST or None)
    if request.method == "POST" and carried_out(form, actions.invite, by=request.viewer, meeting=held):
        return back_to(held, "people")
    return form_page(request, campaign, form, f"Ask people to “{held.title}”", "Ask them", held)


@signed_in
@require_POST
def uninvite(request: Request, pk: UUID, meeting: UUID, invitee: UUID) -> HttpResponse:
    """Take somebody off the list."""
    _, held = got(request, pk, meeting)
    one = queries.get_invitee(request.viewer, held, invitee)
    actions.uninvite(by=request.viewer, meeting=held, invitee=one)
    return back_to(held, "people")


@signed_in
@require_POST
def answer(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Say whether one comes."""
    _, held = got(request, pk, meeting)
    form = forms.SeenRevisionForm(request.POST)
    if not form.is_valid():
        raise Invalid("This form was not filled by our page. Open the meeting again.")
    given = request.POST.get("answer", "")
    actions.answer_invitation(by=request.viewer, meeting=held, answer=given, **form.cleaned_data)
    return back_to(held, "people")


@signed_in
def functions(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Who must be in the room."""
    campaign, held = got(request, pk, meeting)
    room = queries.room_of(request.viewer, campaign, held)
    initial = {
        place.function: str(place.organisation.pk) if place.organisation else "any"
        for place in room.places
        if place.required
    }
    seen = actions.seen_functions(held)
    form = forms.FunctionsForm(campaign, request.POST or None, initial={**initial, "seen": seen})
    if request.method == "POST":
        made = carried_out(form, lambda **given: actions.require_functions(
            by=request.viewer, meeting=held, functions=form.wanted(), seen=given["seen"]
        ))  # fmt: skip
        if made:
            return back_to(held, "functions")
        form.refresh(seen)
    return form_page(request, campaign, form, "Who must be in the room", "Save", held)


@signed_in
def waive(request: Request, pk: UUID, meeting: UUID, function: str) -> HttpResponse:
    """Sign that a function need not be there."""
    campaign, held = got(request, pk, meeting)
    if function not in Function.values:
        raise NotFound
    request.viewer.signing()
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, actions.waive_function, by=request.viewer, meeting=held, function=function
    ):
        return back_to(held, "functions")
    label = str(Function(function).label).lower()
    return form_page(
        request, campaign, form, f"Go without {label}", f"Waive {label} as {request.viewer.organisation_name}", held
    )


@signed_in
def hold(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Write down who was there."""
    campaign, held = got(request, pk, meeting)
    there = queries.list_invitees(request.viewer, held)
    expected = [
        one.member_id for one in there if one.attended or (held.held_at is None and one.answer == Answer.ACCEPTED)
    ]
    initial = {"attended": expected, "seen_revision": held.revision}
    form = forms.AttendanceForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.hold_meeting, by=request.viewer, meeting=held):
            return back_to(held, "people")
        form.refresh(held.revision)
    return form_page(request, campaign, form, f"Who was in “{held.title}”", "Save who was there", held)


@signed_in
def calendar(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """The meeting as a calendar file."""
    _, held = got(request, pk, meeting)
    own = queries.own_invitee(request.viewer, held)
    off = held.state == MeetingState.CANCELLED
    try:
        file = calendar_file(held, request.viewer.acting(), own, cancelled=off)
    except EngineError as error:
        raise NotReady(f"There is no calendar file of this meeting. {error}") from error
    headers = {"Content-Disposition": f'attachment; filename="{slugify(held.title) or "meeting"}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@signed_in
def start_series(request: Request, pk: UUID) -> HttpResponse:
    """Start calls at a cadence."""
    campaign = get_campaign(request.viewer, pk)
    initial = {"title": f"Call of {campaign.name}"[:200], "time_zone": request.viewer.time_zone}
    form = forms.SeriesForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        made = carried_out(form, recurring.start_series, by=request.viewer, campaign=campaign)
        if made:
            messages.success(request, "The first call is planned. Each further one is planned when the last is over.")
            return redirect("campaigns:kickoff", pk)
    return form_page(request, campaign, form, "Start a series of calls", "Start the series")


@signed_in
def end_series(request: Request, pk: UUID, series: UUID) -> HttpResponse:
    """Plan no further calls, after asking."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_series(request.viewer, campaign, series)
    if request.method == "POST":
        held.campaign = campaign
        recurring.end_series(by=request.viewer, series=held)
        return redirect("campaigns:kickoff", pk)
    request.viewer.writing()
    return render(request, "campaigns/kickoff/end_series.html", {**head_of(request, campaign), "series": held})
