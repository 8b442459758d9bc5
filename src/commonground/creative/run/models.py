"""Rows for runs."""

import json
from typing import Any

from django.db import models

from commonground.campaigns.models import Campaign
from commonground.creative.decision.models import TableVersion
from commonground.creative.run.enums import OPEN, RunKind, RunState
from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership


class Run(Record):
    """One version of the table over one log. The log is kept until it was read, and no longer.

    options   of the kind, as the function in `reading` of that name takes them
    rows      rows read so far; `rows_in_all` is None where the log does not say
    result    of a run that is done, as plain values: engines.decisions.report_json
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="runs")
    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="runs")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=RunKind, default=RunKind.SIMULATION)
    log_name = WordsField(max_length=200)
    log = models.BinaryField(blank=True, default=b"")
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=RunState, default=RunState.QUEUED)
    rows = models.PositiveBigIntegerField(default=0)
    rows_in_all = models.PositiveBigIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When it last said how far it is.")
    ended_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(
        max_length=500, blank=True, help_text="Why it failed, in words for whoever sent the log."
    )
    table_digest = models.CharField(
        max_length=64, blank=True, help_text="Of the table as it was then; a draft changes."
    )
    result = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]

    @property
    def found(self) -> dict[str, Any] | None:
        """The result as it is handed on: the table that it comes from as `commonground decide` reads it."""
        if self.result is None or "inputs" not in self.result:
            return self.result
        inputs = self.result["inputs"]
        return {**self.result, "inputs": {**inputs, "table": json.loads(inputs["table"])}}

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.state == RunState.DONE

    @property
    def is_open(self) -> bool:
        """Whether it still waits or is under way."""
        return self.state in OPEN
