"""What readiness knows of roadmaps: the current version of each campaign, and the world that its rules need to know."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from commonground.campaigns.acknowledgement.queries import Heading, headings_in
from commonground.campaigns.models import Campaign
from commonground.campaigns.raci.queries import Loaded as LoadedMatrix
from commonground.campaigns.roadmap.enums import RoadmapState
from commonground.campaigns.roadmap.queries import Loaded, calendars_for, load_current
from commonground.engines.roadmap import Acknowledgement, Context, Roadmap
from commonground.people.viewer.models import Viewer


def map_facts(
    viewer: Viewer, campaigns: Sequence[Campaign], matrices: Mapping[UUID, LoadedMatrix], *, today: date
) -> dict[UUID, tuple[Roadmap, Context]]:
    """(roadmap, context) of each campaign; an empty roadmap where there is none. A draft counts while nothing is published."""
    loaded = load_current(viewer, campaigns, matrices, or_draft=True)
    current = {pk: one.version.number for pk, one in loaded.items() if one.version.state == RoadmapState.CURRENT}
    headings = headings_in(viewer, campaigns, current, today=today)
    found = {}
    for campaign in campaigns:
        if campaign.pk in loaded:
            known = context_of(campaign, loaded[campaign.pk], headings.get(campaign.pk, ()), today)
            found[campaign.pk] = loaded[campaign.pk].roadmap, known
        else:
            found[campaign.pk] = Roadmap(), Context(today=today)
    return found


def context_of(campaign: Campaign, loaded: Loaded, headings: Sequence[Heading], today: date) -> Context:
    """What the rules need to know of the world around a version. Who has not joined yet cannot acknowledge."""
    return Context(
        today=today,
        calendars=calendars_for(loaded, campaign, today),
        version=loaded.version.number if headings else 0,
        acknowledged=tuple(
            Acknowledgement(str(one.organisation.pk), one.organisation.name, one.version, one.days)
            for one in headings
            if one.organisation.has_joined
        ),
        accountable_rows=frozenset(key for key, answer in loaded.answering.items() if answer.name),
    )
