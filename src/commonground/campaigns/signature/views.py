"""Pages on which a matrix is agreed and reviewed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.raci import queries
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.raci.removals import forget as forget_removals
from commonground.campaigns.raci.rules import content_hash
from commonground.campaigns.signature import actions, forms
from commonground.campaigns.signature.enums import SignatureState
from commonground.campaigns.signature.queries import Word, own_signature, version_to_sign, words_on
from commonground.engines.findings import Level
from commonground.engines.raci.diff import Diff
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


def _version_in(request: Request, campaign: Campaign, state: VersionState, otherwise: str) -> MatrixVersion:
    found = queries.version_in(request.viewer, campaign, state)
    if found is None:
        raise NotReady(otherwise)
    return found


def _page(request: Request, campaign: Campaign, template: str, version: MatrixVersion, **more: Any) -> HttpResponse:
    loaded = queries.load_matrix(request.viewer, version)
    findings = queries.findings_of(campaign, loaded, today=clock.today(request.viewer.time_zone))
    form = more.get("form")
    context = {
        **head_of(request, campaign), "version": version, "words": words_on(request.viewer, campaign, version),
        # Who has not signed stands in the strip; here it is about what they sign.
        "errors": sum(f.level is Level.ERROR and f.id != "RACI-013" for f in findings),
        "warnings": sum(f.level is Level.WARNING for f in findings),
        "changes": _changes(request, loaded), **more,
    }  # fmt: skip
    return render(request, f"campaigns/signature/{template}.html", context, status=422 if form and form.errors else 200)


def _changes(request: Request, loaded: queries.Loaded) -> tuple[MatrixVersion, Diff, str] | None:
    """(earlier version, difference, the difference in words without what there is none of)."""
    found = queries.changes_since(request.viewer, loaded)
    if found is None:
        return None
    earlier, changes = found
    counts = (
        (len(changes.rows_added), "row added", "rows added"), (len(changes.rows_removed), "row taken out", "rows taken out"),
        (len(changes.rows_renamed), "row renamed", "rows renamed"), (len(changes.rows_moved), "row moved", "rows moved"),
        (len(changes.cells), "cell changed", "cells changed"),
    )  # fmt: skip
    words = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    return earlier, changes, ", ".join(words)


@signed_in
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Propose the draft, after saying whom it asks and what is open."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    draft = _version_in(request, campaign, VersionState.DRAFT, "There is no draft to propose.")
    seen = content_hash(queries.content_of(queries.load_matrix(request.viewer, draft)))
    form = forms.ProposeForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST":
        made = carried_out(form, actions.propose_version, by=request.viewer, campaign=campaign)
        if made:
            forget_removals(request, campaign)
            messages.success(request, f"RACI v{made.number} is proposed to every participant.")
            return redirect("campaigns:raci", pk)
    return _page(request, campaign, "propose", draft, form=form, lost=_answers_lost(request, campaign))


def _answers_lost(request: Request, campaign: Campaign) -> list[Word]:
    """What was said of a version that is proposed already, and is asked for anew when another takes its place."""
    earlier = queries.version_in(request.viewer, campaign, VersionState.PROPOSED)
    words = words_on(request.viewer, campaign, earlier) if earlier else []
    return [word for word in words if word.state in {SignatureState.SIGNED, SignatureState.CHANGE}]


@signed_in
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Countersign the proposed version for one's organisation."""
    campaign = get_campaign(request.viewer, pk)
    proposed = version_to_sign(request.viewer, campaign)
    if proposed is None:
        raise NotReady("There is nothing to sign at this moment.")
    actions.mark_opened(by=request.viewer, version=proposed)
    form = forms.SignForm(proposed.number, request.POST or None)
    if request.method == "POST":
        made = carried_out(
            form, lambda typed: actions.countersign(by=request.viewer, campaign=campaign, number=proposed.number)
        )
        if made:
            messages.success(request, _signed(request, made))
            return redirect("campaigns:raci", pk)
    own = own_signature(request.viewer, proposed)
    return _page(request, campaign, "sign", proposed, form=form, own=own)


def _signed(request: Request, version: MatrixVersion) -> str:
    if version.state == VersionState.IN_FORCE:
        return f"{request.viewer.organisation_name} has signed. RACI v{version.number} is in force."
    return f"{request.viewer.organisation_name} has signed RACI v{version.number}."


@signed_in
def ask_for_change(request: Request, pk: UUID) -> HttpResponse:
    """Say what has to change first."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.signing()
    proposed = version_to_sign(request.viewer, campaign)
    if proposed is None:
        raise NotReady("There is nothing to answer at this moment.")
    form = forms.ChangeForm(request.POST or None, initial={"number": proposed.number})
    if request.method == "POST":
        made = carried_out(form, actions.ask_for_change, by=request.viewer, campaign=campaign)
        if made:
            messages.success(request, "Your question stands beside your name, and everybody in the campaign sees it.")
            return redirect("campaigns:raci", pk)
    return _page(request, campaign, "change", proposed, form=form)


@signed_in
def review(request: Request, pk: UUID) -> HttpResponse:
    """Look at the matrix in force again: confirm it unchanged, or change it."""
    campaign = get_campaign(request.viewer, pk)
    current = _version_in(request, campaign, VersionState.IN_FORCE, "No matrix is in force yet.")
    if request.method == "POST":
        seen = forms.NumberForm(request.POST)
        if not seen.is_valid():
            raise Invalid("This form was not filled by our page. Open the review again.")
        actions.confirm_unchanged(by=request.viewer, campaign=campaign, number=seen.cleaned_data["number"])
        messages.success(request, f"RACI v{current.number} is confirmed unchanged.")
        return redirect("campaigns:raci", pk)
    return _page(request, campaign, "review", current)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


@signed_in
@require_POST
def remind(request: Request, pk: UUID) -> HttpResponse:
    """Ask an organisation again."""
    campaign = get_campaign(request.viewer, pk)
    reminded = actions.remind(
        by=request.viewer, campaign=campaign, organisation=_uuid(request.GET.get("organisation", ""))
    )
    messages.success(request, f"{reminded.organisation.name} is reminded.")
    return redirect("home")
