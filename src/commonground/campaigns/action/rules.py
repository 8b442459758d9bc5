"""Where an action stands on its day, and who may change it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

WEEK = timedelta(days=7)
NUDGE_BEFORE = timedelta(days=2)


def column(due_on: date | None, today: date) -> str:
    """The column of a board: over, week, later or undated."""
    if due_on is None:
        return "undated"
    if due_on < today:
        return "over"
    return "week" if due_on <= today + WEEK else "later"


def nudge(due_on: date | None, today: date) -> str:
    """The nudge that is due, as a part of the need's key: a new one shortly before the day, on it, and each week after."""
    if due_on is None or due_on > today + NUDGE_BEFORE:
        return "noted"
    if due_on > today:
        return "soon"
    return f"over-{(today - due_on).days // 7}" if due_on < today else "today"


def missing_words(action: Any) -> str:
    """What talk has left open: "who does it", "by when" or both; "" where it has an owner who is there, and a day."""
    owned = action.owner is not None and not action.owner.has_left
    missing = ([] if owned else ["who does it"]) + ([] if action.due_on else ["by when"])
    return " and ".join(missing)


def may_change(organisation: UUID | None, home: UUID, owner_organisation: UUID | None) -> bool:
    """Whoever noted it and whoever owns it may change it, each for their organisation."""
    return organisation is not None and organisation in {home, owner_organisation}
