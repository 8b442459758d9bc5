"""What people do with feed links. The secret is shown once; what a link holds is asked anew at each reading."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.feed.queries import get_link, list_links
from commonground.campaigns.roadmap.enums import FeedScope
from commonground.campaigns.roadmap.models import FeedLink
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.kit.secrets import hash_of, new_secret
from commonground.people.activity.actions import record
from commonground.people.viewer.models import Viewer

MOST = 20
SEEN_EVERY = timedelta(hours=1)


@transaction.atomic
def make_link(*, by: Viewer, scope: str, campaign: UUID | None = None) -> tuple[FeedLink, str]:
    """Make a link at which one's calendar reads; returns it with the secret, which is not kept."""
    member = by.acting()
    if by.read_only:
        raise NotAllowed("This token can only read.")
    if scope not in FeedScope.values:
        raise Invalid("Choose whose days.", fields={"scope": "Choose from the list."})
    if scope == FeedScope.CAMPAIGN and campaign is None:
        raise Invalid("Choose a campaign.", fields={"campaign": "Choose a campaign."})
    if list_links(by).count() >= MOST:
        raise Invalid(f"You have {MOST} links here. Revoke one first.")
    of = _campaign(by, campaign) if scope == FeedScope.CAMPAIGN and campaign else None
    secret = new_secret()
    link = FeedLink(member=member, scope=scope, campaign=of, secret_hash=hash_of(secret))
    link.save()
    _log(by, f"made a calendar link, {FeedScope(scope).label.lower()}", link)
    return link, secret


def _campaign(by: Viewer, identity: UUID) -> Campaign:
    try:
        return get_campaign(by, identity)
    except NotFound as error:
        raise Invalid("Choose a campaign.", fields={"campaign": "Choose one of your campaigns."}) from error


@transaction.atomic
def revoke_link(*, by: Viewer, link: FeedLink) -> None:
    """End a link of one's own; the next reading of it finds nothing."""
    if by.read_only:
        raise NotAllowed("This token can only read.")
    current = get_link(by, link.pk)
    current.revoked_at = clock.now()
    current.save()
    _log(by, "revoked a calendar link", current)


def _log(by: Viewer, verb: str, link: FeedLink) -> None:
    scope = ("organisation", by.acting().organisation_id)
    record(by=by, verb=verb, subject=("feed", link.id), scope=scope, private=True)


def open_link(secret: str) -> tuple[FeedLink, Viewer]:
    """The link of a secret and the viewer that it reads as: its member, as they belong now. NotFound otherwise."""
    links = FeedLink.objects.select_related("member__organisation", "member__person", "campaign")
    link = links.filter(secret_hash=hash_of(secret), revoked_at__isnull=True).first()
    if link is None or not _stands(link):
        raise NotFound
    now = clock.now()
    if link.last_read_at is None or now - link.last_read_at >= SEEN_EVERY:
        FeedLink.objects.filter(pk=link.pk).update(last_read_at=now)
    return link, Viewer(link.member.person, link.member, read_only=True)


def _stands(link: FeedLink) -> bool:
    member = link.member
    live = member.person is not None and member.person.is_active and not member.has_left
    return live and member.organisation.merged_into_id is None
