"""The verdict on a campaign's page, and what each check means."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.campaigns.raci.forms import SettingsForm
from commonground.engines.findings import Finding
from commonground.engines.readiness import BY_ID, CHECKS
from commonground.kit import clock
from commonground.kit.errors import NotAllowed, NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer
from commonground.readiness.check.examples import EXAMPLES
from commonground.readiness.check.places import MendingPlace, place_of
from commonground.readiness.check.queries import judge_campaigns, shown
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from commonground.readiness.waiver.forms import WaiverForm
from commonground.readiness.waiver.queries import get_waiver, refusal_to_waive

SENTENCES = {
    "err": "What is marked as an error blocks the launch. The rest does not, but each wants an answer: mend it or waive it.",
    "ok": "Nothing blocks the launch.",
    "draft": "Give the campaign a goal, a launch date or a responsibility matrix, and it is checked.",
}


def overview_panel(request: HttpRequest, campaign: Campaign) -> SafeString:
    """The verdict, the findings with a link to where each is mended, and what was waived."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return render_to_string("readiness/check/panel.html", _assessed(viewer, campaign), request)


def _assessed(viewer: Viewer, campaign: Campaign) -> dict[str, Any]:
    judged = judge_campaigns(viewer, [campaign])[campaign.pk]
    assessment, rows = judged.assessment, judged.loaded.matrix.rows if judged.loaded else ()
    numbers = {row.key: number for number, row in enumerate(rows, start=1)}
    given = {waiver.fingerprint: waiver for waiver in judged.waivers}
    verdict = shown(assessment)
    findings = [
        (
            finding,
            place_of(viewer, campaign, finding, numbers),
            viewer.may_sign and not refusal_to_waive(viewer, campaign, finding),
        )
        for finding in assessment.findings
    ]
    return {
        "campaign": campaign,
        "assessment": assessment,
        "verdict": verdict,
        "sentence": SENTENCES[verdict.state],
        "findings": findings,
        "groups": _grouped(findings),
        "waived": [
            (one.finding, place_of(viewer, campaign, one.finding, numbers), given.get(one.finding.fingerprint))
            for one in assessment.waived
        ],
        "checked_at": clock.now(),
    }


BOUNDS = {
    "RACI-005": ("responsible_per_row",),
    "RACI-006": ("accountable_rows_per_person", "accountable_share_per_person", "rows_before_share_counts"),
    "RACI-007": ("consulted_share",),
    "RACI-011": ("rows_before_one_organisation_counts",),
}


def _bounds(identity: str) -> list[tuple[str, Any]]:
    """Where a check begins unless the campaign says otherwise, in the words of the form that sets it."""
    values = SettingsForm.default_values()
    return [(str(SettingsForm.base_fields[name].label), values[name]) for name in BOUNDS.get(identity, ())]


CROWD = 3
TOGETHER = {"RACI-013": "Not countersigned by {} organisations", "PLAN-004": "{} participants have not joined yet"}
Row = tuple[Finding, MendingPlace, bool]


def _grouped(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Findings of one rule under words for all of them, once they would crowd the page; a few stand alone."""
    found: list[tuple[str, list[Row]]] = []
    for rule, several in groupby(rows, lambda row: row[0].id):
        together = list(several)
        if len(together) < CROWD:
            found += [("", [one]) for one in together]
        else:
            words = TOGETHER.get(rule, f"{BY_ID[rule].title}: {{}} times")
            found.append((words.format(len(together)), together))
    return found


@signed_in
def checks(request: Request) -> HttpResponse:
    """Every check there is."""
    return render(request, "readiness/check/list.html", {"checks": CHECKS})


@signed_in
def explain(request: Request, identity: str) -> HttpResponse:
    """What a check finds, why it matters, how it is mended."""
    if identity not in BY_ID:
        raise NotFound
    context = {"check": BY_ID[identity], "example": EXAMPLES[identity], "bounds": _bounds(identity)}
    return render(request, "readiness/check/explain.html", context)


@signed_in
def waive(request: Request, pk: UUID) -> HttpResponse:
    """Set a finding aside; it has to be one that the campaign has now."""
    campaign = get_campaign(request.viewer, pk)
    wanted = request.GET.get("finding", "")
    assessed = _assessed(request.viewer, campaign)
    finding = next((one for one, *_ in assessed["findings"] if one.fingerprint == wanted), None)
    if finding is None:
        raise NotFound
    if refused := refusal_to_waive(request.viewer, campaign, finding):
        raise NotAllowed(refused)
    request.viewer.signing()
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, waive_finding, by=request.viewer, campaign=campaign, finding=finding
    ):
        return redirect("campaigns:campaign-detail", pk)
    context = {**head_of(request, campaign), "form": form, "finding": finding}
    return render(request, "readiness/waiver/form.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: Request, pk: UUID, waiver: UUID) -> HttpResponse:
    """Take a waiver back."""
    campaign = get_campaign(request.viewer, pk)
    withdraw_waiver(by=request.viewer, campaign=campaign, waiver=get_waiver(request.viewer, campaign, waiver))
    return redirect("campaigns:campaign-detail", pk)
