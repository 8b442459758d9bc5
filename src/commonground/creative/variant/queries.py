"""Reading variants."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

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


def is_decidable(viewer: Viewer, campaign: Campaign, variant: Variant) -> bool:
    """Whether the viewer may approve or return it: a manager or executive of another organisation."""
    makers = {variant.organisation_id, _speaks(variant)}
    others = sum(one.organisation_id not in makers for one in campaign.participants.all())
    return viewer.may_sign and may_decide(viewer.organisation_id, makers, others)


def list_to_approve(viewer: Viewer) -> QuerySet[Variant]:
    """Variants of other organisations that wait for approval, for who may give it."""
    if not viewer.may_sign:
        return Variant.objects.none()
    waiting = Variant.objects.filter(state=Approval.ASKED, campaign__in=list_campaigns(viewer).order_by().values("pk"))
    spoken_for = Q(organisation__claimed_at__isnull=True, named_by__organisation=viewer.organisation_or_nobody)
    others = waiting.exclude(organisation=viewer.organisation_or_nobody).exclude(spoken_for)
    return others.select_related("campaign", *PEOPLE)


def list_awaiting_approval(viewer: Viewer) -> QuerySet[Variant]:
    """Variants of the viewer's organisation that others have not decided on yet, with who takes part."""
    waiting = Variant.objects.filter(state=Approval.ASKED, campaign__in=list_campaigns(viewer).order_by().values("pk"))
    found = waiting.filter(organisation=viewer.organisation_or_nobody).select_related("campaign", *PEOPLE)
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
