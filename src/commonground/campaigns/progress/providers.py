"""What deliverables ask of their owners and reviewers, and what one waits for."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from commonground.campaigns.progress.queries import Open, list_open
from commonground.campaigns.roadmap.models import Deliverable
from commonground.kit import clock
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST, Need

NOTICE = timedelta(days=7)


def _open(viewer: Viewer) -> Open:
    return list_open(viewer, until=clock.today(viewer.time_zone) + NOTICE)


def _page(row: Deliverable) -> str:
    return reverse("campaigns:roadmap-deliverable", args=[row.version.campaign_id, row.key])


def _roadmap(row: Deliverable) -> str:
    return reverse("campaigns:roadmap", args=[row.version.campaign_id])


def deliverable_needs(viewer: Viewer) -> Iterator[Need]:
    """What the viewer is to hand over within a week, or should have."""
    today = clock.today(viewer.time_zone)
    for row in _open(viewer).due[: MOST + 1] if viewer.may_write else ():
        over = row.due_on is not None and row.due_on < today
        yield Need(
            key=f"deliver:{row.version.campaign_id}:{row.key}:{row.due_on}",
            title=f"Hand over “{row.title}”",
            why="Its day has passed: hand it over, or agree on another day." if over else "What waits for it starts after.",
            icon="milestone", kind="do", subject=row.version.campaign.name, subject_url=_roadmap(row),
            button="Open it", button_url=_page(row), due=row.due_on,
        )  # fmt: skip


def review_needs(viewer: Viewer) -> Iterator[Need]:
    """What was delivered and waits for the viewer's word."""
    for row in _open(viewer).review[: MOST + 1] if viewer.may_write else ():
        yield Need(
            key=f"accept:{row.version.campaign_id}:{row.key}:{row.said_at:%Y%m%d%H%M%S}",
            title=f"Decide on “{row.title}”: accept or return it",
            why="It was delivered. What waits for it goes on meanwhile; a late return costs more.",
            icon="badge-check", kind="decide", subject=row.version.campaign.name, subject_url=_roadmap(row),
            button="Look at it", button_url=_page(row),
            organisation=mark_of(row.organisation) if row.organisation else None, due=row.due_on,
        )  # fmt: skip


def reviews_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """What the viewer's organisation has delivered and another has not accepted yet."""
    for row in _open(viewer).waiting[: MOST + 1]:
        yield Waiting(
            what=f"Accept “{row.title}”", url=_page(row), about=row.version.campaign.name,
            asked=row.due_on or clock.today(viewer.time_zone), state="wait", state_words="Delivered, not accepted yet",
            who=row.reviewer.name if row.reviewer else "",
            organisation=mark_of(row.reviewer.organisation) if row.reviewer else None,
        )  # fmt: skip
