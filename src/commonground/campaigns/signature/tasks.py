"""Agreements whose day has come."""

from commonground.campaigns.signature.actions import enter_into_force
from commonground.campaigns.signature.queries import campaigns_with_a_version_due
from commonground.kit.tasks import sweep


@sweep(why="puts in force what every organisation has signed for this day, and shows it to nobody")
def enter_due_versions() -> int:
    """Put versions in force that were agreed for a day that has come; returns how many."""
    return sum(enter_into_force(campaign) is not None for campaign in campaigns_with_a_version_due())
