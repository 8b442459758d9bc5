"""Reading variants."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet

from commonground.campaigns.campaign.queries import list_campaigns, taking_part
from commonground.campaigns.models import Campaign
from commonground.creative.variant.enums import Approval
from commonground.creative.variant.models import Variant
from commonground.creative.variant.rules import may_decide
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer

PEOPLE = ("organisation", "owner__person", "owner__organisation", "decided_by__person", "named_by")


def list_variants(viewer: Viewer, campaign: Campaign) -> QuerySet[Variant]:
    """The campaign's variants, in their order. The campaign came from `get_campaign`."""
    return Variant.objects.filter(campaign=campaign).select_related(*PEOPLE)


def variants_in(viewer: Viewer, campaigns: Sequence[Campaign]) -> QuerySet[Variant]:
    """Variants of several campaigns, which came from viewer-first queries."""
    return Variant.objects.filter(campaign__in=[campaign.pk for campaign in campaigns])


def get_variant(viewer: Viewer, campaign: Campaign, identity: UUID) -> Variant:
    """One of the campaign's variants, or NotFound."""
    found = list_variants(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def may_change_variant(viewer: Viewer, variant: Variant) -> bool:
    """Who makes it may change it; until they have joined, whoever named it speaks for them."""
    return viewer.may_write and viewer.organisation_id == _speaks(variant)


def _speaks(variant: Variant) -> UUID:
    return variant.organisation_id if variant.organisation.has_joined else variant.named_by.organisation_id


def _asker(variant: Variant) -> UUID:
    """Who has asked for approval: who makes it, or who spoke for them when they had not joined yet."""
    joined, asked = variant.organisation.claimed_at, variant.asked_at
    by_maker = joined is not None and (asked is None or asked >= joined)
    return variant.organisation_id if by_maker else variant.named_by.organisation_id


def is_decidable(viewer: Viewer, campaign: Campaign, variant: Variant) -> bool:
    """Whether the viewer may approve or return it: a manager or executive of another organisation."""
    makers = {variant.organisation_id, _asker(variant)}
    joined = [one.organisation_id for one in campaign.participants.all() if one.organisation.has_joined]
    others = sum(one != _speaks(variant) for one in joined)
    return viewer.may_sign and may_decide(viewer.organisation_id, makers, others)


def list_to_approve(viewer: Viewer) -> QuerySet[Variant]:
    """Variants of other organisations that wait for approval, for who may give it."""
    if not viewer.may_sign:
        return Variant.objects.none()
    waiting = Variant.objects.filter(state=Approval.ASKED, campaign__in=list_campaigns(viewer).order_by().values("pk"))
    others = waiting.exclude(organisation=viewer.organisation_or_nobody).exclude(_asked_for_others(viewer))
    return others.select_related("campaign", *PEOPLE)


def _asked_for_others(viewer: Viewer) -> Q:
    """Those for which the viewer's organisation has asked on behalf of a maker that had not joined."""
    before = Q(organisation__claimed_at__isnull=True) | Q(asked_at__lt=F("organisation__claimed_at"))
    return before & Q(named_by__organisation=viewer.organisation_or_nobody)


def list_awaiting_approval(viewer: Viewer) -> QuerySet[Variant]:
    """Variants of the viewer's organisation that others have not decided on yet, with who takes part."""
    waiting = Variant.objects.filter(state=Approval.ASKED, campaign__in=list_campaigns(viewer).order_by().values("pk"))
    own = Q(organisation=viewer.organisation_or_nobody) | _asked_for_others(viewer)
    found = waiting.filter(own).select_related("campaign", *PEOPLE)
    return found.prefetch_related(Prefetch("campaign__participants", taking_part().select_related("organisation")))


def list_every_variant(viewer: Viewer) -> QuerySet[Variant]:
    """Variants of every campaign that the viewer's organisation takes part in."""
    return Variant.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))


def find_variant(viewer: Viewer, identity: UUID) -> Variant:
    """One of those, or NotFound."""
    found = list_every_variant(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
