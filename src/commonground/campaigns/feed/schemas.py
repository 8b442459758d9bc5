"""Calendar links in the API."""

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.roadmap.enums import FeedScope
from commonground.web.schemas import Given


class FeedOut(Schema):
    """A link of yours. Its address is told once, when it is made."""

    id: UUID
    scope: FeedScope
    campaign: UUID | None = Field(None, alias="campaign_id")
    created_at: datetime
    last_read_at: datetime | None


class FeedIn(Given):
    """Whose days; `campaign` for those of one campaign."""

    scope: FeedScope
    campaign: UUID | None = None


class FeedMade(Schema):
    """The link, and the address at which a calendar reads: keep it, it is not shown again."""

    link: FeedOut
    address: str
