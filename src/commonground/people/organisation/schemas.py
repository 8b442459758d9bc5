"""Organisations in the API."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema

from commonground.people.organisation.actions import seen_of, seen_times
from commonground.people.organisation.enums import OrganisationKind
from commonground.people.organisation.models import Organisation
from commonground.people.organisation.working_time import DAYS_OFF
from commonground.web.schemas import Given


class OrganisationOut(Schema):
    """An organisation of the directory. `told_by` names who said it, while it has not joined."""

    id: UUID
    name: str
    kind: OrganisationKind
    verticals: list[str]
    markets: list[str]
    about: str
    website: str
    time_zone: str
    colour: int
    letters: str
    has_joined: bool
    told_by: UUID | None = None
    created_at: datetime

    @staticmethod
    def resolve_told_by(organisation: Organisation) -> UUID | None:
        """Who works with whom is nobody's business once an organisation speaks for itself."""
        return None if organisation.has_joined else organisation.told_by_id


class OwnOrganisation(OrganisationOut):
    """One's own organisation. `seen` marks its facts: send it when you change them."""

    domain: str
    listed: bool
    seen: str

    @staticmethod
    def resolve_seen(organisation: Organisation) -> str:
        return seen_of(organisation)


class ToldOrganisation(OrganisationOut):
    """One that has not joined, for those whose organisation has named it. `seen` marks what is known of it."""

    domain: str
    seen: str

    @staticmethod
    def resolve_seen(organisation: Organisation) -> str:
        return seen_of(organisation)


class OrganisationTold(Given):
    """What is known of an organisation that has not joined yet."""

    name: str = Field(max_length=120, min_length=1)
    kind: OrganisationKind = OrganisationKind.OTHER
    domain: str = Field("", max_length=253)


class OrganisationCorrection(OrganisationTold):
    """The same, put right. With `seen`, 409 when it no longer holds."""

    seen: str | None = Field(None, max_length=16)


class OrganisationChanges(Given):
    """Facts of one's own organisation; what is left out stays. With `seen`, 409 when it no longer holds."""

    name: str | None = Field(None, max_length=120, min_length=1)
    kind: OrganisationKind | None = None
    verticals: list[str] | None = None
    markets: list[str] | None = None
    about: str | None = Field(None, max_length=2000)
    website: str | None = Field(None, max_length=300)
    time_zone: str | None = Field(None, max_length=50)
    listed: bool | None = None
    domain: str | None = Field(None, max_length=253)
    seen: str | None = Field(None, max_length=16)


class WorkingTime(Given):
    """When one's own organisation works. 0 is Monday; hours in its time zone. With `seen`, 409 when it no longer holds."""

    country: str = Field("", max_length=2)
    region: str = Field("", max_length=10)
    work_days: list[Annotated[int, Field(ge=0, le=6)]] = Field(max_length=7)
    works_from: time
    works_until: time
    days_off: list[date] = Field([], max_length=DAYS_OFF)
    seen: str | None = Field(None, max_length=16)


class WorkingTimeOut(Schema):
    """The same as it is kept. `seen` marks it: send it when you change it."""

    country: str
    region: str
    work_days: list[int]
    works_from: time
    works_until: time
    days_off: list[date]
    seen: str

    @staticmethod
    def resolve_seen(organisation: Organisation) -> str:
        return seen_times(organisation)
