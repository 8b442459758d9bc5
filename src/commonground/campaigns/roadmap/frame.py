"""The frame of a draft: its phases, its first day and its launch."""

from datetime import date

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.roadmap.actions import draft_of
from commonground.campaigns.roadmap.models import RoadmapPhase, RoadmapVersion
from commonground.campaigns.roadmap.queries import get_phase
from commonground.campaigns.roadmap.rules import PHASES_LIMIT, check_day, new_key, seen_dates, seen_phase
from commonground.engines.roadmap.plan import MOST_DAYS
from commonground.kit.errors import Conflict, Invalid
from commonground.kit.record import check_fields
from commonground.people.viewer.models import Viewer
from commonground.web.dates import day as day_in_words


def _checked_lead(lead: int) -> int:
    if not 0 <= lead <= MOST_DAYS:
        raise Invalid("Some of this cannot be saved.", fields={"lead": f"From 0 to {MOST_DAYS:,} working days."})
    return lead


@transaction.atomic
def add_phase(*, by: Viewer, campaign: Campaign, title: str, lead: int = 0) -> RoadmapPhase:
    """Add a phase at the end; `lead` is the working days that it keeps free before the launch."""
    draft = draft_of(by=by, campaign=campaign)
    phases = list(draft.phases.all())
    if len(phases) >= PHASES_LIMIT:
        raise Invalid(f"At most {PHASES_LIMIT} phases.")
    phase = RoadmapPhase(version=draft, key=new_key(), position=len(phases), title=title, lead=_checked_lead(lead))
    check_fields(phase)
    phase.save()
    log(by, f"added a phase to roadmap v{draft.number}", campaign, phase=phase.title)
    return phase


@transaction.atomic
def edit_phase(
    *, by: Viewer, campaign: Campaign, phase: str, title: str, lead: int, seen: str | None = None
) -> RoadmapPhase:
    """Change the words of a phase, or how long before the launch it ends. `seen` is the mark of what was looked at."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_phase(draft, phase)
    if seen and seen != seen_phase(held.title, held.lead):
        raise Conflict(
            "Your changes are not saved. Somebody has changed this phase meanwhile: it is now called"
            f" “{held.title}” and keeps {held.lead} working day{'' if held.lead == 1 else 's'} free before the launch. Save"
            " again to put yours in its place."
        )
    held.title, held.lead = title, _checked_lead(lead)
    check_fields(held)
    held.save()
    log(by, f"changed a phase of roadmap v{draft.number}", campaign, phase=held.title)
    return held


@transaction.atomic
def remove_phase(*, by: Viewer, campaign: Campaign, phase: str) -> RoadmapPhase:
    """Take a phase out; its deliverables stay, in none."""
    draft = draft_of(by=by, campaign=campaign)
    held = get_phase(draft, phase)
    draft.deliverables.filter(phase=phase).update(phase="")
    RoadmapPhase.objects.filter(pk=held.pk).delete()
    log(by, f"took a phase out of roadmap v{draft.number}", campaign, phase=held.title)
    return held


@transaction.atomic
def set_dates(
    *, by: Viewer, campaign: Campaign, starts_on: date | None, launch_on: date | None, seen: str | None = None
) -> RoadmapVersion:
    """Say from when work may start, and the launch that is counted back from. The campaign's own moves when it is published."""
    draft = draft_of(by=by, campaign=campaign)
    if seen and seen != seen_dates(draft.starts_on, draft.launch_on):
        launch = day_in_words(draft.launch_on) if draft.launch_on else "not set"
        start = day_in_words(draft.starts_on) if draft.starts_on else "not set"
        raise Conflict(
            f"Your changes are not saved. Somebody has changed these days meanwhile: first day {start}, launch {launch}."
            " Save again to put yours in their place."
        )
    check_day("starts_on", starts_on)
    check_day("launch_on", launch_on)
    if starts_on and launch_on and launch_on < starts_on:
        raise Invalid("These days do not fit together.", fields={"launch_on": "The launch is before the first day."})
    draft.starts_on, draft.launch_on = starts_on, launch_on
    draft.save()
    log(by, f"set the days of roadmap v{draft.number}", campaign, starts=str(starts_on), launch=str(launch_on))
    return draft
