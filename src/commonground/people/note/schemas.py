"""Private notes in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.web.schemas import Given


class NoteOut(Schema):
    """A note that only your organisation can read."""

    id: UUID
    subject_kind: str
    subject_id: UUID
    part: str
    body: str
    author: UUID = Field(alias="author_id")
    created_at: datetime


class NoteIn(Given):
    """A new note about a thing that you may see, or its `part`: about a row, `raci-row`, the campaign's id and the row's key."""

    subject_kind: str = Field(max_length=40)
    subject_id: UUID
    part: str = Field("", max_length=80)
    body: str = Field(max_length=10_000)


class NoteChange(Given):
    """The note's new words."""

    body: str = Field(max_length=10_000)
