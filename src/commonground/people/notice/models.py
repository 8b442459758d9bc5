"""Rows for what has been mailed."""

from django.conf import settings
from django.db import models

from commonground.kit.record import Record
from commonground.people.organisation.models import Organisation


class NeedNotice(Record):
    """One need (or one day's digest) that a person was told of by mail, so that it is told once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    mailed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "key"], name="need_notice_once"),
        ]
