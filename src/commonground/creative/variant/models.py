"""Rows for variants."""

from django.db import models

from commonground.campaigns.models import Campaign
from commonground.creative.variant.enums import Approval
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class Variant(Record):
    """One version of the creative that decision logic can choose. `key` is what tables and logs call it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="variants")
    key = models.CharField(max_length=80)
    name = WordsField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", help_text="Who makes it."
    )
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sizes = models.JSONField(default=list, blank=True, help_text='Sizes that exist, as "300x250" or "15s".')
    active_from = models.DateField(null=True, blank=True)
    active_until = models.DateField(null=True, blank=True)
    link = WordsField(max_length=500, blank=True, help_text="Where it can be looked at.")
    state = models.CharField(max_length=10, choices=Approval, default=Approval.DRAFT)
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When approval was asked last.")
    words = ProseField(max_length=2000, blank=True, help_text="Why it was returned.")
    decided_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="variant_key_once")]

    def __str__(self) -> str:
        return self.name
