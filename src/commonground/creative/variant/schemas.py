"""Variants in the API."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.creative.signal.schemas import Key, Revision, Sizes
from commonground.creative.variant.enums import Approval
from commonground.web.schemas import Given

# What a change may take away with null.
EMPTIED = {"owner", "active_from", "active_until"}


class VariantOut(Schema):
    """One version of the creative. `organisation` makes it; `words` say why it was returned."""

    id: UUID
    key: str
    name: str
    organisation: UUID = Field(alias="organisation_id")
    owner: UUID | None = Field(None, alias="owner_id")
    sizes: list[str]
    active_from: date | None
    active_until: date | None
    link: str
    state: Approval
    asked_at: datetime | None
    words: str
    decided_by: UUID | None = Field(None, alias="decided_by_id")
    decided_at: datetime | None
    revision: int
    created_at: datetime


class VariantIn(Given):
    """A variant that one of the participants makes. `owner` is a person (a membership) who takes part."""

    key: Key
    name: str = Field(min_length=1, max_length=200)
    organisation: UUID
    owner: UUID | None = None
    sizes: Sizes = []
    active_from: date | None = None
    active_until: date | None = None
    link: str = Field("", max_length=500)


class VariantChange(Given):
    """What to change; what is left out stays. The owner and days may be taken away with null."""

    revision: Revision
    name: str | None = Field(None, min_length=1, max_length=200)
    organisation: UUID | None = None
    owner: UUID | None = None
    sizes: Sizes | None = None
    active_from: date | None = None
    active_until: date | None = None
    link: str | None = Field(None, max_length=500)


class VariantDecision(Given):
    """Approve it, or return it with words; `revision` is of what you looked at."""

    revision: Revision
    approve: bool
    words: str = Field("", max_length=2000)
