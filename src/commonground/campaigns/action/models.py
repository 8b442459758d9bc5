"""Rows for actions."""

from django.db import models

from commonground.campaigns.action.enums import ActionState, Source
from commonground.campaigns.campaign.models import Campaign
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class Action(Record):
    """One thing to do. Without a campaign it is the home organisation's alone.

    An action without an owner or a date is allowed, so that nothing said is lost; it is shown as such.
    """

    home = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", help_text="Who noted it.")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.CASCADE, related_name="actions")
    title = WordsField(max_length=200)
    words = ProseField(max_length=4000, blank=True)
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState, default=ActionState.OPEN)
    source = models.CharField(max_length=12, choices=Source, default=Source.OWN)
    source_key = models.CharField(max_length=200, blank=True)
    source_label = WordsField(max_length=300, blank=True)
    noted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"]),
            models.Index(fields=["campaign", "state", "due_on"]),
        ]

    @property
    def is_owned(self) -> bool:
        """Whether somebody owns it who is still there."""
        return self.owner is not None and not self.owner.has_left
