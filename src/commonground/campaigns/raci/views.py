"""Pages of a matrix: the grid, a cell, a row, a role, versions, exports."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.raci import actions, forms, queries, removals
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.export import export_of
from commonground.campaigns.raci.grid import Grid, build_grid
from commonground.campaigns.raci.models import MatrixRow, MatrixVersion
from commonground.campaigns.raci.providers import row_subject
from commonground.campaigns.raci.rules import thresholds_of
from commonground.campaigns.signature.actions import mark_opened
from commonground.campaigns.signature.enums import SignatureState
from commonground.campaigns.signature.queries import words_on
from commonground.engines.raci.effects import effects
from commonground.engines.raci.matrix import Kind, Letters, Row
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound
from commonground.kit.forms import carried_out
from commonground.people.models import Organisation
from commonground.people.note.panel import notes_panel
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer
from commonground.web import htmx

FILTERS = (("", "All rows", "total"), ("changed", "Changed", "changed"), ("flagged", "Flagged", "flagged"))


@signed_in
def grid(request: Request, pk: UUID) -> HttpResponse:
    """The matrix that people work on now, or how to get the first one."""
    campaign = get_campaign(request.viewer, pk)
    version = queries.working_version(request.viewer, campaign)
    if version is None:
        return render(request, "campaigns/raci/start.html", head_of(request, campaign))
    return _grid_page(request, campaign, version, editable=request.viewer.may_write)


@signed_in
def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One version as it is or was, to read."""
    campaign = get_campaign(request.viewer, pk)
    return _grid_page(request, campaign, queries.get_version(request.viewer, campaign, number), editable=False)


def _grid_page(request: Request, campaign: Campaign, shown: MatrixVersion, *, editable: bool) -> HttpResponse:
    viewer, show = request.viewer, request.GET.get("show", "")
    mark_opened(by=viewer, version=shown)
    here = {participant.organisation_id for participant in campaign.participants.all()}
    loaded = queries.load_matrix(viewer, shown, here)
    working = editable or shown == queries.working_version(viewer, campaign)
    laid_out = build_grid(
        viewer, campaign, loaded, today=clock.today(viewer.time_zone), show=show, editable=editable, linked=working
    )
    other = shown.state != VersionState.PROPOSED
    proposed = queries.version_in(viewer, campaign, VersionState.PROPOSED) if other else None
    context = {
        **head_of(request, campaign),
        "version": shown,
        "grid": laid_out,
        "choices": _filters(laid_out, show),
        "words": words_on(viewer, campaign, shown) if shown.proposed_at else [],
        "proposed": proposed,
        "working": working,
        "phases": loaded.matrix.phases,
        "removed": removals.removed_from(request, campaign) if editable else [],
        "notes": "" if editable else notes_panel(request, "raci-version", shown.pk),
    }
    return render(request, "campaigns/raci/grid.html", context)


def _filters(laid_out: Grid, show: str) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?show={key}" if key else "?", "current": key == show, "count": getattr(laid_out, of)}
        for key, label, of in FILTERS
    ]


@signed_in
@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    """Start with an empty matrix."""
    campaign = get_campaign(request.viewer, pk)
    actions.draft_of(by=request.viewer, campaign=campaign)
    return redirect("campaigns:raci", pk)


@signed_in
def versions(request: Request, pk: UUID) -> HttpResponse:
    """Every version, what became of it, and who agreed."""
    campaign = get_campaign(request.viewer, pk)
    listed = queries.list_versions(request.viewer, campaign).prefetch_related("signatures__organisation")
    place = {one.organisation_id: number for number, one in enumerate(campaign.participants.all())}
    rows = [(version, sorted(_signers(version), key=lambda one: place.get(one.pk, len(place)))) for version in listed]
    return render(request, "campaigns/raci/versions.html", {**head_of(request, campaign), "versions": rows})


def _signers(version: MatrixVersion) -> list[Organisation]:
    return [said.organisation for said in version.signatures.all() if said.state == SignatureState.SIGNED]


@signed_in
def export(request: Request, pk: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: xlsx, csv, md or json."""
    campaign = get_campaign(request.viewer, pk)
    loaded = queries.load_matrix(request.viewer, queries.get_version(request.viewer, campaign, number))
    name, media_type, data = export_of(campaign.name, loaded, form)
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@signed_in
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Put the draft aside, after asking."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    if request.method == "POST":
        actions.discard_draft(by=request.viewer, campaign=campaign)
        removals.forget(request, campaign)
        return redirect("campaigns:raci", pk)
    draft = queries.version_in(request.viewer, campaign, VersionState.DRAFT)
    if draft is None:
        raise NotFound
    return render(request, "campaigns/raci/discard.html", {**head_of(request, campaign), "version": draft})


@signed_in
def settings(request: Request, pk: UUID) -> HttpResponse:
    """Which letters, and where the warnings begin."""
    campaign = get_campaign(request.viewer, pk)
    working = queries.working_version(request.viewer, campaign)
    shown = forms.SettingsForm.values_of(thresholds_of(campaign.thresholds), working)
    seen = actions.seen_rules(request.viewer, campaign)
    given = request.POST.copy() if request.method == "POST" else None
    if given is not None and "defaults" in given:
        given.update({name: str(value) for name, value in forms.SettingsForm.default_values().items()})
    form = forms.SettingsForm(given, initial={**shown, "seen": seen})
    if request.method == "POST":
        if carried_out(form, lambda kind, seen, **_: actions.set_rules(
            by=request.viewer, campaign=campaign, kind=kind, wanted=form.thresholds(), seen=seen
        )):  # fmt: skip
            return redirect("campaigns:raci", pk)
        form.refresh(seen)
    return _form(request, campaign, form, "Rules and letters", "Save", defaults=True)


@signed_in
def cell(request: Request, pk: UUID) -> HttpResponse:
    """One cell: its letters, and what each choice would clear or cause."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    shown = queries.working_version(request.viewer, campaign)
    row_key, _, role_key = request.GET.get("cell", "").partition(":")
    if shown is None:
        raise NotFound
    loaded = queries.load_matrix(request.viewer, shown)
    number, row = next(((n, r) for n, r in enumerate(loaded.matrix.rows, 1) if r.key == row_key), (0, None))
    head = next((role for role in loaded.roles if role.key == role_key), None)
    if row is None or head is None:
        raise NotFound
    context = {
        **head_of(request, campaign), "version": shown, "row": row, "number": number, "role": head,
        "now": row.cells[role_key].value if role_key in row.cells else "",
        "choices": _choices(request.viewer, campaign, loaded, row, role_key), "in_popover": htmx.is_fragment(request),
    }  # fmt: skip
    template = "campaigns/raci/_cell.html" if htmx.is_fragment(request) else "campaigns/raci/cell.html"
    return render(request, template, context)


def _choices(viewer: Viewer, campaign: Campaign, loaded: queries.Loaded, row: Row, role: str) -> list[dict[str, Any]]:
    context = queries.context_of(campaign, loaded.version, today=clock.today(viewer.time_zone))
    bounds = thresholds_of(campaign.thresholds)
    letters = [None, Letters.I, Letters.C, Letters.R, Letters.A, Letters.AR]
    if loaded.matrix.kind == Kind.RASCI:
        letters.insert(3, Letters.S)
    found = []
    for choice in letters:
        cleared, caused = effects(loaded.matrix, context, row.key, role, choice, bounds)
        found.append({"value": choice.value if choice else "", "label": choice.value if choice else "None",
                      "cleared": cleared, "caused": caused})  # fmt: skip
    return found


@signed_in
@require_POST
def set_letters(request: Request, pk: UUID, row: str) -> HttpResponse:
    """Set a cell. The row comes back; where a draft had to be started, the whole page does."""
    campaign = get_campaign(request.viewer, pk)
    before = queries.working_version(request.viewer, campaign)
    role, letters = request.POST.get("role", ""), _spelt(request.POST.get("letters", ""))
    seen = request.POST.get("seen")
    taken = None
    try:
        actions.set_letters(
            by=request.viewer, campaign=campaign, row=row, role=role, letters=letters,
            seen=None if seen is None else _spelt(seen),
        )  # fmt: skip
    except actions.CellTaken as error:
        taken = error
    after = queries.working_version(request.viewer, campaign)
    if not htmx.is_fragment(request) and taken is None:
        return redirect(f"{reverse('campaigns:raci', args=[pk])}#row-{row}")
    if after != before and after is not None and taken is None:
        # No fragment: going to one would take the focus from the cell that `at` names.
        where = urlencode({"draft": after.number, "at": f"{row}:{role}", "show": htmx.page_parameter(request, "show")})
        return htmx.redirect(request, f"{reverse('campaigns:raci', args=[pk])}?{where}")
    return _row_answer(request, campaign, row, taken=taken, wanted=letters, role=role)


def _spelt(letters: str) -> str:
    return "A/R" if letters in {"AR", "RA", "R/A"} else letters


def _row_answer(
    request: Request, campaign: Campaign, row: str, *, taken: actions.CellTaken | None, wanted: str, role: str
) -> HttpResponse:
    viewer = request.viewer
    shown = queries.working_version(viewer, campaign)
    if shown is None:
        raise NotFound
    loaded = queries.load_matrix(viewer, shown)
    today = clock.today(viewer.time_zone)
    laid_out = build_grid(viewer, campaign, loaded, today=today, editable=True, only_row=row)
    choices = _filters(laid_out, htmx.page_parameter(request, "show"))
    context = {
        **head_of(request, campaign), "grid": laid_out, "version": shown, "choices": choices,
        "taken": taken, "wanted": wanted, "role": role, "row_key": row,
        "row": next((r for phase in laid_out.phases for r in phase.rows), None),
    }  # fmt: skip
    if not htmx.is_fragment(request):
        return render(request, "campaigns/raci/taken.html", context, status=409)
    answer = render(request, "campaigns/raci/_row_answer.html", context)
    answer.headers["HX-Trigger-After-Settle"] = json.dumps({"cell-set": True})
    return answer


def _added(*, seen: str, **facts: Any) -> MatrixRow:
    return actions.add_row(**facts)


@signed_in
def add_row(request: Request, pk: UUID) -> HttpResponse:
    """Add a task or decision."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.RowForm(request.POST or None, initial={"phase": request.GET.get("phase", "")})
    if request.method == "POST":
        made = carried_out(form, _added, by=request.viewer, campaign=campaign, after=request.GET.get("after", ""))
        if made:
            return redirect(f"{reverse('campaigns:raci', args=[pk])}#row-{made.key}")
    return _form(request, campaign, form, "Add a row", "Add the row")


@signed_in
def row(request: Request, pk: UUID, row: str) -> HttpResponse:
    """One row: its words, its letters one by one, what was said on it."""
    campaign = get_campaign(request.viewer, pk)
    shown = queries.working_version(request.viewer, campaign)
    if shown is None:
        raise NotFound
    held = queries.get_row(shown, row)
    initial = {name: getattr(held, name) for name in ("task", "phase", "kind", "note")}
    form = forms.RowForm(request.POST or None, initial={**initial, "seen": actions.seen_of(held)})
    if request.method == "POST":
        if carried_out(form, actions.edit_row, by=request.viewer, campaign=campaign, row=row):
            return redirect(f"{reverse('campaigns:raci', args=[pk])}#row-{row}")
        form.refresh(actions.seen_of(held))
    return _row_page(request, campaign, shown, row, form, forms.CommentForm())


def _row_page(
    request: Request, campaign: Campaign, shown: MatrixVersion, row: str, form: forms.RowForm, said: forms.CommentForm
) -> HttpResponse:
    loaded = queries.load_matrix(request.viewer, shown)
    today = clock.today(request.viewer.time_zone)
    laid_out = build_grid(request.viewer, campaign, loaded, today=today, only_row=row)
    held = queries.get_row(shown, row)
    context = {
        **head_of(request, campaign), "version": shown, "form": form, "said": said, "phases": loaded.matrix.phases,
        "row": next(r for phase in laid_out.phases for r in phase.rows), "held": held,
        "cells": [(role, held.cells.get(role.key, "")) for role in loaded.roles],
        "comments": queries.list_comments(request.viewer, campaign, row),
        "notes": notes_panel(request, "raci-row", campaign.pk, row),
    }  # fmt: skip
    status = 422 if form.errors or said.errors else 200
    return render(request, "campaigns/raci/row.html", context, status=status)


@signed_in
@require_POST
def move_row(request: Request, pk: UUID, row: str) -> HttpResponse:
    """Move a row by one place."""
    campaign = get_campaign(request.viewer, pk)
    by_rows = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if by_rows is None:
        raise Invalid("A row moves up or down.")
    actions.move_row(by=request.viewer, campaign=campaign, row=row, by_rows=by_rows)
    return redirect(f"{reverse('campaigns:raci', args=[pk])}#row-{row}")


@signed_in
@require_POST
def remove_row(request: Request, pk: UUID, row: str) -> HttpResponse:
    """Take a row out, and offer to put it back."""
    campaign = get_campaign(request.viewer, pk)
    gone = actions.remove_row(by=request.viewer, campaign=campaign, row=row)
    removals.remember(request, campaign, gone.task, "row", actions.kept_of(campaign, gone))
    return redirect("campaigns:raci", pk)


@signed_in
@require_POST
def restore_row(request: Request, pk: UUID) -> HttpResponse:
    """Put back what was just taken out."""
    campaign = get_campaign(request.viewer, pk)
    kept = request.POST.get("kept", "")
    back = actions.restore_kept_row(by=request.viewer, campaign=campaign, kept=kept)
    removals.put_back(request, kept)
    return redirect(f"{reverse('campaigns:raci', args=[pk])}#row-{back.key}")


@signed_in
@require_POST
def comment(request: Request, pk: UUID, row: str) -> HttpResponse:
    """Say something on a row."""
    campaign = get_campaign(request.viewer, pk)
    said = forms.CommentForm(request.POST)
    if carried_out(said, actions.comment_on_row, by=request.viewer, campaign=campaign, row=row):
        return redirect(f"{reverse('campaigns:raci-row', args=[pk, row])}#comments")
    shown = queries.working_version(request.viewer, campaign)
    if shown is None:
        raise NotFound
    held = queries.get_row(shown, row)
    words = {name: getattr(held, name) for name in ("task", "phase", "kind", "note")}
    return _row_page(request, campaign, shown, row, forms.RowForm(initial=words), said)


@signed_in
def said(request: Request, comment: UUID) -> HttpResponse:
    """A comment, where it stands."""
    found = queries.get_comment(request.viewer, comment)
    return redirect(f"{row_subject(request.viewer, found.campaign_id, found.row_key).url}#comments")


@signed_in
@require_POST
def withdraw_comment(request: Request, pk: UUID, comment: UUID) -> HttpResponse:
    """Take one's own comment back."""
    campaign = get_campaign(request.viewer, pk)
    row = actions.withdraw_comment(by=request.viewer, campaign=campaign, comment=comment)
    return redirect(f"{reverse('campaigns:raci-row', args=[pk, row])}#comments")


def _save_role(request: Request, campaign: Campaign, form: forms.RoleForm, role: str | None) -> object:
    def act(title: str, organisation: str, holder: Any, holder_name: str, vacant: bool, seen: str) -> object:
        facts: dict[str, Any] = {"title": title, "organisation": UUID(organisation) if organisation else None,
                 "holder": holder.pk if holder else None, "holder_name": holder_name, "vacant": vacant}  # fmt: skip
        if role is None:
            return actions.add_role(by=request.viewer, campaign=campaign, **facts)
        return actions.edit_role(by=request.viewer, campaign=campaign, role=role, seen=seen, **facts)

    return carried_out(form, act)


@signed_in
def add_role(request: Request, pk: UUID) -> HttpResponse:
    """Add a column."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.RoleForm(request.viewer, campaign, request.POST or None)
    if request.method == "POST" and _save_role(request, campaign, form, None):
        return redirect("campaigns:raci", pk)
    return _form(request, campaign, form, "Add a role", "Add the role")


@signed_in
def role(request: Request, pk: UUID, role: str) -> HttpResponse:
    """Change a role, or who holds it."""
    campaign = get_campaign(request.viewer, pk)
    shown = queries.working_version(request.viewer, campaign)
    if shown is None:
        raise NotFound
    held = queries.get_role(shown, role)
    initial = {"title": held.title, "organisation": str(held.organisation_id or ""), "holder": held.holder_id,
               "holder_name": held.holder_name, "vacant": held.vacant}  # fmt: skip
    form = forms.RoleForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        if _save_role(request, campaign, form, role):
            return redirect("campaigns:raci", pk)
        form.refresh(actions.seen_of(held))
    return _form(request, campaign, form, f"Role: {held.title}", "Save the role", role=held)


@signed_in
def remove_role(request: Request, pk: UUID, role: str) -> HttpResponse:
    """Take a column out, after saying how many letters go with it."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    shown = queries.working_version(request.viewer, campaign)
    if shown is None:
        raise NotFound
    held = queries.get_role(shown, role)
    if request.method == "POST":
        gone = actions.remove_role(by=request.viewer, campaign=campaign, role=role)
        removals.remember(request, campaign, gone.title, "role", actions.kept_role_of(campaign, gone))
        return redirect("campaigns:raci", pk)
    letters = sum(role in row.cells for row in shown.rows.all())
    return render(
        request, "campaigns/raci/remove_role.html", {**head_of(request, campaign), "role": held, "letters": letters}
    )


@signed_in
@require_POST
def restore_role(request: Request, pk: UUID) -> HttpResponse:
    """Put back a column that was just taken out."""
    kept = request.POST.get("kept", "")
    actions.restore_kept_role(by=request.viewer, campaign=get_campaign(request.viewer, pk), kept=kept)
    removals.put_back(request, kept)
    return redirect("campaigns:raci", pk)


def _form(request: Request, campaign: Campaign, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    request.viewer.writing()
    shown = queries.working_version(request.viewer, campaign)
    phases = queries.load_matrix(request.viewer, shown).matrix.phases if shown else ()
    context = {**head_of(request, campaign), "form": form, "title": title, "button": button, "phases": phases, **more}
    return render(request, "campaigns/raci/form.html", context, status=422 if form.errors else 200)
