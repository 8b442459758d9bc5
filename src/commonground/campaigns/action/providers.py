"""What actions ask of people, and how they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from commonground.campaigns.action import queries
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.rules import missing_words, nudge
from commonground.kit import clock
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.people.search import sources
from commonground.people.search.sources import Source
from commonground.people.viewer import nav
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.needs import MOST, Need
from commonground.web.panels import Tab, tabs


def _url(action: Action) -> str:
    return reverse("campaigns:action", args=[action.pk])


def _about(action: Action) -> tuple[str, str]:
    if action.campaign is None:
        return action.home.name, reverse("campaigns:actions")
    return action.campaign.name, reverse("campaigns:campaign-actions", args=[action.campaign.pk])


def action_needs(viewer: Viewer) -> Iterator[Need]:
    """The viewer's own actions, told when they are noted, shortly before they are due, and while they are over.

    Also what the viewer has noted and nobody does, or by no day.
    """
    today = clock.today(viewer.time_zone)
    me = viewer.membership.pk if viewer.membership else None
    for action in queries.list_open(viewer, whose="asking")[: MOST + 1]:
        subject, subject_url = _about(action)
        if action.offered_to_id == me:
            yield Need(
                key=f"action-offer:{action.pk}:{action.offered_at:%Y%m%d%H%M}", title=f"Answer: take over “{action.title}”?",
                why="It stays where it is until you accept.", icon="clipboard-list", kind="answer", subject=subject,
                subject_url=subject_url, button="Read and answer", button_url=_url(action), due=action.due_on,
                asked_by=action.owner.name if action.owner else action.noted_by.name,
                organisation=mark_of((action.owner or action.noted_by).organisation),
            )  # fmt: skip
        if action.noted_by_id == me and action.owner_id != me and (missing := missing_words(action)):
            yield Need(
                key=f"action-loose:{action.pk}:{missing}", title=f"Say {missing}: {action.title}",
                why="Talk that ends without an owner or a date is forgotten. Who noted it may say both.",
                icon="clipboard-list", kind="do", subject=subject, subject_url=subject_url, button="Open",
                button_url=_url(action), due=action.due_on,
            )  # fmt: skip
        if action.owner_id == me:
            yield Need(
                key=f"action:{action.pk}:{nudge(action.due_on, today)}", title=f"Do: {action.title}",
                why=action.source_label or "Noted for you.", icon="clipboard-list", kind="do", subject=subject,
                subject_url=subject_url, button="Open", button_url=_url(action), due=action.due_on,
                asked_by="" if action.noted_by_id == me else action.noted_by.name,
            )  # fmt: skip


def find_actions(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Actions by what they say."""
    return find(kind="action", query=query, among=queries.list_actions(viewer).order_by().values("pk"))


SOURCE = Source(
    "action", "Actions", "clipboard-list", find_actions, lambda hit: reverse("campaigns:action", args=[hit.object_id])
)  # fmt: skip


def register() -> None:
    """Give the site this slice's place, tab, needs and search."""
    nav.register_place(nav.Entry("Actions", "clipboard-list", "campaigns:actions", order=40))
    tabs.register("campaign", Tab("Actions", "campaigns:campaign-actions", order=50))
    needs.register(action_needs)
    sources.register(SOURCE)
