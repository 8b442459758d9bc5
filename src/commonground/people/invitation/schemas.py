"""Invitations in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.people.invitation.enums import Purpose
from commonground.people.membership.enums import Function, Level, Role
from commonground.web.schemas import Given


class InvitationOut(Schema):
    """An open invitation. Its link is only in the mail."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    purpose: Purpose
    email: str
    role: Role
    level: Level
    functions: list[str]
    title: str
    seat: UUID | None = Field(None, alias="seat_id")
    expires_at: datetime
    created_at: datetime


class ReceivedOut(Schema):
    """An open invitation to one of your confirmed addresses: to belong to an organisation, or (`claim`) to take it over."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    name: str = Field(alias="organisation.name", description="The organisation's.")
    inviting: str = Field(alias="inviting.name", description="Whose people invite you.")
    invited_by: str = Field(alias="invited_by.name")
    purpose: Purpose
    email: str
    role: Role
    level: Level
    title: str
    expires_at: datetime


class InvitationIn(Given):
    """Whom to invite: to your own organisation (`join`), or to take over one that yours has named (`claim`)."""

    organisation: UUID
    purpose: Purpose = Purpose.JOIN
    email: str = Field(max_length=254)
    role: Role = Role.MEMBER
    level: Level = Level.PRACTITIONER
    functions: list[Function] = []
    title: str = Field("", max_length=120)
    seat: UUID | None = None
