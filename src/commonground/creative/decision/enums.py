"""Where a version of the decision table stands, and what a side says of it."""

from django.db.models import TextChoices


class TableState(TextChoices):
    """Only a draft is written; what is proposed or in force stays as it was."""

    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    IN_FORCE = "in-force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Put aside"


OPEN = (TableState.DRAFT, TableState.PROPOSED)


class Side(TextChoices):
    """On which side an organisation signs a table off."""

    CREATIVE = "creative", "Creative"
    MEDIA = "media", "Media"
    BRAND = "brand", "Brand"


class SignOffState(TextChoices):
    """What an organisation has said of a proposed version."""

    WAITING = "waiting", "Waiting"
    SIGNED = "signed", "Signed off"
    CHANGE = "change", "Asks for a change"
