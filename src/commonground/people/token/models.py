"""Rows for API tokens."""

from django.db import models

from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.membership.models import Membership
from commonground.people.token.enums import Scope


class ApiToken(Record):
    """A key with which a program acts as one person at one organisation. Only its hash is kept."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    name = WordsField(max_length=80)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    start = models.CharField(max_length=12, help_text="The first characters, to tell tokens apart.")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
