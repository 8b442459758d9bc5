"""What other apps show of matrices: search, and notes on a row or a version."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from commonground.campaigns.campaign.queries import get_campaign, list_campaigns
from commonground.campaigns.raci.queries import (
    find_row,
    find_version,
    list_said,
    tasks_worked_on,
    working_version,
)
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find, words_of
from commonground.kit.words import folded
from commonground.people.search.sources import Source, Within
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject

ROWS_SHOWN = 5


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
