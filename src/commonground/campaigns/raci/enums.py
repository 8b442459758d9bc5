"""Where a version of a matrix, and an organisation's word on it, stand."""

from django.db.models import TextChoices


class VersionState(TextChoices):
    """Draft is typed in; proposed can only be signed or replaced; in force binds; superseded is history."""

    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in-force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    REPLACED = "replaced", "Replaced before it was agreed"


class SignatureState(TextChoices):
    """What an organisation has said of a proposed version."""

    WAITING = "waiting", "Waiting"
    SIGNED = "signed", "Signed"
    CHANGE = "change", "Asks for a change"
