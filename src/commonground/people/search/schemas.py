"""Search in the API."""

from uuid import UUID

from ninja import Schema


class HitOut(Schema):
    """One thing that was found, and its page."""

    kind: str
    id: UUID
    title: str
    url: str


class GroupOut(Schema):
    """Hits of one kind: how many, and the first few."""

    kind: str
    label: str
    count: int
    first: list[HitOut]


class FoundOut(Schema):
    """What was found, by kind."""

    groups: list[GroupOut]
