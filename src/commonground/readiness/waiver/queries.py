"""Reading waivers."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from commonground.campaigns.models import Campaign
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer
from commonground.readiness.waiver.models import Waiver


def list_waivers(viewer: Viewer, campaigns: Iterable[Campaign]) -> QuerySet[Waiver]:
    """Waivers of campaigns that the caller has let the viewer see, without those taken back."""
    found = Waiver.objects.filter(campaign__in=[campaign.pk for campaign in campaigns], withdrawn_at=None)
    return found.select_related("by__person", "by__organisation").order_by("expires_on", "id")


def get_waiver(viewer: Viewer, campaign: Campaign, identity: UUID) -> Waiver:
    """One of those, or NotFound."""
    found = list_waivers(viewer, [campaign]).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
