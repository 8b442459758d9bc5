"""Rows for organisations."""

from datetime import time

from django.db import models

from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.organisation.enums import OrganisationKind


def monday_to_friday() -> list[int]:
    """The days on which work is done unless an organisation says otherwise."""
    return [0, 1, 2, 3, 4]


class Organisation(Record):
    """A peer. Until somebody of it has claimed it, it is only what a partner told of it (`told_by`)."""

    name = WordsField(max_length=120)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER)
    verticals = models.JSONField(default=list, blank=True)
    markets = models.JSONField(default=list, blank=True)
    about = ProseField(max_length=2000, blank=True)
    website = models.URLField(blank=True, max_length=300)
    domain = models.CharField(max_length=253, blank=True, help_text="The domain of its people's e-mail addresses.")
    time_zone = models.CharField(max_length=50, default="UTC")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166; its public holidays are kept.")
    region = models.CharField(max_length=10, blank=True, help_text="ISO 3166-2, where holidays differ by region.")
    work_days = models.JSONField(default=monday_to_friday, help_text="0 is Monday.")
    works_from = models.TimeField(default=time(9))
    works_until = models.TimeField(default=time(17, 30))
    days_off = models.JSONField(default=list, blank=True, help_text="Further days without work, as ISO dates.")
    colour = models.PositiveSmallIntegerField(help_text="1 to 12, of the design's palette, kept for life.")
    letters = models.CharField(max_length=2)
    listed = models.BooleanField(default=True, help_text="Shown in the directory to everybody who is signed in.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="told")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(colour__range=(1, 12)), name="organisation_colour_of_palette"),
        ]
        indexes = [models.Index(fields=["domain"])]

    def __str__(self) -> str:
        return self.name

    @property
    def has_joined(self) -> bool:
        """Whether it speaks for itself."""
        return self.claimed_at is not None


class Merge(Record):
    """Two organisations that turn out to be one: proposed by one side, agreed by the other."""

    from_organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges_away")
    into_organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="merges_in")
    proposed_by = models.ForeignKey("people.Membership", on_delete=models.PROTECT, related_name="+")
    proposing = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
