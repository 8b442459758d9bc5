"""Words for people."""

from django.db.models import TextChoices


class MailRhythm(TextChoices):
    """How often mail says what needs somebody."""

    IMMEDIATE = "immediate", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week, on Monday"
    NEVER = "never", "Never"
