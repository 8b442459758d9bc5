"""Agreeing in the API."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.web.schemas import Given


class WordOut(Schema):
    """What one participant has said of a version: signed, change, opened, waiting, or not-joined."""

    organisation: UUID = Field(alias="organisation.id")
    name: str = Field(alias="organisation.name")
    state: str
    signed_by: UUID | None = Field(None, alias="signature.signed_by_id")
    signed_at: datetime | None = Field(None, alias="signature.signed_at")
    reason: str | None = Field(None, alias="signature.reason")
    content_hash: str | None = Field(None, alias="signature.content_hash")


class Words(Schema):
    """Who agreed to a version."""

    version: int
    words: list[WordOut]


class ProposalIn(Given):
    """From when it is to hold; left out, from the day of the last signature.

    `seen` is the draft's `seen.content` as it was looked at: 409 when that no longer holds.
    """

    effective_on: date | None = None
    seen: str | None = Field(None, max_length=64)


class ChangeIn(Given):
    """What has to change before your organisation signs."""

    reason: str = Field(min_length=1, max_length=2000)


class ReminderIn(Given):
    """Whom to remind."""

    organisation: UUID
