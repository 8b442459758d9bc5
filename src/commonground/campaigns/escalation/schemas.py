"""The ladder and escalations in the API."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.escalation.enums import About, EntryKind, EscalationState
from commonground.engines.escalation import Event
from commonground.web.schemas import Given

Words = Annotated[str, Field(max_length=4000)]
Level = Literal["low", "medium", "high"]


class EscalationOut(Schema):
    """An escalation. `severity` is 1 (heaviest) to 4; `rung` is the level on which it is, on both sides."""

    number: int
    title: str
    words: str
    about_kind: About
    about_key: str
    about_label: str
    raised_by: UUID = Field(alias="raised_by_id")
    raising: UUID = Field(alias="raised_by.organisation_id")
    asked: UUID = Field(alias="asked_id")
    impact: Level
    urgency: Level
    severity: int
    state: EscalationState
    rung: int
    answer_due_at: datetime | None
    update_due_at: datetime | None
    acknowledged_at: datetime | None
    resolved_at: datetime | None
    confirmed_at: datetime | None
    settled_rung: int | None
    root_cause: str
    prevention: str
    confidential: bool
    pause_asked_by: UUID | None = Field(None, alias="pause_asked_by_id")
    pause_reason: str
    paused_at: datetime | None
    created_at: datetime


class EntryOut(Schema):
    """One line of the history; `by` is null where the clock did it."""

    id: UUID
    number: int
    kind: EntryKind
    by: UUID | None = Field(None, alias="by_id")
    words: str
    rung: int
    created_at: datetime


class EscalationIn(Given):
    """What is stuck, for whom, how badly. A confidential one is seen by you and by `named`, people's ids."""

    asked: UUID
    title: str = Field(min_length=1, max_length=200)
    words: Words = ""
    impact: Level
    urgency: Level
    about_kind: About = About.CAMPAIGN
    about_key: str = Field("", max_length=80)
    about_label: str = Field("", max_length=300)
    confidential: bool = False
    named: list[UUID] = Field([], max_length=100)


class ActIn(Given):
    """What to do with it. Updates, resolutions and reopening need words."""

    event: Event
    words: Words = ""
    root_cause: str = Field("", max_length=2000)
    prevention: str = Field("", max_length=2000)


class PauseIn(Given):
    """Why the clock should stand still."""

    reason: str = Field(min_length=1, max_length=1000)


class ContactOut(Schema):
    """Who stands on a rung of the ladder for an organisation; null for nobody."""

    organisation: UUID
    rung: int
    member: UUID | None


class ContactIn(Given):
    """Who stands there from now on; null for nobody."""

    member: UUID | None


class AbsenceOut(Schema):
    """Days on which you are away, both included."""

    id: UUID
    first_on: date
    last_on: date


class AbsenceIn(Given):
    """Days on which you are away, both included."""

    first_on: date
    last_on: date
