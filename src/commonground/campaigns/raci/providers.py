"""What other apps show of matrices: the tab's badge, and notes on a row or a version."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.raci.queries import find_row, find_version, findings_of, load_matrix, working_version
from commonground.engines.findings import Level
from commonground.kit import clock
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject
from commonground.web.panels import Badge


def raci_badge(request: HttpRequest, campaign: Campaign) -> Badge | None:
    """How many errors the rules find in the version that people work on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    version = working_version(viewer, campaign)
    if version is None:
        return None
    findings = viewer.memo.get(f"findings:{version.pk}")
    if findings is None:
        loaded = load_matrix(viewer, version)
        viewer.memo[f"loaded:{version.pk}"] = loaded
        findings = findings_of(campaign, loaded, today=clock.today(viewer.time_zone))
    errors = sum(finding.level is Level.ERROR for finding in findings)
    return Badge(errors, f"{errors} error{'' if errors == 1 else 's'}", "err") if errors else None


def row_subject(viewer: Viewer, identity: UUID, key: str) -> Subject:
    """A row of a campaign's matrix; one that was taken out is still shown by the version that has it."""
    campaign = get_campaign(viewer, identity)
    row = find_row(viewer, campaign, key)
    url = reverse("campaigns:raci-row", args=[identity, key])
    if row.version != working_version(viewer, campaign):
        url = reverse("campaigns:raci-version", args=[identity, row.version.number])
    return Subject("raci-row", identity, row.task, url)


def version_subject(viewer: Viewer, identity: UUID) -> Subject:
    """A version of a matrix."""
    version = find_version(viewer, identity)
    url = reverse("campaigns:raci-version", args=[version.campaign_id, version.number])
    return Subject("raci-version", identity, str(version), url)
