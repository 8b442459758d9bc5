"""Pages to read a roadmap on: the timeline with its table, versions, exports; and putting a draft aside."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.acknowledgement.actions import mark_opened
from commonground.campaigns.acknowledgement.queries import same_map
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.progress.queries import accepted_counts
from commonground.campaigns.roadmap import actions, queries
from commonground.campaigns.roadmap.differences import differences_in_words
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.export import export_of
from commonground.campaigns.roadmap.models import RoadmapVersion
from commonground.campaigns.roadmap.sheet import lanes_of, schedule_of
from commonground.campaigns.roadmap.timeline import timeline
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.people.note.panel import notes_panel
from commonground.people.viewer.access import Request, signed_in


@signed_in
def roadmap(request: Request, pk: UUID) -> HttpResponse:
    """The roadmap that people work on now, or how to get the first one."""
    campaign = get_campaign(request.viewer, pk)
    version = queries.working_version(request.viewer, campaign)
    if version is None:
        return render(request, "campaigns/roadmap/start.html", head_of(request, campaign))
    return _page(request, campaign, version, working=True)


@signed_in
def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """One version as it is or was, to read."""
    campaign = get_campaign(request.viewer, pk)
    return _page(request, campaign, queries.get_version(request.viewer, campaign, number), working=False)


def _page(request: Request, campaign: Campaign, shown: RoadmapVersion, *, working: bool) -> HttpResponse:
    viewer, today = request.viewer, clock.today(request.viewer.time_zone)
    mark_opened(by=viewer, version=shown)
    loaded = queries.load_roadmap(viewer, shown, campaign)
    found = schedule_of(loaded, queries.calendars_for(loaded, campaign, today), today)
    records = queries.records_of(viewer, loaded, today=today)
    lanes = lanes_of(campaign, loaded, found, today=today, records=records, linked=working)
    current = shown if shown.state == RoadmapState.CURRENT else queries.current_version(viewer, campaign)
    context = {
        **head_of(request, campaign), "version": shown, "loaded": loaded, "lanes": lanes, "schedule": found,
        "picture": timeline(lanes, loaded.roadmap, today, f"Timeline of {campaign.name}"),
        "current": current, "headings": same_map(viewer, campaign, current, today=today), "working": working,
        "editable": working and viewer.may_write, "counts": accepted_counts(viewer, loaded),
        "changes": _changes(request, campaign, loaded), "launch_differs": _launch_differs(campaign, shown),
        "notes": notes_panel(request, "roadmap-version", shown.pk) if not working else "",
    }  # fmt: skip
    return render(request, "campaigns/roadmap/roadmap.html", context)


def _launch_differs(campaign: Campaign, shown: RoadmapVersion) -> bool:
    return shown.state == RoadmapState.CURRENT and shown.launch_on != campaign.launch_on


def _changes(request: Request, campaign: Campaign, loaded: queries.Loaded) -> tuple[RoadmapVersion, Any] | None:
    since = queries.changes_since(request.viewer, loaded, campaign)
    return (since[0], differences_in_words(since[1], loaded)) if since else None


@signed_in
@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    """Start with an empty roadmap."""
    campaign = get_campaign(request.viewer, pk)
    actions.draft_of(by=request.viewer, campaign=campaign)
    return redirect("campaigns:roadmap", pk)


@signed_in
def versions(request: Request, pk: UUID) -> HttpResponse:
    """Every version, what became of it, and who acknowledged it."""
    campaign = get_campaign(request.viewer, pk)
    listed = queries.list_versions(request.viewer, campaign).prefetch_related("acknowledgements__organisation")
    return render(request, "campaigns/roadmap/versions.html", {**head_of(request, campaign), "versions": listed})


@signed_in
def export(request: Request, pk: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: xlsx, csv or json."""
    campaign = get_campaign(request.viewer, pk)
    shown = queries.get_version(request.viewer, campaign, number)
    name, media_type, data = export_of(campaign.name, queries.load_roadmap(request.viewer, shown, campaign), form)
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
        return redirect("campaigns:roadmap", pk)
    draft = queries.version_in(request.viewer, campaign, RoadmapState.DRAFT)
    if draft is None:
        raise NotFound
    return render(request, "campaigns/roadmap/discard.html", {**head_of(request, campaign), "version": draft})
