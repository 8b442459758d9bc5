"""Rows for the ladder and for escalations."""

from django.db import models

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.escalation.enums import About, EntryKind, EscalationState, Rung, Weight
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class Contact(Record):
    """Who stands on one rung of the ladder for one organisation in one campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    rung = models.PositiveSmallIntegerField(choices=Rung)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["rung", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation", "rung"], name="contact_once")]


class Escalation(Record):
    """Something that one organisation cannot settle with another at the level where it is.

    `answer_due_at` and `update_due_at` run while it is open and not paused; missing one steps it up a rung.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="escalations")
    number = models.PositiveIntegerField()
    title = WordsField(max_length=200)
    words = ProseField(max_length=4000)
    about_kind = models.CharField(max_length=16, choices=About, default=About.CAMPAIGN)
    about_key = models.CharField(max_length=80, blank=True)
    about_label = WordsField(max_length=300, blank=True)
    raised_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="Who has to act.")
    impact = models.CharField(max_length=8, choices=Weight)
    urgency = models.CharField(max_length=8, choices=Weight)
    severity = models.PositiveSmallIntegerField(help_text="1 is the heaviest, 4 the lightest.")
    state = models.CharField(max_length=14, choices=EscalationState, default=EscalationState.RAISED)
    rung = models.PositiveSmallIntegerField(choices=Rung, default=Rung.WORKING)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    update_due_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    settled_rung = models.PositiveSmallIntegerField(choices=Rung, null=True, blank=True)
    root_cause = ProseField(max_length=2000, blank=True)
    prevention = ProseField(max_length=2000, blank=True)
    confidential = models.BooleanField(default=False)
    named = models.ManyToManyField(Membership, blank=True, related_name="+", help_text="Who sees a confidential one.")
    pause_asked_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pause_reason = ProseField(max_length=1000, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="escalation_number_once")]
        indexes = [models.Index(fields=["state", "answer_due_at"]), models.Index(fields=["state", "update_due_at"])]


class Entry(Record):
    """One line of an escalation's history; lines are only added. `by` is empty where the clock did it."""

    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EntryKind)
    by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = ProseField(max_length=4000, blank=True)
    rung = models.PositiveSmallIntegerField(choices=Rung)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entries"
