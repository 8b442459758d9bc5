"""Pages on which a roadmap becomes everybody's map."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.acknowledgement import actions, forms
from commonground.campaigns.acknowledgement.queries import own_word, same_map
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.roadmap import queries
from commonground.campaigns.roadmap.differences import differences_in_words
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.models import RoadmapVersion
from commonground.campaigns.roadmap.rules import content_mark
from commonground.campaigns.roadmap.sheet import schedule_of
from commonground.kit import clock
from commonground.kit.errors import NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


def _page(request: Request, campaign: Campaign, template: str, version: RoadmapVersion, **more: Any) -> HttpResponse:
    viewer, today = request.viewer, clock.today(request.viewer.time_zone)
    loaded = queries.load_roadmap(viewer, version, campaign)
    since = queries.changes_since(viewer, loaded, campaign)
    found = schedule_of(loaded, queries.calendars_for(loaded, campaign, today), today)
    current = queries.current_version(viewer, campaign)
    form = more.get("form")
    context = {
        **head_of(request, campaign), "version": version, "loaded": loaded, "schedule": found,
        "changes": (since[0], differences_in_words(since[1], loaded)) if since else None,
        "headings": same_map(viewer, campaign, current, today=today), "current": current, **more,
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, f"campaigns/acknowledgement/{template}.html", context, status=status)


@signed_in
def publish(request: Request, pk: UUID) -> HttpResponse:
    """Publish the draft, after saying what changed and whom it asks."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    draft = queries.version_in(request.viewer, campaign, RoadmapState.DRAFT)
    if draft is None:
        raise NotReady("There is no draft to publish.")
    seen = content_mark(queries.load_roadmap(request.viewer, draft, campaign).roadmap)
    form = forms.PublishForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if form.is_bound:
        made = carried_out(form, actions.publish_roadmap, by=request.viewer, campaign=campaign)
        if made:
            request.session.pop("removed_deliverable", None)
            messages.success(
                request, f"Roadmap v{made.number} is current. Every participant is asked to acknowledge it."
            )
            return redirect("campaigns:roadmap", pk)
        form.refresh(seen)
    return _page(request, campaign, "publish", draft, form=form)


@signed_in
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    """Read what changed, and say that one's organisation navigates by it."""
    campaign = get_campaign(request.viewer, pk)
    current = queries.current_version(request.viewer, campaign)
    if current is None:
        raise NotReady("No roadmap is published yet.")
    actions.mark_opened(by=request.viewer, version=current)
    form = forms.NumberForm(request.POST if request.method == "POST" else None, initial={"number": current.number})
    if form.is_bound and carried_out(form, actions.acknowledge_roadmap, by=request.viewer, campaign=campaign):
        messages.success(request, f"{request.viewer.organisation_name} navigates by roadmap v{current.number}.")
        return redirect("campaigns:roadmap", pk)
    return _page(request, campaign, "acknowledge", current, form=form, own=own_word(request.viewer, current))


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
    organisation = _uuid(request.GET.get("organisation", ""))
    reminded = actions.remind(by=request.viewer, campaign=campaign, organisation=organisation)
    messages.success(request, f"{reminded.organisation.name} is reminded.")
    return redirect("home")
