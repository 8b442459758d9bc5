"""Reading feed links, and the days that each holds at the moment of reading."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_campaigns, with_participants
from commonground.campaigns.raci.queries import load_judged
from commonground.campaigns.roadmap.enums import FeedScope
from commonground.campaigns.roadmap.models import FeedLink
from commonground.campaigns.roadmap.queries import Loaded, load_current
from commonground.engines.calendar import DayEntry
from commonground.engines.calendar import feed as feed_of
from commonground.engines.roadmap.ics import entries_of
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import NOBODY, Viewer


def list_links(viewer: Viewer) -> QuerySet[FeedLink]:
    """One's own links for the organisation that one acts for, newest first; revoked ones are left out."""
    own = FeedLink.objects.filter(member=viewer.membership, revoked_at__isnull=True).select_related("campaign")
    return own.order_by("-created_at", "-id") if viewer.membership else FeedLink.objects.none()


def get_link(viewer: Viewer, identity: UUID | str) -> FeedLink:
    """One of those, or NotFound."""
    found = list_links(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def calendar_of_link(viewer: Viewer, link: FeedLink, url: str) -> bytes:
    """What the link holds now, for the viewer made of its member. `url` gives a roadmap's page for ANY_ID."""
    campaigns = list(_campaigns(viewer, link))
    loaded = load_current(viewer, campaigns, load_judged(viewer, campaigns)) if campaigns else {}
    entries: list[DayEntry] = []
    for campaign in campaigns:
        if campaign.pk in loaded:
            entries += _entries(viewer, link, campaign, loaded[campaign.pk], url)
    return feed_of(_name(viewer, link), entries, clock.now())


def _campaigns(viewer: Viewer, link: FeedLink) -> QuerySet[Campaign]:
    own = with_participants(list_campaigns(viewer))
    if link.scope != FeedScope.CAMPAIGN:
        return own
    found = own.filter(pk=link.campaign_id or NOBODY)
    if not found.exists():
        raise NotFound
    return found


def _entries(viewer: Viewer, link: FeedLink, campaign: Campaign, loaded: Loaded, url: str) -> Iterator[DayEntry]:
    names = {str(pk): one.name for pk, one in loaded.organisations.items()}
    version = loaded.version
    yield from entries_of(
        loaded.roadmap, campaign.name, uid=str(campaign.pk), sequence=version.number, modified=version.published_at,
        keys=_keys(viewer, link, loaded), names=names, url=url.replace(ANY_ID, str(campaign.pk)),
    )  # fmt: skip


ANY_ID = str(UUID(int=0))


def _keys(viewer: Viewer, link: FeedLink, loaded: Loaded) -> set[str] | None:
    """Which deliverables: one's own and what one reviews, one's organisation's, or all."""
    if link.scope == FeedScope.CAMPAIGN:
        return None
    if link.scope == FeedScope.ORGANISATION:
        return {row.key for row in loaded.rows if row.organisation_id == viewer.organisation_id}
    own = {key for key, owner in loaded.owners.items() if owner == viewer.membership}
    return own | {row.key for row in loaded.rows if row.reviewer_id and row.reviewer == viewer.membership}


def _name(viewer: Viewer, link: FeedLink) -> str:
    if link.scope == FeedScope.CAMPAIGN and link.campaign:
        return f"{link.campaign.name}, roadmap"
    return f"Commonground, {viewer.person_name if link.scope == FeedScope.PERSON else viewer.organisation_name}"
