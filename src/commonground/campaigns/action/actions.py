"""What people do with actions."""

from datetime import date

from django.db import transaction

from commonground.campaigns.action.enums import Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer


@transaction.atomic
def note_action(
    *,
    by: Viewer,
    campaign: Campaign,
    title: str,
    owner: Membership | None = None,
    due_on: date | None = None,
    words: str = "",
    source: str = Source.OWN,
    source_key: str = "",
    source_label: str = "",
) -> Action:
    """Write down something to do in a campaign. Without an owner or a day it is kept all the same, and shown as such."""
    member = by.writing()
    action = Action(
        home=member.organisation, campaign=campaign, title=title, words=words, owner=owner, due_on=due_on,
        source=source, source_key=source_key, source_label=source_label, noted_by=member,
    )  # fmt: skip
    action.save()
    log(by, f"noted the action “{action.title}”"[:500], campaign, action=str(action.pk))
    return action
