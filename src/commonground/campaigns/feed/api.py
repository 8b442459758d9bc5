"""Calendar links in the API."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from ninja import Router, Status

from commonground.campaigns.feed.actions import make_link, revoke_link
from commonground.campaigns.feed.queries import get_link, list_links
from commonground.campaigns.feed.schemas import FeedIn, FeedMade, FeedOut
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Calendar links"])


@router.get("", response=Paged[FeedOut])
def list_own_links(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Your own links at the organisation that the token acts for."""
    return paged(list_links(request.viewer), cursor, limit)


@router.post("", response={201: FeedMade})
def make(request: Request, body: FeedIn) -> Any:
    """Make a link at which a calendar program reads due days."""
    link, secret = make_link(by=request.viewer, **body.dict())
    address = request.build_absolute_uri(reverse("campaigns:feed", args=[secret]))
    return Status(201, {"link": link, "address": address})


@router.delete("/{uuid:identity}", response={204: None})
def revoke(request: Request, identity: UUID) -> Any:
    """End a link; the next reading of it finds nothing."""
    revoke_link(by=request.viewer, link=get_link(request.viewer, identity))
    return Status(204, None)
