"""When mail is due."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

DIGEST_HOUR = 7
MONDAY = 0


def digest_key(now: datetime, time_zone: str, *, weekly: bool = False) -> str | None:
    """The key of the digest that is due: one a day of the person's calendar from seven in the morning, else None.

    A weekly one is due from Monday at seven; a site that was down then sends it later in the week.
    """
    local = now.astimezone(ZoneInfo(time_zone))
    if weekly:
        year, week, _ = local.isocalendar()
        early = local.weekday() == MONDAY and local.hour < DIGEST_HOUR
        return None if early else f"digest:{year}-W{week:02d}"
    return f"digest:{local.date().isoformat()}" if local.hour >= DIGEST_HOUR else None


def is_quiet(now: datetime, time_zone: str, since: time | None, until: time | None) -> bool:
    """Whether somebody wants no mail now: from `since` to `until`, local time, also across midnight."""
    if since is None or until is None or since == until:
        return False
    local = now.astimezone(ZoneInfo(time_zone)).time()
    return since <= local < until if since < until else local >= since or local < until
