"""What is kept when both of two organisations that become one take part in the same campaign."""

from commonground.campaigns.campaign.models import Participant


def keep_who_takes_part(goes: Participant, stays: Participant) -> None:
    """It takes part while either did, in the earlier place, and does what either said."""
    stays.left_at = None if goes.left_at is None else stays.left_at
    stays.does = stays.does or goes.does
    stays.position = min(goes.position, stays.position)
    stays.save()
