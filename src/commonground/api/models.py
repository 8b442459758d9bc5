"""All rows of this app, where Django looks for them."""

from django.db import models

from commonground.people.models import Membership


class IdempotentReply(models.Model):
    """The answer once given to a write with an Idempotency-Key: the same again for the same body, 409 for another."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "key"], name="idempotency_key_once")]
