"""Words of actions."""

from django.db.models import TextChoices


class ActionState(TextChoices):
    """Open until it is done or let go."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Let go"


class Source(TextChoices):
    """Where an action came from. Apps above add theirs by name."""

    OWN = "own", "Noted by somebody"
    MEETING = "meeting", "A kick-off or call"
    ESCALATION = "escalation", "An escalation"
    FINDING = "finding", "A readiness finding"
    HEALTH = "health", "A health review"
    ROUNDTABLE = "roundtable", "A roundtable"
