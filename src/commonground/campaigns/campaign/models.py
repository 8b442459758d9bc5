"""Rows for campaigns."""

from django.db import models

from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.partnerships.models import Partnership
from commonground.people.models import Membership, Organisation


class Campaign(Record):
    """What some organisations of a partnership do together, towards one goal and one launch."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="campaigns")
    name = WordsField(max_length=120)
    goal = ProseField(max_length=2000, blank=True)
    flight_start = models.DateField(null=True, blank=True)
    flight_end = models.DateField(null=True, blank=True)
    launch_on = models.DateField(null=True, blank=True)
    point_person = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ask_about = ProseField(max_length=1000, blank=True, help_text="What to ask the point person.")
    answers_when = WordsField(max_length=200, blank=True, help_text="When the point person answers.")
    started_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    review_weeks = models.PositiveSmallIntegerField(
        default=4, help_text="Weeks between reviews of the matrix, 1 to 52."
    )
    thresholds = models.JSONField(
        default=dict, blank=True, help_text="Of the responsibility rules, where not the default."
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["launch_on", "id"])]

    def __str__(self) -> str:
        return self.name


class Participant(Record):
    """One organisation in one campaign, in the order of joining, and what it does there."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="participants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="participations")
    does = WordsField(max_length=200, blank=True, help_text="Media agency, plans and buys.")
    added_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)

    position = models.PositiveIntegerField(default=0, help_text="The order of joining.")

    class Meta:
        ordering = ["position", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation"], name="participant_once")]


class Pin(Record):
    """A campaign that somebody keeps at hand in the sidebar."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pins")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="pins")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["membership", "campaign"], name="pin_once")]


class Absence(Record):
    """Days on which somebody is away, both included; a deputy is asked instead."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["first_on", "id"]
