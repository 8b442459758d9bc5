"""What the schedule does for the API."""

from commonground.api.idempotency import forget_replies
from commonground.kit.tasks import sweep


@sweep(why="deletes answers under idempotency keys that are older than a day, and reads none")
def clean_replies() -> int:
    """Delete them; returns how many."""
    return forget_replies()
