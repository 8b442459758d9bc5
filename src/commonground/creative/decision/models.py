"""Rows for decision tables."""

from typing import Any

from django.db import models
from django.db.models import Q

from commonground.campaigns.models import Campaign
from commonground.creative.decision.enums import Side, SignOffState, TableState
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation

Snapshot = dict[str, Any]


class TableVersion(Record):
    """One version of a campaign's decision table. `signals` are the keys of its columns, in order.

    `vocabulary` is what `decision.vocabulary` reads: the signals and variants as they were put before both sides. It is
    empty until the version is proposed, and stays the same from then on.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="table_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=TableState, default=TableState.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = WordsField(max_length=200, blank=True, help_text="The file it was imported from.")
    signals = models.JSONField(default=list, blank=True)
    vocabulary = models.JSONField(default=dict, blank=True, help_text="Its signals and variants as they were proposed.")
    hit_policy = models.CharField(max_length=20, default="FIRST")
    missing_policy = models.CharField(max_length=10, default="feel")
    default = WordsField(max_length=500, blank=True, help_text="What everyone else gets; empty for nothing.")
    accepted = models.JSONField(default=list, blank=True, help_text="Overlaps that are meant, as pairs of rule keys.")
    changed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was proposed.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="table_version_number_once"),
            *(
                models.UniqueConstraint(
                    fields=["campaign"], condition=Q(state=state), name=f"table_one_{state.replace('-', '_')}"
                )
                for state in ("draft", "proposed", "in-force")
            ),
        ]

    def __str__(self) -> str:
        return f"Creative plan v{self.number}"

    # What a draft was like when it was opened for a change: decision.steps.
    before: Snapshot | None = None

    @property
    def mark(self) -> str:
        """Tells whether somebody has changed the version since it was looked at."""
        return f"{self.number}.{self.revision}"


class TableRule(models.Model):
    """A row: `when` from a signal's key to a unary test, `then` the key of a variant, or a rotation such as "even(a, b)".

    `key` is the same in every version.
    """

    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="rules")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    when = models.JSONField(default=dict, blank=True)
    then = WordsField(max_length=500, blank=True)
    group = models.PositiveSmallIntegerField(default=0, help_text="For priority groups alone.")
    note = WordsField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="table_rule_key_once")]


class TableStep(Record):
    """One change of a draft, with what it has replaced: decision.steps. `number` counts from 1."""

    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    verb = WordsField(max_length=300)
    replaced = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="table_step_once")]


class SignOff(Record):
    """What one organisation says of one proposed version, and for which side."""

    version = models.ForeignKey(TableVersion, on_delete=models.CASCADE, related_name="sign_offs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    state = models.CharField(max_length=8, choices=SignOffState, default=SignOffState.WAITING)
    signed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    reason = ProseField(max_length=2000, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="sign_off_once")]
