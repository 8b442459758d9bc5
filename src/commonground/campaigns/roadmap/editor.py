"""Pages on which a draft is changed. What a change does to the plan is told before it is saved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.progress.queries import allowed_on
from commonground.campaigns.roadmap import actions, forms, frame, queries
from commonground.campaigns.roadmap.consequences import Consequence, changed_roadmap, consequence_of, with_lead
from commonground.campaigns.roadmap.models import Deliverable
from commonground.campaigns.roadmap.rules import seen_dates, seen_of, seen_phase
from commonground.campaigns.roadmap.sheet import Line, lanes_of, schedule_of
from commonground.engines.errors import EngineError
from commonground.engines.roadmap import Roadmap
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound
from commonground.kit.forms import carried_out
from commonground.people.note.panel import notes_panel
from commonground.people.viewer.access import Request, signed_in

TIMING = ("due_on", "start_on", "duration", "milestone", "phase", "organisation", "depends_on")
NEW = "new"


def _working(request: Request, campaign: Campaign) -> queries.Loaded | None:
    version = queries.working_version(request.viewer, campaign)
    return queries.load_roadmap(request.viewer, version, campaign) if version else None


def _existing(request: Request, campaign: Campaign) -> queries.Loaded:
    loaded = _working(request, campaign)
    if loaded is None:
        raise NotFound
    return loaded


def _back(pk: UUID, key: str = "") -> str:
    return reverse("campaigns:roadmap", args=[pk]) + (f"#row-{key}" if key else "")


def consequence(
    request: Request, campaign: Campaign, loaded: queries.Loaded, after: Roadmap, key: str = ""
) -> Consequence | None:
    """What changing the roadmap to `after` does; None where nothing can be counted. A circle is refused when it is saved."""
    today = clock.today(request.viewer.time_zone)
    try:
        return consequence_of(loaded.roadmap, after, queries.calendars_for(loaded, campaign, today), today, key)
    except EngineError:
        return None


def _untold(
    request: Request,
    campaign: Campaign,
    form: forms.ToldForm,
    after: Callable[[dict[str, Any]], Roadmap],
    loaded: queries.Loaded | None,
    key: str = "",
) -> Consequence | None:
    """What has to be told first: the form holds, something else is touched, and that has not been read yet."""
    if loaded is None or not form.is_valid():
        return None
    found = consequence(request, campaign, loaded, after(form.facts()), key)
    if found is None or found.is_quiet or form.cleaned_data["told"] == found.mark:
        return None
    return found


def _confirm(request: Request, campaign: Campaign, found: Consequence, title: str, button: str) -> HttpResponse:
    """The page that tells what saving does, with all that was typed, to be sent once more."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)
            if name not in {"csrfmiddlewaretoken", "acting", "told", "back"}]  # fmt: skip
    context = {
        **head_of(request, campaign), "consequence": found, "sent": sent, "title": title, "button": button,
        "told": found.mark,
    }  # fmt: skip
    return render(request, "campaigns/roadmap/confirm.html", context)


def _goes_back(request: Request) -> bool:
    return "back" in request.POST


@signed_in
def what_if(request: Request, pk: UUID, key: str) -> HttpResponse:
    """The fragment beside the form: what the days that are typed would do."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    loaded = _existing(request, campaign)
    if key != NEW:
        loaded.row(key)
    form = forms.TimingForm(campaign, loaded, request.GET)
    found = None
    if form.is_valid():
        found = consequence(request, campaign, loaded, changed_roadmap(loaded.roadmap, key, form.facts()), key)
    return render(request, "campaigns/roadmap/_what_if.html", {"consequence": found, "form": form})


@signed_in
def add_deliverable(request: Request, pk: UUID) -> HttpResponse:
    """Add a deliverable or milestone."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    loaded = _working(request, campaign)
    sent = request.POST if request.method == "POST" else None
    initial = {"phase": request.GET.get("phase", ""), "organisation": str(request.viewer.organisation_id)}
    form = forms.DeliverableForm(request.viewer, campaign, loaded, sent, initial=initial)
    if sent is not None and not _goes_back(request):
        plan = loaded.roadmap if loaded else Roadmap()
        found = _untold(request, campaign, form, lambda facts: changed_roadmap(plan, NEW, facts), loaded, NEW)
        if found is not None:
            return _confirm(request, campaign, found, "Add a deliverable", "Add it")
        made = carried_out(form, lambda seen, told, **facts: actions.add_deliverable(
            by=request.viewer, campaign=campaign, after=request.GET.get("after", ""), **facts
        ))  # fmt: skip
        if made:
            return redirect(_back(pk, made.key))
    return _form(request, campaign, form, "Add a deliverable", "Add the deliverable", loaded=loaded, timing=NEW)


def initial_of(row: Deliverable, loaded: queries.Loaded) -> dict[str, Any]:
    """What the form of a deliverable shows."""
    plain = ("title", "milestone", "phase", "due_on", "duration", "start_on", "raci_row", "acceptance")
    numbers = {one.key: number for number, one in enumerate(loaded.rows, start=1)}
    waits_for = [f"{numbers[key]}{f'+{lag}' if lag else ''}" for key, lag in row.depends_on if key in numbers]
    return {
        **{name: getattr(row, name) for name in plain}, "organisation": str(row.organisation_id or ""),
        "owner": row.owner_id, "reviewer": row.reviewer_id, "depends_on": ", ".join(waits_for), "seen": seen_of(row),
    }  # fmt: skip


@signed_in
def deliverable(request: Request, pk: UUID, key: str) -> HttpResponse:
    """One deliverable: how far it is, its record, and the form that changes it."""
    campaign = get_campaign(request.viewer, pk)
    loaded = _existing(request, campaign)
    row = loaded.row(key)
    sent = request.POST if request.method == "POST" else None
    form = forms.DeliverableForm(request.viewer, campaign, loaded, sent, initial=initial_of(row, loaded))
    if sent is not None and not _goes_back(request):
        request.viewer.writing()
        found = _untold(request, campaign, form, lambda facts: changed_roadmap(loaded.roadmap, key, facts), loaded, key)
        if found is not None:
            return _confirm(request, campaign, found, f"Change “{row.title}”", "Save it")
        if carried_out(form, lambda told, **facts: actions.edit_deliverable(
            by=request.viewer, campaign=campaign, key=key, **facts
        )):  # fmt: skip
            return redirect(_back(pk, key))
        form.refresh(seen_of(row))
    return deliverable_page(request, campaign, loaded, key, form)


def deliverable_page(
    request: Request,
    campaign: Campaign,
    loaded: queries.Loaded,
    key: str,
    form: Any = None,
    wrong: Invalid | None = None,
) -> HttpResponse:
    """The page of a deliverable; `wrong` is what was refused of how far it is."""
    viewer, row = request.viewer, loaded.row(key)
    form = form or forms.DeliverableForm(viewer, campaign, loaded, initial=initial_of(row, loaded))
    line = _line(request, campaign, loaded, key)
    current = queries.current_version(viewer, campaign)
    said = loaded if current in (None, loaded.version) else queries.load_roadmap(viewer, current, campaign)
    stands = next((one for one in said.rows if one.key == key), None)
    after = [one for one in loaded.rows if any(head == key for head, _ in one.depends_on)]
    context = {
        **head_of(request, campaign), "version": loaded.version, "form": form, "line": line, "row": row, "loaded": loaded,
        "progress": loaded.progress.get(key), "allowed": allowed_on(viewer, said, stands) if stands else None,
        "before": [loaded.row(head) for head, _ in row.depends_on], "after": after, "wrong": wrong,
        "answer": loaded.answering.get(row.raci_row), "current": current,
        "notes": notes_panel(request, "deliverable", campaign.pk, key),
    }  # fmt: skip
    return render(request, "campaigns/roadmap/deliverable.html", context, status=422 if form.errors or wrong else 200)


def _line(request: Request, campaign: Campaign, loaded: queries.Loaded, key: str) -> Line:
    today = clock.today(request.viewer.time_zone)
    found = schedule_of(loaded, queries.calendars_for(loaded, campaign, today), today)
    records = queries.records_of(request.viewer, loaded, today=today)
    lanes = lanes_of(campaign, loaded, found, today=today, records=records)
    return next(line for lane in lanes for line in lane.lines if line.row.key == key)


@signed_in
@require_POST
def move_deliverable(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Move a deliverable by one place."""
    campaign = get_campaign(request.viewer, pk)
    by_places = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if by_places is None:
        raise Invalid("A deliverable moves up or down.")
    actions.move_deliverable(by=request.viewer, campaign=campaign, key=key, by_places=by_places)
    return redirect(_back(pk, key))


@signed_in
@require_POST
def remove_deliverable(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Take a deliverable out, and offer to put it back."""
    campaign = get_campaign(request.viewer, pk)
    gone, waited = actions.remove_deliverable(by=request.viewer, campaign=campaign, key=key)
    kept = actions.kept_of(campaign, gone, waited)
    request.session["removed_deliverable"] = {"campaign": str(pk), "title": gone.title, "kept": kept}
    return redirect("campaigns:roadmap", pk)


@signed_in
@require_POST
def restore_deliverable(request: Request, pk: UUID) -> HttpResponse:
    """Put back what was just taken out."""
    campaign = get_campaign(request.viewer, pk)
    back = actions.restore_deliverable(by=request.viewer, campaign=campaign, kept=request.POST.get("kept", ""))
    request.session.pop("removed_deliverable", None)
    return redirect(_back(pk, back.key))


@signed_in
def dates(request: Request, pk: UUID) -> HttpResponse:
    """The launch and the first day of work."""
    campaign = get_campaign(request.viewer, pk)
    loaded = _working(request, campaign)
    held = loaded.version if loaded else None
    starts_on, launch_on = (held.starts_on, held.launch_on) if held else (None, campaign.launch_on)
    seen = seen_dates(starts_on, launch_on)
    initial = {"starts_on": starts_on, "launch_on": launch_on, "seen": seen}
    form = forms.DatesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and not _goes_back(request):
        request.viewer.writing()
        found = _untold(request, campaign, form, lambda facts: _with_dates(loaded, facts), loaded)
        if found is not None:
            return _confirm(request, campaign, found, "Launch and first day", "Save the days")
        if carried_out(form, lambda told, **facts: frame.set_dates(by=request.viewer, campaign=campaign, **facts)):
            return redirect("campaigns:roadmap", pk)
        form.refresh(seen)
    return _form(request, campaign, form, "Launch and first day", "Save the days")


def _with_dates(loaded: queries.Loaded | None, facts: dict[str, Any]) -> Roadmap:
    plan = loaded.roadmap if loaded else Roadmap()
    return Roadmap(plan.deliverables, plan.phases, facts["launch_on"], facts["starts_on"])


def _added(*, seen: str, told: str, **facts: Any) -> Any:
    return frame.add_phase(**facts)


@signed_in
def add_phase(request: Request, pk: UUID) -> HttpResponse:
    """Add a phase."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.PhaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and carried_out(form, _added, by=request.viewer, campaign=campaign):
        return redirect("campaigns:roadmap", pk)
    return _form(request, campaign, form, "Add a phase", "Add the phase")


@signed_in
def phase(request: Request, pk: UUID, phase: str) -> HttpResponse:
    """Change the words of a phase, or how long before the launch it ends."""
    campaign = get_campaign(request.viewer, pk)
    loaded = _existing(request, campaign)
    held = queries.get_phase(loaded.version, phase)
    seen = seen_phase(held.title, held.lead)
    initial = {"title": held.title, "lead": held.lead, "seen": seen}
    form = forms.PhaseForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and not _goes_back(request):
        request.viewer.writing()
        after = lambda facts: with_lead(loaded.roadmap, phase, facts["lead"])  # noqa: E731
        found = _untold(request, campaign, form, after, loaded)
        if found is not None:
            return _confirm(request, campaign, found, f"Phase: {held.title}", "Save the phase")
        if carried_out(form, lambda told, **facts: frame.edit_phase(
            by=request.viewer, campaign=campaign, phase=phase, **facts
        )):  # fmt: skip
            return redirect("campaigns:roadmap", pk)
        form.refresh(seen)
    return _form(request, campaign, form, f"Phase: {held.title}", "Save the phase", phase=held)


@signed_in
@require_POST
def remove_phase(request: Request, pk: UUID, phase: str) -> HttpResponse:
    """Take a phase out; its deliverables stay."""
    campaign = get_campaign(request.viewer, pk)
    frame.remove_phase(by=request.viewer, campaign=campaign, phase=phase)
    return redirect("campaigns:roadmap", pk)


def _form(request: Request, campaign: Campaign, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    request.viewer.writing()
    context = {**head_of(request, campaign), "form": form, "title": title, "button": button, **more}
    status = 422 if form.errors and not _goes_back(request) else 200
    return render(request, "campaigns/roadmap/form.html", context, status=status)
