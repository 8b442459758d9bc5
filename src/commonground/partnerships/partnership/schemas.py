"""Partnerships in the API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.partnerships.partnership.actions import seen_of
from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.models import Partnership, Party
from commonground.partnerships.partnership.rules import STANDING
from commonground.web.schemas import Given

Name = Annotated[str, Field(min_length=1, max_length=120)]
Standing = Literal["invited", "accepted"]
Prose = Annotated[str, Field(max_length=2000)]


class PartyOut(Schema):
    """One organisation in a partnership, and where it stands."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    name: str = Field(alias="organisation.name")
    state: PartyState
    added_by: UUID = Field(alias="added_by_id")
    decided_at: datetime | None


class PartnershipOut(Schema):
    """Organisations that work together as peers. `seen` marks its words: send it when you change them."""

    id: UUID
    name: str
    purpose: str
    proposed_by: UUID = Field(alias="proposed_by_id")
    parties: list[PartyOut]
    created_at: datetime
    seen: str

    @staticmethod
    def resolve_seen(partnership: Partnership) -> str:
        return seen_of(partnership)

    @staticmethod
    def resolve_parties(partnership: Partnership) -> list[Party]:
        return [party for party in partnership.parties.all() if party.state in STANDING]


class PartnershipIn(Given):
    """A proposal; each organisation asked accepts or declines for itself."""

    name: Name
    purpose: Prose = ""
    organisations: list[UUID] = Field([], max_length=100)


class PartnershipChange(Given):
    """Its new words. With `seen`, 409 when it no longer holds."""

    name: Name
    purpose: Prose = ""
    seen: str | None = Field(None, max_length=16)


class PartyIn(Given):
    """A further organisation to ask in."""

    organisation: UUID


class Reason(Given):
    """A word on why not."""

    reason: str = Field("", max_length=500)
