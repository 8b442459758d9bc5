"""Campaigns in the API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.web.schemas import Given

Name = Annotated[str, Field(min_length=1, max_length=120)]
Prose = Annotated[str, Field(max_length=2000)]
Does = Annotated[str, Field(max_length=200)]
State = Literal["", "planned", "running", "past"]


class ParticipantOut(Schema):
    """One organisation in a campaign, and what it does there."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    name: str = Field(alias="organisation.name")
    does: str
    added_by: UUID = Field(alias="added_by_id")


class CampaignOut(Schema):
    """A campaign. `revision` grows with each change: send the one you saw when you change something."""

    id: UUID
    partnership: UUID = Field(alias="partnership_id")
    name: str
    goal: str
    flight_start: date | None
    flight_end: date | None
    launch_on: date | None
    point_person: UUID | None = Field(None, alias="point_person_id")
    deputy: UUID | None = Field(None, alias="deputy_id")
    ask_about: str
    answers_when: str
    review_weeks: int
    revision: int
    participants: list[ParticipantOut]
    created_at: datetime


class CampaignIn(Given):
    """A new campaign in a partnership that your organisation takes part in."""

    partnership: UUID
    name: Name
    goal: Prose = ""
    flight_start: date | None = None
    flight_end: date | None = None
    launch_on: date | None = None
    participants: list[UUID] = Field([], max_length=100)


class CampaignChange(Given):
    """Facts to change; what is left out stays. `revision` is the one that you saw."""

    revision: int = Field(ge=1, le=2**31 - 1)
    name: Name | None = None
    goal: Prose | None = None
    flight_start: date | None = None
    flight_end: date | None = None
    launch_on: date | None = None
    review_weeks: int | None = Field(None, ge=1, le=52)


class ParticipantIn(Given):
    """A party of the partnership that is to take part."""

    organisation: UUID
    does: Does = ""


class ParticipantChange(Given):
    """What it does here."""

    does: Does


class AwayOut(Schema):
    """Days on which somebody is away, both included."""

    member: UUID = Field(alias="who.pk")
    first_on: date
    last_on: date


class PointOut(Schema):
    """Whom to ask. `asked` is who answers today: the point person, or in their absence the deputy; null for nobody."""

    point_person: UUID | None = Field(None, alias="campaign.point_person_id")
    deputy: UUID | None = Field(None, alias="campaign.deputy_id")
    ask_about: str = Field(alias="campaign.ask_about")
    answers_when: str = Field(alias="campaign.answers_when")
    asked: UUID | None = Field(None, alias="asked.pk")
    absences: list[AwayOut]


class PointPeople(Given):
    """Who keeps every party talking, and who stands in; null for nobody. With `revision`, 409 when it no longer holds.

    `ask_about` and `answers_when` stay as they are when they are left out.
    """

    point_person: UUID | None
    deputy: UUID | None = None
    ask_about: str | None = Field(None, max_length=1000)
    answers_when: str | None = Field(None, max_length=200)
    revision: int | None = Field(None, ge=1, le=2**31 - 1)


class Pinned(Given):
    """Whether you keep it at hand."""

    pinned: bool
