"""What people do with private notes."""

from uuid import UUID

from django.db import transaction

from commonground.kit.errors import Invalid, NotAllowed
from commonground.kit.search.actions import forget, index
from commonground.kit.words import shortened
from commonground.people.activity.actions import record
from commonground.people.note.models import Note
from commonground.people.note.queries import get_note, may_change
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import subject_for


def _log(by: Viewer, verb: str, note: Note) -> None:
    scope = (note.subject_kind, note.subject_id)
    record(by=by, verb=verb, subject=("note", note.id), scope=scope, private=True)


def index_note(note: Note) -> None:
    """Let it be found by those who may read it."""
    index(kind="note", object_id=note.id, title=shortened(note.body), body=note.body)


def _checked(body: str) -> str:
    if not body.strip():
        raise Invalid("The note is empty.", fields={"body": "Write something, or leave the note out."})
    return body


@transaction.atomic
def write_note(*, by: Viewer, kind: str, identity: UUID, body: str, part: str = "") -> Note:
    """Note something about a thing that one may see, or its part; only one's own organisation can read it."""
    member = by.writing()
    subject_for(by, kind, identity, part)
    note = Note(
        organisation=member.organisation, subject_kind=kind, subject_id=identity, part=part, body=_checked(body),
        author=member,
    )  # fmt: skip
    note.save()
    index_note(note)
    _log(by, "wrote a private note", note)
    return note


def changeable_note(by: Viewer, note: Note) -> Note:
    """The note as it is now, for who may change it."""
    by.writing()
    current = get_note(by, note.pk)
    if not may_change(by, current):
        raise NotAllowed(f"{current.author.name} wrote this. Only they or an admin can change it.")
    return current


@transaction.atomic
def edit_note(*, by: Viewer, note: Note, body: str) -> Note:
    """Change a note of one's own, or any as an admin."""
    current = changeable_note(by, note)
    current.body = _checked(body)
    current.save()
    index_note(current)
    _log(by, "changed a private note", current)
    return current


@transaction.atomic
def delete_note(*, by: Viewer, note: Note) -> None:
    """Delete a note of one's own, or any as an admin."""
    current = changeable_note(by, note)
    _log(by, "deleted a private note", current)
    forget(kind="note", object_id=current.pk)
    current.delete()
