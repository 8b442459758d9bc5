"""API tokens in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Schema

from commonground.people.token.enums import Scope


class TokenOut(Schema):
    """A token of one's own; never its secret."""

    id: UUID
    name: str
    scope: Scope
    start: str
    expires_at: datetime
    last_used_at: datetime | None
    created_at: datetime
