"""Search in the API."""

from uuid import UUID

from ninja import Schema


class WithinOut(Schema):
    """A part of it that holds the words: a row of a matrix."""

    label: str
    url: str


class HitOut(Schema):
    """One thing that was found, and its page."""

    kind: str
    id: UUID
    title: str
    url: str
    within: list[WithinOut] = []


class GroupOut(Schema):
    """Hits of one kind: how many, and the first few."""

    kind: str
    label: str
    count: int
    first: list[HitOut]


class FoundOut(Schema):
    """What was found, by kind."""

    groups: list[GroupOut]
