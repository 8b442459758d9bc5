"""Publishing and acknowledging in the API."""

from uuid import UUID

from ninja import Field, Schema

from commonground.web.schemas import Given


class HeadingOut(Schema):
    """By which version an organisation navigates (0 for none), and for how many days it has been behind."""

    organisation: UUID = Field(alias="organisation.id")
    name: str = Field(alias="organisation.name")
    version: int
    state: str
    days: int


class SameMap(Schema):
    """Which organisation navigates by which version; `current` is null while nothing is published."""

    current: int | None
    headings: list[HeadingOut]


class PublicationIn(Given):
    """What changed and why, for those who are asked to follow. `seen` is the draft's `seen_content`: 409 when it no longer holds."""

    summary: str = Field("", max_length=1000)
    seen: str | None = Field(None, max_length=16)


class AcknowledgementReminder(Given):
    """Whom to remind."""

    organisation: UUID
