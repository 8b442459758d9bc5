"""Findings as what an action comes from."""

from django.urls import reverse

from commonground.campaigns.action.origins import Origin
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.models import Campaign
from commonground.people.viewer.models import Viewer
from commonground.readiness.verdict.queries import finding_of


def _named(viewer: Viewer, campaign: Campaign, key: str) -> str:
    """What the campaign's readiness finds now, by the finding's fingerprint; NotFound for what it does not find."""
    found = finding_of(viewer, get_campaign(viewer, campaign.pk), key)
    return f"{found.id} {found.message}"


ORIGIN = Origin(_named, lambda campaign, key: reverse("campaigns:campaign-detail", args=[campaign.pk]))
