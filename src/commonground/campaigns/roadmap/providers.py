"""What other apps show of roadmaps: the overview's timeline, search, and notes."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from commonground.campaigns.acknowledgement.queries import same_map
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign, list_campaigns
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.queries import (
    calendars_for,
    find_deliverable,
    find_version,
    load_roadmap,
    working_version,
)
from commonground.campaigns.roadmap.sheet import lanes_of, schedule_of
from commonground.campaigns.roadmap.timeline import timeline
from commonground.kit import clock
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.people.search.sources import Source
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject


def overview_panel(request: HttpRequest, campaign: Campaign) -> SafeString:
    """The road to launch in one picture."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    version, today = working_version(viewer, campaign), clock.today(viewer.time_zone)
    context: dict[str, object] = {"campaign": campaign}
    if version is not None:
        loaded = load_roadmap(viewer, version, campaign)
        found = schedule_of(loaded, calendars_for(loaded, campaign, today), today)
        lanes = lanes_of(campaign, loaded, found, today=today)
        current = version if version.state == RoadmapState.CURRENT else None
        headings = same_map(viewer, campaign, current, today=today)
        context |= {
            "version": version, "lanes": lanes,
            "picture": timeline(lanes, loaded.roadmap, today, f"Timeline of {campaign.name} to launch"),
            "behind": sum(heading.state in {"behind", "opened"} for heading in headings),
        }  # fmt: skip
    return render_to_string("campaigns/roadmap/_panel.html", context, request)


def find_roadmaps(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Roadmaps by their deliverables."""
    return find(kind="roadmap", query=query, among=list_campaigns(viewer).order_by().values("pk"))


ROADMAPS = Source(
    "roadmap",
    "Deliverables",
    "milestone",
    find_roadmaps,
    lambda hit: reverse("campaigns:roadmap", args=[hit.object_id]),
)


def deliverable_subject(viewer: Viewer, identity: UUID, key: str) -> Subject:
    """A deliverable of a campaign's roadmap; one that was taken out is still shown by the version that has it."""
    campaign = get_campaign(viewer, identity)
    row = find_deliverable(viewer, campaign, key)
    url = reverse("campaigns:roadmap-deliverable", args=[identity, key])
    if row.version != working_version(viewer, campaign):
        url = reverse("campaigns:roadmap-version", args=[identity, row.version.number])
    return Subject("deliverable", identity, row.title, url)


def version_subject(viewer: Viewer, identity: UUID) -> Subject:
    """A version of a roadmap."""
    version = find_version(viewer, identity)
    url = reverse("campaigns:roadmap-version", args=[version.campaign_id, version.number])
    return Subject("roadmap-version", identity, str(version), url)
