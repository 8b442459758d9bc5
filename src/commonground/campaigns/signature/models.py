"""Rows for signatures."""

from django.db import models

from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.signature.enums import SignatureState
from commonground.kit.fields import ProseField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class Signature(Record):
    """What one participant says of one proposed version."""

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=SignatureState, default=SignatureState.WAITING)
    opened_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    reason = ProseField(max_length=2000, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="signature_once")]
