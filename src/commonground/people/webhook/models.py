"""Rows for webhooks and what is sent to them."""

from django.db import models

from commonground.kit.fields import WordsField
from commonground.kit.record import Record
from commonground.people.membership.models import Membership
from commonground.people.organisation.models import Organisation
from commonground.people.webhook.enums import DeliveryState, Shape


class Webhook(Record):
    """Where an organisation wants to be told. Its secret is reckoned from the site's key, so no copy of it is kept.

    `secret_number` counts how often the secret was changed; the one before stays good until `former_until`.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="webhooks")
    name = WordsField(max_length=120)
    url = models.URLField(max_length=500)
    shape = models.CharField(max_length=8, choices=Shape, default=Shape.JSON)
    secret_number = models.PositiveIntegerField(default=1)
    former_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = WordsField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "id"]


class Delivery(Record):
    """One message for one webhook: the outbox and the delivery log in one. Its id goes along and never changes.

    It is written in the transaction of what it tells of. A worker that dies after sending sends it again, with the same id.
    """

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    member = models.ForeignKey(
        Membership,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="Whose need it tells of.",
    )
    key = models.CharField(max_length=250, help_text="What it tells of, so that it is told once.")
    event = models.CharField(max_length=80)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    last_tried_at = models.DateTimeField(null=True, blank=True)
    last_answer = WordsField(max_length=300, blank=True, help_text="The status, or why there was none.")
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["state", "next_try_at"])]
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="delivery_once")]
