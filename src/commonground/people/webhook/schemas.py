"""Webhooks in the API."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.people.webhook.enums import DeliveryState, Shape
from commonground.web.needs import Kind
from commonground.web.schemas import Given


class WebhookIn(Given):
    """Where to tell, and in which form."""

    name: str = Field(min_length=1, max_length=120)
    url: str = Field(min_length=1, max_length=500)
    shape: Shape = Shape.JSON


class WebhookOut(Schema):
    """A webhook; never its secret."""

    id: UUID
    name: str
    url: str
    shape: Shape
    paused_at: datetime | None
    paused_why: str
    created_at: datetime


class WebhookMade(Schema):
    """A webhook and its secret, which is shown this once."""

    webhook: WebhookOut
    secret: str


class SecretOut(Schema):
    """A new secret. The one before still signs for a day."""

    secret: str


class PausedIn(Given):
    """Whether it is to send nothing."""

    paused: bool


class DeliveryOut(Schema):
    """One message and what came of it. Its id is the `webhook-id` header, the same at every try."""

    id: UUID
    event: str
    body: str
    state: DeliveryState
    attempts: int
    next_try_at: datetime | None
    last_tried_at: datetime | None
    last_answer: str
    delivered_at: datetime | None
    created_at: datetime


class NeedRaised(Schema):
    """What a webhook of the form `json` receives: something needs somebody of your organisation."""

    event: str
    key: str
    kind: Kind
    title: str
    why: str
    subject: str
    due: date | None
    urgent: bool
    for_: str = Field(alias="for", description="The person's name.")
    person: UUID
    organisation: str
    url: str


class TestSent(Schema):
    """What a webhook of the form `json` receives when somebody tests it."""

    __test__ = False

    event: str
    title: str
    why: str
    subject: str
    for_: str = Field(alias="for", description="Who tests it.")
    organisation: str
    url: str
