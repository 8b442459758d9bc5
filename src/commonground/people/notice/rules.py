"""When mail is due."""

from datetime import datetime
from zoneinfo import ZoneInfo

DIGEST_HOUR = 7


def digest_key(now: datetime, time_zone: str) -> str | None:
    """The key of the digest that is due, one a day of the person's calendar; None before seven in the morning."""
    local = now.astimezone(ZoneInfo(time_zone))
    return f"digest:{local.date().isoformat()}" if local.hour >= DIGEST_HOUR else None
