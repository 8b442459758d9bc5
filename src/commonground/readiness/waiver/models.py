"""Rows for waivers."""

from django.db import models

from commonground.campaigns.models import Campaign
from commonground.kit.fields import ProseField
from commonground.kit.record import Record
from commonground.people.models import Membership


class Waiver(Record):
    """One finding of one campaign, set aside by somebody until a day, for a reason."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waivers")
    fingerprint = models.CharField(max_length=200, help_text="Which finding: its id and its place.")
    message = models.CharField(max_length=500, default="", help_text="What the finding said.")
    reason = ProseField(max_length=1000)
    expires_on = models.DateField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "fingerprint"])]
