"""Rows for uploads."""

from django.db import models

from commonground.campaigns.campaign.models import Campaign
from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership


class Upload(Record):
    """A file (or pasted text) between being sent and being taken; only the one who sent it sees it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    name = WordsField(max_length=200)
    data = models.BinaryField()
    taken_at = models.DateTimeField(null=True, blank=True)
