"""What signals ask of people, and what one waits for."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse

from commonground.creative.signal.enums import ProvisionState
from commonground.creative.signal.models import Provision
from commonground.creative.signal.queries import (
    list_asked_and_told,
    list_every_placement,
    list_every_signal,
    list_waited_for,
)
from commonground.creative.signal.rules import GIVEN
from commonground.kit import clock
from commonground.kit.search.queries import find
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.search import sources
from commonground.people.search.sources import Source
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.dates import local_day, short_day
from commonground.web.needs import MOST, Need

# Nobody ticks an answer off: it is shown this long, and mailed once by its key.
TOLD = timedelta(days=5)


def _url(one: Provision) -> str:
    return reverse("creative:provision", args=[one.signal.campaign_id, one.signal_id, one.placement_id])


def provision_needs(viewer: Viewer) -> Iterator[Need]:
    """Signals that the viewer's organisation is asked to pass, until they are answered, and for some days what others have
    answered: a refusal to everybody who can ask elsewhere, anything else to whoever asked. Asked again is a new need.
    """
    found = list_asked_and_told(viewer, clock.now() - TOLD)[: MOST + 1] if viewer.may_write else ()
    for one in found:
        if one.is_open:
            yield _to_answer(one)
        elif one.state == ProvisionState.REFUSED or one.asked_by == viewer.membership:
            yield _answered(viewer, one)


def _to_answer(one: Provision) -> Need:
    return Need(
        key=f"provision:{one.pk}:{one.revision}",
        title=f"Answer: can you pass {'more of ' if one.state in GIVEN else ''}{one.signal.name} on {one.placement.name}?",
        why="Rules that ask for it never hold there until it is passed: those impressions get the fallback.",
        icon="radio-tower", kind="answer", subject=one.signal.campaign.name,
        subject_url=reverse("creative:plan", args=[one.signal.campaign_id]), button="Read and answer",
        button_url=_url(one), asked_by=one.asked_by.name, organisation=mark_of(one.asked_by.organisation),
        due=one.due_on,
    )  # fmt: skip


def _answered(viewer: Viewer, one: Provision) -> Need:
    where, by = f"{one.signal.name} on {one.placement.name}", one.answered_by
    until = local_day((one.answered_at or clock.now()) + TOLD, viewer.time_zone)
    if one.state == ProvisionState.REFUSED:
        title = f"Decide: {one.asked.name} does not pass {where}"
        why = f"“{one.words[:160]}” Ask somebody else, or let rules do without it there."
    else:
        title = f"Read: {one.asked.name} answers for {where}"
        why = f"{one.get_state_display()}, on {float(one.percent or 0):.4g} % of impressions. What may be expected counts it."
    return Need(
        key=f"provision-answered:{one.pk}:{one.revision}", title=title, why=f"{why} Shown until {short_day(until)}.",
        icon="radio-tower", kind="decide" if one.state == ProvisionState.REFUSED else "do",
        subject=one.signal.campaign.name, subject_url=reverse("creative:coverage", args=[one.signal.campaign_id]),
        button="Look at it", button_url=_url(one), asked_by=by.name if by else "", organisation=mark_of(one.asked),
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
    needs.register(provision_needs)
    waiting.register(provisions_waited_for)
    for source in (SIGNALS, PLACEMENTS):
        sources.register(source)
