"""Where an organisation stands in a partnership."""

from django.db.models import TextChoices


class PartyState(TextChoices):
    """TOLD: named by a partner, cannot answer yet. The others are the organisation's own word, or its absence."""

    TOLD = "told", "Not joined yet"
    INVITED = "invited", "Asked"
    ACCEPTED = "accepted", "Takes part"
    DECLINED = "declined", "Declined"
    LEFT = "left", "Left"
