"""What other apps show of matrices: the tab's badge, and notes on a row or a version."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign, list_campaigns
from commonground.campaigns.raci.queries import (
    find_row,
    find_version,
    findings_of,
    list_said,
    load_matrix,
    tasks_worked_on,
    working_version,
)
from commonground.engines.findings import Level
from commonground.kit import clock
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find, words_of
from commonground.kit.words import folded
from commonground.people.search.sources import Source, Within
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject
from commonground.web.panels import Badge

ROWS_SHOWN = 5


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


def find_said(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """What was said on rows of the viewer's campaigns."""
    return find(kind="comment", query=query, among=list_said(viewer).order_by().values("pk"))


def find_matrices(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Matrices by their tasks and decisions."""
    return find(kind="raci", query=query, among=list_campaigns(viewer).order_by().values("pk"))


def rows_that_fit(viewer: Viewer, query: str, hits: Sequence[SearchDocument]) -> dict[UUID, list[Within]]:
    """The rows of each matrix that hold all of the words, or else any of them; the first few."""
    words = words_of(query)
    found = {}
    for campaign, tasks in tasks_worked_on(viewer, [hit.object_id for hit in hits]).items():
        holding = [(key, task, sum(word in folded(task) for word in words)) for key, task in tasks]
        most = max((count for *_, count in holding), default=0)
        grid = reverse("campaigns:raci", args=[campaign])
        best = [Within(task, f"{grid}#row-{quote(key)}") for key, task, count in holding if count and count == most]
        found[campaign] = best[:ROWS_SHOWN]
    return found


SAID = Source(
    "comment", "Comments", "message-square", find_said, lambda hit: reverse("campaigns:raci-said", args=[hit.object_id])
)  # fmt: skip
MATRICES = Source(
    "raci", "Tasks and decisions", "grid-3x3", find_matrices,
    lambda hit: reverse("campaigns:raci", args=[hit.object_id]), rows_that_fit,
)  # fmt: skip


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
