"""A roadmap for the cast's campaign: film, claims and a go or no-go before launch."""

from datetime import UTC, date, datetime

from commonground.campaigns.acknowledgement.actions import acknowledge_roadmap, publish_roadmap
from commonground.campaigns.roadmap.actions import add_deliverable
from commonground.campaigns.roadmap.frame import add_phase, set_dates
from commonground.campaigns.roadmap.models import RoadmapVersion
from commonground.campaigns.roadmap.queries import Loaded, load_roadmap, working_version
from tests.factories.campaigns import Hope
from tests.factories.people import viewer

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
LAUNCH = date(2026, 10, 16)


def draft(story: Hope) -> dict[str, str]:
    """A draft by Ines; returns keys by short names. Claims by Tondella, film by Halyard after them, then go."""
    t, h, ines = story.tondella, story.halyard, viewer(story.tondella.ines)
    set_dates(by=ines, campaign=story.seen(), starts_on=None, launch_on=LAUNCH)
    phase = add_phase(by=ines, campaign=story.seen(), title="Creative").key
    claims = add_deliverable(
        by=ines, campaign=story.seen(), title="Claims checked", phase=phase, organisation=t.organisation.pk,
        owner=t.giulia.pk, reviewer=h.marcus.pk, due_on=date(2026, 9, 23), duration=3, acceptance="Signed off in writing",
    )  # fmt: skip
    film = add_deliverable(
        by=ines, campaign=story.seen(), title="Film cut", phase=phase, organisation=h.organisation.pk, owner=h.priya.pk,
        reviewer=t.giulia.pk, due_on=date(2026, 10, 9), duration=10, depends_on=[[claims.key, 0]], acceptance="30 seconds",
    )  # fmt: skip
    go = add_deliverable(
        by=ines, campaign=story.seen(), title="Go or no-go", milestone=True, organisation=t.organisation.pk,
        owner=t.ines.pk, due_on=date(2026, 10, 14), depends_on=[[film.key, 0]],
    )  # fmt: skip
    return {"phase": phase, "claims": claims.key, "film": film.key, "go": go.key}


def published(story: Hope) -> dict[str, str]:
    """The same, published by Ines: Halyard has not acknowledged it."""
    keys = draft(story)
    publish_roadmap(by=viewer(story.tondella.ines), campaign=story.seen())
    return keys


def acknowledged(story: Hope) -> dict[str, str]:
    """The same, acknowledged by both."""
    keys = published(story)
    acknowledge_roadmap(by=viewer(story.halyard.marcus), campaign=story.seen(), number=1)
    return keys


def working(story: Hope) -> RoadmapVersion:
    """The version that people work on."""
    found = working_version(viewer(story.tondella.ines), story.seen())
    assert found is not None
    return found


def loaded(story: Hope) -> Loaded:
    """The same, read whole."""
    return load_roadmap(viewer(story.tondella.ines), working(story), story.seen())
