"""Reading actions."""

from django.db.models import QuerySet

from commonground.campaigns.action.enums import ActionState, Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.campaign.models import Campaign
from commonground.people.viewer.models import Viewer


def list_open_actions(viewer: Viewer, campaign: Campaign) -> QuerySet[Action]:
    """What is open in a campaign, by day; the campaign came from `get_campaign`."""
    found = Action.objects.filter(campaign=campaign, state=ActionState.OPEN)
    return found.select_related("owner__person", "owner__organisation")


def list_actions_of_meeting(viewer: Viewer, campaign: Campaign, key: str) -> QuerySet[Action]:
    """What was noted in one meeting, by its key."""
    found = Action.objects.filter(campaign=campaign, source=Source.MEETING, source_key=key)
    return found.select_related("owner__person", "owner__organisation").order_by("created_at", "id")
