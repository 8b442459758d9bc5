"""Where a variant stands."""

from django.db.models import TextChoices


class Approval(TextChoices):
    """Whether a variant may be shown."""

    DRAFT = "draft", "In work"
    ASKED = "asked", "Waits for approval"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"
