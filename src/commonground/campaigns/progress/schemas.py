"""How far deliverables are, in the API."""

from datetime import date, datetime

from ninja import Field, Schema

from commonground.campaigns.roadmap.enums import ProgressState
from commonground.web.schemas import Given


class ProgressOut(Schema):
    """How far a deliverable is, whatever version it stands in."""

    key: str
    state: ProgressState
    started_on: date | None
    delivered_on: date | None
    first_delivered_on: date | None
    accepted_on: date | None
    times_returned: int
    accepted_first_time: bool
    reason: str
    changed_at: datetime


class ReturnIn(Given):
    """What is missing."""

    reason: str = Field(min_length=1, max_length=2000)
