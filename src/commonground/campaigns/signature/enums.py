"""Where an organisation's word on a proposed version stands."""

from django.db.models import TextChoices


class SignatureState(TextChoices):
    """What an organisation has said of a proposed version."""

    WAITING = "waiting", "Waiting"
    SIGNED = "signed", "Signed"
    CHANGE = "change", "Asks for a change"
