"""Findings as what an action comes from."""

from django.urls import reverse

from commonground.campaigns.action.origins import Origin
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import Campaign
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer
from commonground.readiness.check.queries import assess_campaigns


def _named(viewer: Viewer, campaign: Campaign, key: str) -> str:
    """What the campaign's readiness finds now, by the finding's fingerprint; NotFound for what it does not find."""
    seen = get_campaign(viewer, campaign.pk)
    found = next((one for one in assess_campaigns(viewer, [seen])[seen.pk].findings if one.fingerprint == key), None)
    if found is None:
        raise NotFound
    return f"{found.id} {found.message}"


ORIGIN = Origin(_named, lambda campaign, key: reverse("campaigns:campaign-detail", args=[campaign.pk]))
