"""Private notes in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.note.actions import delete_note, edit_note, write_note
from commonground.people.note.queries import get_note, list_notes
from commonground.people.note.schemas import NoteChange, NoteIn, NoteOut
from commonground.people.viewer.access import Request
from commonground.people.viewer.sight import subject_for
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Private notes"])


@router.get("", response=Paged[NoteOut])
def list_notes_about(
    request: Request, subject_kind: str, subject_id: UUID, part: str = "", cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """What your organisation has noted about a thing or its part."""
    subject_for(request.viewer, subject_kind, subject_id, part)
    return paged(list_notes(request.viewer, kind=subject_kind, identity=subject_id, part=part), cursor, limit)


@router.post("", response={201: NoteOut})
def write(request: Request, body: NoteIn) -> Any:
    """Write a note."""
    about: dict[str, Any] = {"kind": body.subject_kind, "identity": body.subject_id, "part": body.part}
    return Status(201, write_note(by=request.viewer, body=body.body, **about))


@router.put("/{uuid:identity}", response=NoteOut)
def change(request: Request, identity: UUID, body: NoteChange) -> Any:
    """Change a note of your own."""
    return edit_note(by=request.viewer, note=get_note(request.viewer, identity), body=body.body)


@router.delete("/{uuid:identity}", response={204: None})
def delete(request: Request, identity: UUID) -> Any:
    """Delete a note of your own."""
    delete_note(by=request.viewer, note=get_note(request.viewer, identity))
    return Status(204, None)
