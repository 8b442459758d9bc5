"""Rows for invitations."""

from django.db import models

from commonground.kit.record import Record
from commonground.people.invitation.enums import Purpose
from commonground.people.membership.enums import Level, Role
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation


class Invitation(Record):
    """A way in, bound to one organisation and one e-mail address, for one use within 72 hours."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    purpose = models.CharField(max_length=8, choices=Purpose)
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    level = models.CharField(max_length=12, choices=Level, default=Level.PRACTITIONER)
    functions = models.JSONField(default=list, blank=True)
    title = models.CharField(max_length=120, blank=True)
    seat = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations",
        help_text="The named person whose place it is, when there is one.",
    )  # fmt: skip
    invited_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    inviting = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations_sent")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
