"""Reading private notes."""

from uuid import UUID

from django.db.models import QuerySet

from commonground.kit.errors import NotFound
from commonground.people.note.models import Note
from commonground.people.viewer.models import Viewer


def list_own_notes(viewer: Viewer) -> QuerySet[Note]:
    """Every note of the viewer's own organisation."""
    if viewer.membership is None:
        return Note.objects.none()
    return Note.objects.filter(organisation=viewer.membership.organisation_id)


def list_notes(viewer: Viewer, *, kind: str, identity: UUID, part: str = "") -> QuerySet[Note]:
    """What the viewer's own organisation has noted about a thing or its part, oldest first."""
    found = list_own_notes(viewer).filter(subject_kind=kind, subject_id=identity, part=part)
    return found.select_related("author__person", "author__organisation").order_by("created_at", "id")


def get_note(viewer: Viewer, identity: UUID | str) -> Note:
    """One of the own organisation's notes, or NotFound."""
    found = list_own_notes(viewer).select_related("author__person", "organisation").filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def may_change(viewer: Viewer, note: Note) -> bool:
    """Its author, or who administers the organisation."""
    own = viewer.membership is not None and note.author_id == viewer.membership.pk
    return viewer.may_write and (own or viewer.may_administer)
