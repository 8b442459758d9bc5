"""What signals ask of people, and what one waits for."""

from collections.abc import Iterator

from django.urls import reverse

from commonground.creative.signal.models import Provision
from commonground.creative.signal.queries import list_asked_of, list_every_placement, list_every_signal, list_waited_for
from commonground.kit.search.queries import find
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.search import sources
from commonground.people.search.sources import Source
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.dates import local_day
from commonground.web.needs import MOST, Need


def _url(one: Provision) -> str:
    return reverse("creative:provision", args=[one.signal.campaign_id, one.signal_id, one.placement_id])


def answer_needs(viewer: Viewer) -> Iterator[Need]:
    """Signals that the viewer's organisation is asked to pass, until the day that they are needed. Asked again is a new need."""
    for one in list_asked_of(viewer)[: MOST + 1] if viewer.may_write else ():
        yield Need(
            key=f"provision:{one.pk}:{one.revision}",
            title=f"Answer: can you pass {one.signal.name} on {one.placement.name}?",
            why="Rules that ask for it never hold there until it is passed: those impressions get the fallback.",
            icon="radio-tower", kind="answer", subject=one.signal.campaign.name,
            subject_url=reverse("creative:plan", args=[one.signal.campaign_id]), button="Read and answer",
            button_url=_url(one), asked_by=one.asked_by.name, organisation=mark_of(one.asked_by.organisation),
            due=one.due_on,
        )  # fmt: skip


def provisions_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Signals that the viewer's organisation has asked others for."""
    for one in list_waited_for(viewer)[: MOST + 1]:
        yield Waiting(
            what=f"{one.signal.name} on {one.placement.name}", url=_url(one), about=one.signal.campaign.name,
            asked=local_day(one.asked_at or one.created_at, viewer.time_zone), state="wait",
            state_words="Not answered" if one.asked.has_joined else "Not joined yet: ask them, and say what they said",
            organisation=mark_of(one.asked),
        )  # fmt: skip


SIGNALS = Source(
    "signal", "Signals", "radio-tower",
    lambda viewer, query: find(kind="signal", query=query, among=list_every_signal(viewer).order_by().values("pk")),
    lambda hit: reverse("creative:signal-found", args=[hit.object_id]),
)  # fmt: skip
PLACEMENTS = Source(
    "placement", "Placements", "panel-top",
    lambda viewer, query: find(kind="placement", query=query, among=list_every_placement(viewer).order_by().values("pk")),
    lambda hit: reverse("creative:placement-found", args=[hit.object_id]),
)  # fmt: skip


def register() -> None:
    """Give the site what this slice asks for."""
    needs.register(answer_needs)
    waiting.register(provisions_waited_for)
    for source in (SIGNALS, PLACEMENTS):
        sources.register(source)
