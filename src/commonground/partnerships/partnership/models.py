"""Rows for partnerships."""

from django.db import models

from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.partnerships.partnership.enums import PartyState
from commonground.people.models import Membership, Organisation


class Partnership(Record):
    """Organisations that work together; nobody owns it."""

    name = WordsField(max_length=120)
    purpose = ProseField(max_length=2000, blank=True)
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name


class Party(Record):
    """One organisation in one partnership, in the order of joining."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="parties")
    state = models.CharField(max_length=10, choices=PartyState)
    added_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = WordsField(max_length=500, blank=True)

    position = models.PositiveIntegerField(default=0, help_text="The order of joining.")

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "organisation"], name="party_once")]
