"""People at an organisation in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.people.membership.enums import Function, Level, Role
from commonground.web.schemas import Given


class PersonOut(Schema):
    """A person at an organisation. `has_joined` is false while they were only named, `told_by` by whom."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    name: str
    title: str
    role: Role
    level: Level
    functions: list[str]
    has_joined: bool
    told_by: UUID | None = Field(None, alias="told_by_id")
    created_at: datetime


class PersonTold(Given):
    """Somebody who has no account yet."""

    organisation: UUID
    name: str = Field(max_length=120, min_length=1)
    email: str = Field("", max_length=254)
    title: str = Field("", max_length=120)
    level: Level = Level.PRACTITIONER
    functions: list[Function] = []


class PersonChange(Given):
    """What somebody is and may do."""

    role: Role
    level: Level
    title: str = Field("", max_length=120)
    functions: list[Function] = []
