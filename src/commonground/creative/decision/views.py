"""Pages of the creative plan: the decision table as a grid and as a form, and what is agreed of it."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision import actions, forms, queries, signoff
from commonground.creative.decision.enums import OPEN, SignOffState, TableState
from commonground.creative.decision.export import FORMS, export_of
from commonground.creative.decision.forecast import forecast_of
from commonground.creative.decision.grid import Typed, grid_of
from commonground.creative.decision.models import TableVersion
from commonground.creative.decision.rules import policies_in_words
from commonground.creative.decision.stored import Loaded, revised_since
from commonground.creative.decision.trying import tried_of
from commonground.creative.signal.queries import list_signals
from commonground.creative.simulation.beside import beside_of
from commonground.engines.decisions import evaluate
from commonground.engines.errors import EngineError
from commonground.kit.errors import Conflict, Invalid, NotFound, NotReady
from commonground.kit.forms import CONFLICT, SeenForm, carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.web import htmx


@signed_in
def plan(request: Request, pk: UUID) -> HttpResponse:
    """The version that people work on, and what is wrong with it."""
    campaign = get_campaign(request.viewer, pk)
    version = queries.working_version(request.viewer, campaign)
    if version is None:
        known = {
            "signals": list_signals(request.viewer, campaign).exists(),
            "versions": queries.list_versions(request.viewer, campaign).exists(),
        }
        return render(request, "creative/decision/empty.html", {**head_of(request, campaign), **known})
    editing = request.viewer.may_write and "edit" in request.GET
    return plan_page(request, campaign, version, editing=editing)


@signed_in
def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One version as it was, beside the one before."""
    campaign = get_campaign(request.viewer, pk)
    shown = queries.get_version(request.viewer, campaign, number)
    now = queries.working_version(request.viewer, campaign)
    context = plan_context(request, campaign, shown, working=now is not None and now.pk == shown.pk)
    return render(request, "creative/decision/plan.html", context)


@signed_in
def versions(request: Request, pk: UUID) -> HttpResponse:
    """Every version with its state."""
    campaign = get_campaign(request.viewer, pk)
    context = {**head_of(request, campaign), "versions": list(queries.list_versions(request.viewer, campaign))}
    return render(request, "creative/decision/versions.html", context)


@signed_in
def export(request: Request, pk: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: dmn, xlsx, csv or json."""
    campaign = get_campaign(request.viewer, pk)
    shown = queries.get_version(request.viewer, campaign, number)
    name, media_type, data = export_of(campaign.name, queries.load_table(request.viewer, shown, campaign), form)
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _chosen_placement(request: Request, loaded: Loaded) -> str:
    """The placement whose coverage is asked for, by its key; also where only the table is asked for anew."""
    asked = request.GET.get("placement") or htmx.page_parameter(request, "placement")
    return asked if any(place.key == asked for place in loaded.coverage.placements) else ""


def plan_context(
    request: Request, campaign: Campaign, shown: TableVersion, *, working: bool = True, editing: bool = False,
    typed: Typed | None = None, **more: Any,
) -> dict[str, Any]:  # fmt: skip
    """What the page of a version is laid out from.

    working  it is what people work on now, so that its cells may be changed
    editing  as a form instead of a grid; typed, a row of it that was not saved
    """
    viewer = request.viewer
    loaded = queries.load_table(viewer, shown, campaign)
    compared = shown.based_on if shown.state in {TableState.DRAFT, TableState.PROPOSED} else None
    on = _chosen_placement(request, loaded)
    beside = None if editing else beside_of(viewer, campaign, shown, loaded.coverage, working=working)
    before = queries.rules_by_key(viewer, compared) if compared else None
    grid = grid_of(loaded, before, typed, on=on, shares=beside.shares if beside else None)
    words = queries.sign_offs_of(viewer, shown)
    own = next((one for one in words if one.organisation_id == viewer.organisation_id), None)
    return {
        **head_of(request, campaign), "version": shown, "loaded": loaded, "grid": grid, "editing": editing, "on": on,
        "compared": compared, "revised": revised_since(compared, loaded), "words": words, "may_sign": shown.state == TableState.PROPOSED and viewer.may_sign
        and own is not None and own.state != SignOffState.SIGNED,
        "forecast": None if editing else forecast_of(loaded),
        "beside": beside, "variants": list(loaded.today.variants.values()),
        "work": working, "asked_before": queries.changes_asked_before(viewer, campaign, shown), "editable": working and viewer.may_write and not editing,
        "at": typed.key if typed else request.GET.get("at", ""), "step": queries.last_step(viewer, shown) if working and viewer.may_write else None,
        "may_take_back": shown.state in OPEN and queries.may_take_back(viewer, shown),
        "forms": list(FORMS), "policies": policies_in_words(shown.hit_policy, shown.missing_policy), **more,
    }  # fmt: skip


def plan_page(
    request: Request, campaign: Campaign, shown: TableVersion, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of what people work on now; to htmx what stands in it, which renews the page that is there."""
    fragment = htmx.is_fragment(request)
    template = "creative/decision/_renewed.html" if fragment else "creative/decision/plan.html"
    answer = render(request, template, plan_context(request, campaign, shown, **more), status=status)
    return htmx.into(answer, "#plan-work") if fragment else answer


def after_change(
    request: Request, campaign: Campaign, before: TableVersion | None, *, at: str = "", form: bool = False
) -> HttpResponse:
    """What answers a change: the page, and to htmx the table anew, or the page of a draft that the change has started.

    at    the cell to go on with, "RULE:COLUMN"
    form  without scripts, back to the table as a form
    """
    if not htmx.is_fragment(request):
        key = at.partition(":")[0]
        plan = reverse("creative:plan", args=[campaign.pk]) + (f"#rule-{key}" if key else "")
        return redirect(editor_url(campaign.pk, key) if form else plan)
    now = working_or_404(request, campaign)
    if before is None or before.number != now.number:
        return htmx.redirect(request, reverse("creative:plan", args=[campaign.pk], query={"at": at}))
    answer = plan_page(request, campaign, now)
    answer.headers["HX-Trigger-After-Settle"] = json.dumps({"cell-set": {"at": at}})
    return answer


def working_or_404(request: Request, campaign: Campaign) -> TableVersion:
    """What people work on now, or NotFound."""
    working = queries.working_version(request.viewer, campaign)
    if working is None:
        raise NotFound
    return working


def editor_url(pk: UUID, key: str = "") -> str:
    """The table as a form, at a rule."""
    at = {"at": key} if key else {}
    return reverse("creative:plan", args=[pk], query={"edit": "yes", **at}) + (f"#rule-{key}" if key else "")


@signed_in
@require_POST
def start(request: Request, pk: UUID, number: int | None = None) -> HttpResponse:
    """Begin a table, the next version of what is agreed, or one that begins with what an earlier one says."""
    campaign = get_campaign(request.viewer, pk)
    source = queries.get_version(request.viewer, campaign, number) if number is not None else None
    actions.start_table(by=request.viewer, campaign=campaign, source=source)
    return redirect(editor_url(pk) if source is None else reverse("creative:plan", args=[pk]))


@signed_in
@require_POST
def take_back(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Put the draft aside, or take back what was proposed, and offer to begin with it again."""
    campaign = get_campaign(request.viewer, pk)
    signoff.take_table_back(by=request.viewer, campaign=campaign, number=number, seen=request.POST.get("seen"))
    return redirect("creative:version", pk, number)


@signed_in
def columns(request: Request, pk: UUID) -> HttpResponse:
    """Choose the signals that rules ask about."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    known = list(list_signals(request.viewer, campaign))
    working = queries.working_version(request.viewer, campaign)
    chosen = working.signals if working else []
    form = forms.ColumnsForm(known, request.POST or None, initial={"signals": chosen, "seen": _mark(working)})
    if request.method == "POST" and carried_out(form, actions.set_columns, by=request.viewer, campaign=campaign):
        return redirect(editor_url(pk))
    names = [one.name for one in known if one.key in chosen]
    return _facts(request, campaign, form, working, "Signals of the table", ", ".join(names) or "no signals")


@signed_in
def policy(request: Request, pk: UUID) -> HttpResponse:
    """Which rule counts, what a missing signal means, what everyone else gets."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    working = queries.working_version(request.viewer, campaign)
    names = ("hit_policy", "missing_policy", "default")
    initial = {name: getattr(working, name) for name in names} if working else {}
    form = forms.PolicyForm(request.POST or None, initial={**initial, "seen": _mark(working)})
    if request.method == "POST" and carried_out(form, actions.set_policy, by=request.viewer, campaign=campaign):
        return redirect(editor_url(pk))
    stands = ""
    if working:
        default = working.default or "nothing"
        stands = f"{policies_in_words(working.hit_policy, working.missing_policy)} Everyone else gets {default}."
    return _facts(request, campaign, form, working, "Policies of the table", stands)


def _mark(working: TableVersion | None) -> str:
    return working.mark if working else ""


def _facts(
    request: Request, campaign: Campaign, form: SeenForm, working: TableVersion | None, title: str, stands: str
) -> HttpResponse:
    """A form about the whole table; after a conflict it says what `stands` there now, and saving again puts this in its place."""
    conflict = form.is_bound and form.has_error(NON_FIELD_ERRORS, CONFLICT)
    form.refresh(_mark(working))
    context = {
        **head_of(request, campaign), "form": form, "title": title, "button": "Save",
        "stands": stands if conflict else "",
    }  # fmt: skip
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "creative/form.html", context, status=status)


@signed_in
@require_POST
def add_rule(request: Request, pk: UUID) -> HttpResponse:
    """Add a rule at the end, or before another one; `when-…` in the form fills its tests."""
    campaign = get_campaign(request.viewer, pk)
    before, place = queries.working_version(request.viewer, campaign), request.POST.get("before", "")
    made = actions.add_rule(by=request.viewer, campaign=campaign, when=_tests(request), before=place)
    # A rule that comes with its tests lacks what it shows.
    return after_change(request, campaign, before, at=f"{made.key}:{'then' if made.when else ''}", form=True)


def _tests(request: Request) -> dict[str, str]:
    named = [(name, str(value)) for name, value in request.POST.items() if name.startswith(actions.WHEN)]
    return {name.removeprefix(actions.WHEN): value for name, value in named}


@signed_in
@require_POST
def change_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Save one row of the form; one that cannot be read comes back as it was typed."""
    campaign = get_campaign(request.viewer, pk)
    when = _tests(request)
    try:
        actions.change_rule(
            by=request.viewer, campaign=campaign, key=key, when=when, then=request.POST.get("then", ""),
            note=request.POST.get("note", ""), seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        fields = error.fields if isinstance(error, Invalid) else {}
        wrong = {name.removeprefix(actions.WHEN): words for name, words in fields.items()}
        typed = Typed(key, when, request.POST.get("then", ""), wrong)
        status = 422 if isinstance(error, Invalid) else 409
        working = working_or_404(request, campaign)
        message = "" if fields else error.message
        return plan_page(request, campaign, working, editing=True, typed=typed, message=message, status=status)
    return redirect(editor_url(pk, key))


@signed_in
@require_POST
def move_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Move a rule to a place; who has seen another order than there is now is told, and sees what there is."""
    campaign = get_campaign(request.viewer, pk)
    before = queries.working_version(request.viewer, campaign)
    try:
        to = int(request.POST.get("to", ""))
    except ValueError as error:
        raise NotFound from error
    try:
        actions.move_rule(by=request.viewer, campaign=campaign, key=key, to=to, seen=request.POST.get("seen"))
    except Conflict as error:
        editing = not htmx.is_fragment(request)
        working = working_or_404(request, campaign)
        return plan_page(request, campaign, working, editing=editing, message=error.message, status=409)
    return after_change(request, campaign, before, at=request.POST.get("at", f"{key}:"), form=True)


@signed_in
@require_POST
def remove_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Take a rule out."""
    campaign = get_campaign(request.viewer, pk)
    before, editing = queries.working_version(request.viewer, campaign), not htmx.is_fragment(request)
    try:
        actions.remove_rule(by=request.viewer, campaign=campaign, key=key, seen=request.POST.get("seen"))
    except Conflict as error:
        now = working_or_404(request, campaign)
        return plan_page(request, campaign, now, editing=editing, message=error.message, status=409)
    return after_change(request, campaign, before, form=True)


@signed_in
@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take the last change back."""
    campaign = get_campaign(request.viewer, pk)
    before, form = queries.working_version(request.viewer, campaign), "edit" in request.POST
    try:
        actions.undo_change(by=request.viewer, campaign=campaign, seen=request.POST.get("seen"))
    except Conflict as error:
        now = working_or_404(request, campaign)
        return plan_page(request, campaign, now, editing=form, message=error.message, status=409)
    if form:
        return redirect(editor_url(pk))
    return after_change(request, campaign, before)


@signed_in
@require_POST
def accept(request: Request, pk: UUID, key: str) -> HttpResponse:
    """A rule is meant to overlap with those before it."""
    campaign = get_campaign(request.viewer, pk)
    before = queries.working_version(request.viewer, campaign)
    actions.accept_overlap(by=request.viewer, campaign=campaign, key=key, others=request.POST.getlist("other"))
    return after_change(request, campaign, before, at=f"{key}:" if htmx.is_fragment(request) else "")


@signed_in
def case(request: Request, pk: UUID) -> HttpResponse:
    """Try one impression: what it would be shown, and why each other rule did not hold."""
    campaign = get_campaign(request.viewer, pk)
    working = working_or_404(request, campaign)
    loaded = queries.load_table(request.viewer, working, campaign)
    form = forms.CaseForm(loaded, request.GET if "try" in request.GET else None)
    tried = None
    if form.is_bound and form.is_valid():
        try:
            tried = tried_of(loaded, evaluate(loaded.table, form.case()), form.case())
        except EngineError as error:
            form.add_error(None, str(error))
    context = {**head_of(request, campaign), "form": form, "tried": tried, "version": working}
    return render(request, "creative/decision/case.html", context, status=422 if form.errors else 200)


@signed_in
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Put the draft before the creative and media sides; says first who is asked, and what is still wrong with it."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    draft = queries.working_version(request.viewer, campaign)
    if draft is None or draft.state != TableState.DRAFT:
        raise NotReady("There is no draft to propose.")
    form = forms.ProposeForm(request.POST or None, initial={"seen_revision": draft.revision})
    if request.method == "POST" and carried_out(form, signoff.propose_table, by=request.viewer, campaign=campaign):
        return redirect("creative:plan", pk)
    form.refresh(draft.revision)
    return _agree(request, campaign, draft, form, signs=False)


@signed_in
def sign(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Sign the proposed version off; says first what it changes."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.signing()
    shown = queries.get_version(request.viewer, campaign, number)
    form = Form(request.POST or None)
    sent = {"by": request.viewer, "campaign": campaign, "number": number}
    if request.method == "POST" and carried_out(form, signoff.sign_table, **sent):
        return redirect("creative:plan", pk)
    return _agree(request, campaign, shown, form, signs=True)


def _agree(request: Request, campaign: Campaign, shown: TableVersion, form: Form, *, signs: bool) -> HttpResponse:
    """What is put before everybody, or signed: the sides, the changes and the findings, with the form beneath."""
    context = plan_context(request, campaign, shown, working=not signs)
    sides = queries.sides_asked(request.viewer, campaign, context["loaded"])
    rows = [row for row in context["grid"].rules if row.state]
    more = {"form": form, "signs": signs, "sides": sides, "rows": rows}
    status = 409 if form.has_error(NON_FIELD_ERRORS, CONFLICT) else 422 if form.errors else 200
    return render(request, "creative/decision/agree.html", {**context, **more}, status=status)


@signed_in
def change(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Say what has to change before one's organisation signs off."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.signing()
    form = forms.ChangeForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, signoff.ask_table_change, by=request.viewer, campaign=campaign, number=number
    ):
        return redirect("creative:plan", pk)
    context = {**head_of(request, campaign), "form": form, "title": f"Ask for a change of v{number}", "button": "Ask"}
    return render(request, "creative/form.html", context, status=422 if form.errors else 200)
