"""What an invitation lets somebody do."""

from django.db.models import TextChoices


class Purpose(TextChoices):
    """Join an organisation that speaks for itself, or claim one that a partner named."""

    JOIN = "join", "Join"
    CLAIM = "claim", "Claim"
