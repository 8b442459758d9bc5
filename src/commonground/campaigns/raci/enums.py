"""Where a version of a matrix stands."""

from django.db.models import TextChoices


class VersionState(TextChoices):
    """Draft is typed in; proposed can only be signed or replaced; in force binds; superseded is history."""

    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in-force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    REPLACED = "replaced", "Replaced before it was agreed"
