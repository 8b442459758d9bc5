"""Pages of the creative plan: the decision table as a grid and as an editor, and what is agreed of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision import actions, forms, queries, signoff
from commonground.creative.decision.enums import SignOffState, TableState
from commonground.creative.decision.export import FORMS, export_of
from commonground.creative.decision.forecast import forecast_of
from commonground.creative.decision.grid import Typed, grid_of
from commonground.creative.decision.models import TableVersion
from commonground.creative.decision.stored import revised_since, variants_of
from commonground.creative.signal.queries import list_signals
from commonground.engines.decisions import Failed, evaluate
from commonground.engines.errors import EngineError
from commonground.kit.errors import Conflict, Invalid, NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


@signed_in
def plan(request: Request, pk: UUID) -> HttpResponse:
    """The version that people work on, and what is wrong with it."""
    campaign = get_campaign(request.viewer, pk)
    version = queries.working_version(request.viewer, campaign)
    if version is None:
        signals = list_signals(request.viewer, campaign).count()
        return render(request, "creative/decision/empty.html", {**head_of(request, campaign), "signals": signals})
    editing = request.viewer.may_write and "edit" in request.GET
    return _page(request, campaign, version, editing=editing)


@signed_in
def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One version as it was, beside the one before."""
    campaign = get_campaign(request.viewer, pk)
    return _page(request, campaign, queries.get_version(request.viewer, campaign, number), editing=False)


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


def _page(
    request: Request, campaign: Campaign, shown: TableVersion, *, editing: bool, typed: Typed | None = None,
    message: str = "", removed: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    viewer = request.viewer
    loaded = queries.load_table(viewer, shown, campaign)
    compared = shown.based_on if shown.state in {TableState.DRAFT, TableState.PROPOSED} else None
    grid = grid_of(loaded, queries.rules_by_key(viewer, compared) if compared else None, typed)
    words = queries.sign_offs_of(viewer, shown)
    own = next((one for one in words if one.organisation_id == viewer.organisation_id), None)
    context = {
        **head_of(request, campaign), "version": shown, "loaded": loaded, "grid": grid, "editing": editing,
        "compared": compared, "revised": revised_since(compared, loaded), "words": words, "message": message, "removed": removed,
        "may_sign": shown.state == TableState.PROPOSED and viewer.may_sign and own is not None
        and own.state != SignOffState.SIGNED,
        "forecast": None if editing else forecast_of(loaded), "variants": list(loaded.today.variants.values()),
        "work": shown.state in queries.WORKING, "forms": list(FORMS),
    }  # fmt: skip
    return render(request, "creative/decision/plan.html", context, status=status)


def _editor(pk: UUID, key: str = "") -> str:
    return reverse("creative:plan", args=[pk], query={"edit": "yes"}) + (f"#rule-{key}" if key else "")


@signed_in
@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    """Begin a table, or the next version of what is agreed."""
    actions.start_table(by=request.viewer, campaign=get_campaign(request.viewer, pk))
    return redirect(_editor(pk))


@signed_in
def columns(request: Request, pk: UUID) -> HttpResponse:
    """Choose the signals that rules ask about."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    known = list(list_signals(request.viewer, campaign))
    working = queries.working_version(request.viewer, campaign)
    initial = {"signals": working.signals if working else []}
    form = forms.ColumnsForm(known, request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(form, actions.set_columns, by=request.viewer, campaign=campaign):
        return redirect(_editor(pk))
    context = {**head_of(request, campaign), "form": form, "title": "Signals of the table", "button": "Save"}
    return render(request, "creative/form.html", context, status=422 if form.errors else 200)


@signed_in
def policy(request: Request, pk: UUID) -> HttpResponse:
    """Which rule counts, what a missing signal means, what everyone else gets."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    working = queries.working_version(request.viewer, campaign)
    names = ("hit_policy", "missing_policy", "default")
    initial = {name: getattr(working, name) for name in names} if working else {}
    form = forms.PolicyForm(request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(form, actions.set_policy, by=request.viewer, campaign=campaign):
        return redirect(_editor(pk))
    context = {**head_of(request, campaign), "form": form, "title": "Policies of the table", "button": "Save"}
    return render(request, "creative/form.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def add_rule(request: Request, pk: UUID) -> HttpResponse:
    """Add a rule at the end, or before another one; `when-…` in the form fills its tests."""
    campaign = get_campaign(request.viewer, pk)
    when = {name[5:]: str(value) for name, value in request.POST.items() if name.startswith("when-")}
    before = request.POST.get("before", "")
    made = actions.add_rule(by=request.viewer, campaign=campaign, when=when, before=before)
    return redirect(_editor(pk, made.key))


@signed_in
@require_POST
def change_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Save one row of the editor; one that cannot be read comes back as it was typed."""
    campaign = get_campaign(request.viewer, pk)
    when = {name[5:]: str(value) for name, value in request.POST.items() if name.startswith("when-")}
    try:
        actions.change_rule(
            by=request.viewer, campaign=campaign, key=key, when=when, then=request.POST.get("then", ""),
            note=request.POST.get("note", ""), seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except (Invalid, Conflict) as error:
        fields = error.fields if isinstance(error, Invalid) else {}
        wrong = {name.removeprefix("when-"): words for name, words in fields.items()}
        typed = Typed(key, when, request.POST.get("then", ""), wrong)
        status = 422 if isinstance(error, Invalid) else 409
        working = queries.working_version(request.viewer, campaign)
        if working is None:
            raise NotFound from error
        message = "" if fields else error.message
        return _page(request, campaign, working, editing=True, typed=typed, message=message, status=status)
    return redirect(_editor(pk, key))


@signed_in
@require_POST
def move_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Move a rule to a place."""
    campaign = get_campaign(request.viewer, pk)
    try:
        to = int(request.POST.get("to", ""))
    except ValueError as error:
        raise NotFound from error
    actions.move_rule(by=request.viewer, campaign=campaign, key=key, to=to)
    return redirect(_editor(pk, key))


@signed_in
@require_POST
def remove_rule(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Take a rule out, and offer to put it back."""
    campaign = get_campaign(request.viewer, pk)
    gone = actions.remove_rule(by=request.viewer, campaign=campaign, key=key)
    kept = actions.kept_of(campaign.pk, gone)
    working = queries.working_version(request.viewer, campaign)
    if working is None:
        raise NotFound
    return _page(request, campaign, working, editing=True, removed=kept)


@signed_in
@require_POST
def restore_rule(request: Request, pk: UUID) -> HttpResponse:
    """Put back what was just taken out."""
    campaign = get_campaign(request.viewer, pk)
    back = actions.restore_rule(by=request.viewer, campaign=campaign, kept=request.POST.get("kept", ""))
    return redirect(_editor(pk, back.key))


@signed_in
@require_POST
def accept(request: Request, pk: UUID, key: str) -> HttpResponse:
    """A rule is meant to overlap with those before it."""
    campaign = get_campaign(request.viewer, pk)
    actions.accept_overlap(by=request.viewer, campaign=campaign, key=key, others=request.POST.getlist("other"))
    return redirect("creative:plan", pk)


@signed_in
def case(request: Request, pk: UUID) -> HttpResponse:
    """Try one impression: what it would be shown, and why each other rule did not hold."""
    campaign = get_campaign(request.viewer, pk)
    working = queries.working_version(request.viewer, campaign)
    if working is None:
        raise NotFound
    loaded = queries.load_table(request.viewer, working, campaign)
    form = forms.CaseForm(loaded, request.GET if "try" in request.GET else None)
    decision, shown = None, list[object]()
    if form.is_bound and form.is_valid():
        try:
            decision = evaluate(loaded.table, form.case(loaded))
        except EngineError as error:
            form.add_error(None, str(error))
    names = {one.key: one.name for one in loaded.signals}
    steps = []
    if decision is not None:
        keys = [key for outputs in decision.outputs for output in outputs for key in variants_of(output)]
        shown = [loaded.variants.get(key, key) for key in keys]
        steps = [(step, [_said(failed, names) for failed in step.failed]) for step in decision.trace]
    context = {
        **head_of(request, campaign), "form": form, "decision": decision, "shown": shown, "steps": steps,
        "version": working,
    }  # fmt: skip
    return render(request, "creative/decision/case.html", context, status=422 if form.errors else 200)


def _said(failed: Failed, names: dict[str, str]) -> str:
    met = "it is missing" if failed.value is None else f"it is {failed.value}"
    return f"{names.get(failed.signal, failed.signal)} had to be {failed.test}, and {met}"


@signed_in
@require_POST
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Put the draft before the creative and media sides."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.ProposeForm(request.POST)
    if not form.is_valid():
        raise NotFound
    signoff.propose_table(by=request.viewer, campaign=campaign, **form.cleaned_data)
    return redirect("creative:plan", pk)


@signed_in
@require_POST
def sign(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Sign the proposed version off."""
    signoff.sign_table(by=request.viewer, campaign=get_campaign(request.viewer, pk), number=number)
    return redirect("creative:plan", pk)


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
