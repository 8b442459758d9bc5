"""How long an invitation holds."""

from datetime import datetime, timedelta

LIFE = timedelta(hours=72)


def is_open(used_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Whether somebody may still come in by it."""
    return used_at is None and revoked_at is None and now < expires_at
