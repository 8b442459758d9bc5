"""Changing the table where it stands: one cell beside itself, and rows that were copied in a spreadsheet."""

from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision import actions, forms, queries
from commonground.creative.decision.grid import OpenCell, open_cell
from commonground.creative.decision.models import TableVersion
from commonground.creative.decision.rows import Rows, rows_of
from commonground.creative.decision.stored import Loaded, as_draft
from commonground.creative.decision.views import after_change, plan_context, working_or_404
from commonground.creative.variant.queries import list_variants
from commonground.kit.errors import Conflict, Invalid
from commonground.kit.forms import CONFLICT, carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.web import htmx

SHOWN = 200
APPEND, INSTEAD = "append", "instead"


@signed_in
def cell(request: Request, pk: UUID) -> HttpResponse:
    """One cell: what stands in it, saved beside the table or, without scripts, on a page."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    working = working_or_404(request, campaign)
    sent = request.method == "POST"
    value = (request.POST if sent else request.GET).get("cell", "")
    key, _, column = value.partition(":")
    form = forms.CellForm(column, request.POST if sent else None)
    if sent and carried_out(form, actions.set_cell, by=request.viewer, campaign=campaign, key=key, column=column):
        return after_change(request, campaign, working, at=value)
    shown = open_cell(as_draft(queries.load_table(request.viewer, working, campaign)), value)
    form.initial = {"text": shown.text, "seen": shown.text}
    return _cell_page(request, campaign, working, shown, form)


def _cell_page(
    request: Request, campaign: Campaign, working: TableVersion, shown: OpenCell, form: forms.CellForm
) -> HttpResponse:
    """The form of one cell. Who is told of a conflict in the popover sees the table as it is now behind it."""
    conflict = form.is_bound and form.has_error(NON_FIELD_ERRORS, CONFLICT)
    form.refresh(shown.text)
    fragment = htmx.is_fragment(request)
    context = {"cell": shown, "form": form, "conflict": conflict, "in_popover": fragment}
    if fragment and conflict:
        context |= plan_context(request, campaign, working)
    else:
        variants = [] if shown.signal else list_variants(request.viewer, campaign)
        context |= {**head_of(request, campaign), "version": working, "variants": variants}
    name = "cell" if not fragment else "_cell_conflict" if conflict else "_cell"
    status = 409 if conflict else 422 if form.errors else 200
    answer = render(request, f"creative/decision/{name}.html", context, status=status)
    return htmx.into(answer, "#cell-popover") if fragment else answer


@signed_in
def paste(request: Request, pk: UUID) -> HttpResponse:
    """Rows that were copied in a spreadsheet: what is understood of them, then all of them or nothing."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    loaded = as_draft(queries.load_table(request.viewer, working_or_404(request, campaign), campaign))
    act, form = request.POST.get("act", ""), forms.RowsForm(request.POST or None)
    rows = _read(form, loaded, instead=act == INSTEAD) if request.method == "POST" else None
    conflict = False
    if rows is not None and rows.takeable and act in {APPEND, INSTEAD}:
        try:
            actions.add_rules(
                by=request.viewer, campaign=campaign, rows=rows.to_add(), instead=act == INSTEAD,
                seen=request.POST.get("seen"),
            )  # fmt: skip
        except (Conflict, Invalid) as error:
            form.add_error(None, error.message)
            conflict = isinstance(error, Conflict)
        else:
            return redirect("creative:plan", pk)
    lines = [(one, list(zip(loaded.signals, one.words, strict=True))) for one in rows.rules[:SHOWN]] if rows else []
    context = {**head_of(request, campaign), "form": form, "rows": rows, "lines": lines, "loaded": loaded}
    wrong = form.errors or (rows is not None and not rows.takeable)
    status = 409 if conflict else 422 if wrong else 200
    return render(request, "creative/decision/paste.html", context, status=status)


def _read(form: forms.RowsForm, loaded: Loaded, *, instead: bool) -> Rows | None:
    """What is understood of what was sent; None where the form says why it cannot be read."""
    if not form.is_valid():
        return None
    try:
        return rows_of(form.cleaned_data["pasted"], loaded, instead=instead)
    except Invalid as error:
        form.add_error("pasted", error.message)
        return None
