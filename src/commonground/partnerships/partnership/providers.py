"""What partnerships ask of people, and how they are found."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.partnerships.partnership.queries import get_partnership, list_invited, list_partnerships
from commonground.people.search.sources import Source
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject
from commonground.web.needs import Need


def partnership_url(identity: UUID) -> str:
    """The page of a partnership."""
    return reverse("partnerships:partnership-detail", args=[identity])


def partnership_needs(viewer: Viewer) -> Iterator[Need]:
    """Partnerships that wait for the viewer's organisation, for those whose word binds it."""
    for party in list_invited(viewer) if viewer.may_sign else ():
        url = partnership_url(party.partnership_id)
        yield Need(
            key=f"partnership:{party.pk}", title=f"Answer the partnership {party.partnership.name}",
            why="Its campaigns are shared with you once you accept. You can leave at any time.", icon="handshake",
            kind="answer", subject=party.partnership.name, subject_url=url, button="Read and answer", button_url=url,
            organisation=mark_of(party.added_by),
        )  # fmt: skip


def partnership_subject(viewer: Viewer, identity: UUID) -> Subject:
    """A partnership that the viewer may see."""
    return Subject("partnership", identity, get_partnership(viewer, identity).name, partnership_url(identity))


def find_partnerships(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Partnerships of the viewer's organisation."""
    return find(kind="partnership", query=query, among=list_partnerships(viewer).order_by().values("pk"))


SOURCE = Source(
    "partnership", "Partnerships", "handshake", find_partnerships, lambda hit: partnership_url(hit.object_id)
)
