"""Rows for private notes."""

from django.db import models

from commonground.kit.fields import ProseField
from commonground.kit.record import Record
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation


class Note(Record):
    """What one organisation writes for itself about a shared thing; no other organisation can see, count or find it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notes")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    part = models.CharField(max_length=80, blank=True, help_text="Of the subject: the key of a row of its matrix.")
    body = ProseField(max_length=10_000)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "subject_kind", "subject_id"])]
