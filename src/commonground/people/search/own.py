"""Organisations and people, as search finds them."""

from django.db.models import QuerySet
from django.urls import reverse

from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.people.membership.queries import list_people
from commonground.people.note.queries import list_own_notes
from commonground.people.organisation.queries import list_organisations
from commonground.people.search.sources import Source
from commonground.people.viewer.models import Viewer


def find_organisations(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Organisations of the viewer's directory."""
    return find(kind="organisation", query=query, among=list_organisations(viewer).order_by().values("pk"))


def find_people(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """People whom the viewer may know."""
    return find(kind="person", query=query, among=list_people(viewer).order_by().values("pk"))


def find_notes(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Private notes of the viewer's own organisation; those of others are not even counted."""
    return find(kind="note", query=query, among=list_own_notes(viewer).order_by().values("pk"))


ORGANISATIONS = Source(
    "organisation", "Organisations", "building-2", find_organisations,
    lambda hit: reverse("people:organisation-detail", args=[hit.object_id]),
)  # fmt: skip
PEOPLE = Source(
    "person", "People", "users", find_people, lambda hit: reverse("people:member", args=[hit.object_id])
)  # fmt: skip
NOTES = Source(
    "note", "Private notes", "lock", find_notes, lambda hit: reverse("people:note", args=[hit.object_id])
)  # fmt: skip
