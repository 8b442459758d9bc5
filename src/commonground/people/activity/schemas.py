"""The log in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema


class ActivityOut(Schema):
    """One thing that somebody did, `more` says with what; `hash` seals it with the entry before."""

    id: int
    at: datetime
    person_id: UUID | None
    person_name: str
    organisation_id: UUID | None
    organisation_name: str
    verb: str
    more: str
    subject_kind: str
    subject_id: UUID
    scope_kind: str
    scope_id: UUID
    private: bool
    hash: str
