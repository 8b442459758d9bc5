"""Actions in the API."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.action.enums import ActionState, Source
from commonground.web.schemas import Given

Whose = Literal["", "mine", "ours", "loose", "ended"]
From = Literal["own", "meeting", "escalation", "finding"]


class ActionOut(Schema):
    """One thing to do. `revision` grows with each change: send the one you saw when you change something."""

    id: UUID
    campaign: UUID | None = Field(None, alias="campaign_id")
    home: UUID = Field(alias="home_id")
    title: str
    words: str
    owner: UUID | None = Field(None, alias="owner_id")
    due_on: date | None
    state: ActionState
    source: Source
    source_key: str
    source_label: str
    noted_by: UUID = Field(alias="noted_by_id")
    offered_to: UUID | None = Field(None, alias="offered_to_id")
    ended_at: datetime | None
    revision: int
    created_at: datetime


class ActionIn(Given):
    """What is to be done. In a campaign every participant sees it; without one, your organisation alone.

    `source` says what it comes from, `source_key` which: the id of a meeting, the number of an escalation, the
    fingerprint of a finding.
    """

    campaign: UUID | None = None
    source: From = "own"
    source_key: str = Field("", max_length=200)
    title: str = Field(min_length=1, max_length=200)
    words: str = Field("", max_length=4000)
    owner: UUID | None = None
    due_on: date | None = None


class ActionChange(Given):
    """What to change; what is left out stays. An owner can be set where there is none."""

    revision: int = Field(ge=1, le=2**31 - 1)
    title: str | None = Field(None, min_length=1, max_length=200)
    words: str | None = Field(None, max_length=4000)
    owner: UUID | None = None
    due_on: date | None = None


class OfferIn(Given):
    """Who is asked to take it over."""

    to: UUID


class AnswerIn(Given):
    """Whether you take it over."""

    accept: bool


class EndIn(Given):
    """Done, let go, or open again."""

    state: ActionState
