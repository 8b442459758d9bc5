"""What is kept when both of two organisations that become one have a word on the same version."""

from commonground.campaigns.roadmap.models import Acknowledgement


def keep_what_was_acknowledged(goes: Acknowledgement, stays: Acknowledgement) -> None:
    """An acknowledgement stays one, with who gave it."""
    if goes.acknowledged_at and not stays.acknowledged_at:
        stays.acknowledged_at, stays.acknowledged_by = goes.acknowledged_at, goes.acknowledged_by
    stays.opened_at = stays.opened_at or goes.opened_at
    stays.save()
