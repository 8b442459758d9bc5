"""Days in words, as the pages say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format


def day(value: date) -> str:
    """Fri 16 Oct 2026"""
    return date_format(value, "D j M Y")


def short_day(value: date) -> str:
    """Fri 16 Oct"""
    return date_format(value, "D j M")


def local_day(moment: datetime, time_zone: str) -> date:
    """The day on which a moment falls in a time zone (its IANA name)."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def due_words(due: date, today: date) -> str:
    """Tomorrow; In 32 days; 2 days over"""
    days = (due - today).days
    near = {0: "Today", 1: "Tomorrow", -1: "1 day over"}
    if days in near:
        return near[days]
    return f"In {days} days" if days > 0 else f"{-days} days over"


def in_words(due: date, today: date) -> str:
    """The same in the middle of a sentence: launch in 32 days"""
    words = due_words(due, today)
    return words[0].lower() + words[1:]


def time_left(until: datetime, now: datetime) -> str:
    """2 h 58 min left; 3 days left; 1 h over"""
    minutes = round(abs((until - now).total_seconds()) / 60)
    hours, days = divmod(minutes, 60), minutes // 1440
    if days >= 2:
        words = f"{days} days"
    elif hours[0]:
        words = f"{hours[0]} h {hours[1]} min" if hours[1] else f"{hours[0]} h"
    else:
        words = f"{minutes} min"
    return f"{words} left" if until > now else f"{words} over"


def zone_words(moment: datetime, zone: str) -> str:
    """CEST; UTC+14 where a zone has no letters of its own."""
    name = moment.astimezone(ZoneInfo(zone)).tzname() or zone
    return f"UTC{name}" if name[0] in "+-" else name


def clock_words(moment: datetime, zone: str) -> str:
    """10:00 CEST"""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M} {zone_words(moment, zone)}"
