"""Rows for simulations."""

from django.db import models

from commonground.campaigns.models import Campaign
from commonground.creative.decision.models import TableVersion
from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership


class Simulation(Record):
    """What one version of the table would have shown on one log. The log itself is not kept.

    `result` is engines.decisions.report.Simulation as plain values.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="simulations")
    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="simulations")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    log_name = WordsField(max_length=200)
    is_sample = models.BooleanField(default=False)
    table_digest = models.CharField(max_length=64, help_text="Of the table as it was then; a draft changes.")
    result = models.JSONField()

    class Meta:
        ordering = ["-created_at", "id"]
