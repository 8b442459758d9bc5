"""Merging in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.web.schemas import Given


class MergeOut(Schema):
    """A proposal that two organisations are one. `agreed_at` is set once all of the one has moved to the other."""

    id: UUID
    from_organisation: UUID = Field(alias="from_organisation_id")
    from_name: str = Field(alias="from_organisation.name")
    into_organisation: UUID = Field(alias="into_organisation_id")
    into_name: str = Field(alias="into_organisation.name")
    proposing: UUID = Field(alias="proposing_id")
    created_at: datetime
    agreed_at: datetime | None


class MergeIn(Given):
    """An organisation, and which of your own (or of those that yours has named) is the same."""

    organisation: UUID
    same_as: UUID
