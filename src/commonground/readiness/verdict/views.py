"""The verdict on a campaign's page."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding
from commonground.engines.readiness import BY_ID
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer
from commonground.readiness.verdict.places import MendingPlace, place_of
from commonground.readiness.verdict.queries import Kept, last_assessment
from commonground.readiness.waiver.queries import list_waivers, refusal_to_waive

SENTENCES = {
    "err": "What is marked as an error blocks the launch. The rest does not, but each wants an answer: mend it or waive it.",
    "ok": "Nothing blocks the launch.",
    "draft": "Give the campaign a goal, a launch date or a responsibility matrix, and it is checked.",
}
CROWD = 3
TOGETHER = {"RACI-013": "Not countersigned by {} organisations", "PLAN-004": "{} participants have not joined yet"}
Row = tuple[Finding, MendingPlace, bool]


def overview_panel(request: HttpRequest, campaign: Campaign) -> SafeString:
    """The last verdict, the findings with a link to where each is mended, and what was waived.

    Where something has changed since, the tabs have the campaign checked, and this panel follows.
    """
    return _panel(request, campaign)


@signed_in
def panel(request: Request, pk: UUID) -> HttpResponse:
    """The same, of the campaign as it is now."""
    return HttpResponse(_panel(request, get_campaign(request.viewer, pk), reckon=True))


def _panel(request: HttpRequest, campaign: Campaign, *, reckon: bool = False) -> SafeString:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kept = last_assessment(viewer, campaign, reckon=reckon)
    context = {"campaign": campaign, **(_said(viewer, campaign, kept) if kept else {})}
    return render_to_string("readiness/verdict/panel.html", context, request)


def _said(viewer: Viewer, campaign: Campaign, kept: Kept) -> dict[str, Any]:
    assessment = kept.assessment
    findings = [
        (
            finding,
            place_of(viewer, campaign, finding, kept.numbers),
            viewer.may_sign and not refusal_to_waive(viewer, campaign, finding),
        )
        for finding in assessment.findings
    ]
    return {
        "assessment": assessment,
        "verdict": kept.verdict,
        "sentence": SENTENCES[kept.verdict.state],
        "findings": findings,
        "groups": _grouped(findings),
        "waived": _waived(viewer, campaign, kept),
        "checked_at": kept.at,
    }


def _waived(viewer: Viewer, campaign: Campaign, kept: Kept) -> list[Any]:
    waived = kept.assessment.waived
    given = {waiver.fingerprint: waiver for waiver in list_waivers(viewer, [campaign])} if waived else {}
    return [
        (one.finding, place_of(viewer, campaign, one.finding, kept.numbers), given[one.finding.fingerprint])
        for one in waived
        if one.finding.fingerprint in given
    ]


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
