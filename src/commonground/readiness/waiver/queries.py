"""Reading waivers."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from commonground.campaigns.campaign.queries import organisations_of
from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding
from commonground.engines.readiness import BY_ID
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


def refusal_to_waive(viewer: Viewer, campaign: Campaign, finding: Finding) -> str:
    """Why the viewer's organisation may not set the finding aside, or "".

    Nobody waives a signature away, and what concerns one organisation that has joined is for that one to waive.
    """
    if not BY_ID[finding.id].waivable:
        return f"{finding.id} cannot be waived: nobody may speak for another organisation."
    concerned = next((o for o in organisations_of(campaign) if str(o.pk) == finding.organisation), None)
    if concerned and concerned.has_joined and concerned.pk != viewer.organisation_id:
        return f"This concerns {concerned.name}: only they can waive it."
    return ""
