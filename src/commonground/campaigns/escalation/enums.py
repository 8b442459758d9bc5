"""Words of escalations."""

from django.db.models import IntegerChoices, TextChoices


class Rung(IntegerChoices):
    """The rungs of the ladder, the same on every side."""

    WORKING = 1, "Working level"
    MANAGER = 2, "Manager"
    SPONSOR = 3, "Executive sponsor"


class Weight(TextChoices):
    """How much is at stake, or how soon it bites."""

    LOW = "low", "Low"
    MEDIUM = "medium", "Medium"
    HIGH = "high", "High"


class EscalationState(TextChoices):
    """From raised to confirmed by whoever raised it."""

    RAISED = "raised", "Raised"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    IN_WORK = "in work", "In work"
    RESOLVED = "resolved", "Resolved"
    CONFIRMED = "confirmed", "Confirmed"
    REOPENED = "reopened", "Reopened"


class About(TextChoices):
    """What an escalation may be about."""

    CAMPAIGN = "campaign", "The campaign"
    RACI_ROW = "raci-row", "A row of the RACI matrix"
    DELIVERABLE = "deliverable", "A deliverable"
    OTHER = "other", "Something else"


class EntryKind(TextChoices):
    """What an entry of the history says."""

    RAISED = "raised", "Raised"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    STARTED = "started", "Work started"
    UPDATED = "updated", "Update"
    STEPPED_UP = "stepped up", "Stepped up"
    PAUSE_ASKED = "pause asked", "Asked to pause"
    PAUSED = "paused", "Paused"
    RESUMED = "resumed", "Resumed"
    RESOLVED = "resolved", "Resolved"
    CONFIRMED = "confirmed", "Confirmed"
    REOPENED = "reopened", "Reopened"
