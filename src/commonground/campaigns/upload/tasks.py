"""Uploads that nobody took."""

from commonground.campaigns.upload.actions import forget_expired_uploads
from commonground.kit.tasks import sweep


@sweep(why="deletes what was sent over a week ago, and shows it to nobody")
def clean_uploads() -> int:
    """Delete old uploads; returns how many."""
    return forget_expired_uploads()
