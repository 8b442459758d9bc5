"""Rows for kick-offs and calls."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.kickoff.enums import (
    Answer,
    MeetingKind,
    MeetingState,
    PreparationKind,
    UnderstandingState,
)
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.membership.enums import Function
from commonground.people.models import Membership, Organisation


class Series(Record):
    """Calls at a cadence, at the same local time, also across a change of the clocks."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="call_series")
    title = WordsField(max_length=200)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    first_on = models.DateField()
    at = models.TimeField(help_text="Local time in `time_zone`.")
    time_zone = models.CharField(max_length=50)
    minutes = models.PositiveSmallIntegerField(default=45)
    place = WordsField(max_length=300, blank=True)
    organiser = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_on", "id"]


class Meeting(Record):
    """A kick-off or a call. `sequence` grows with each change that invitations tell of."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind)
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="calls")
    title = WordsField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    time_zone = models.CharField(
        max_length=50, help_text="Where it was planned; everybody sees their own time beside it."
    )
    place = WordsField(max_length=300, blank=True, help_text="A room or a link.")
    state = models.CharField(max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    organiser = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    recap = ProseField(max_length=10_000, blank=True)
    recapped_at = models.DateTimeField(null=True, blank=True)
    recapped_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["campaign", "starts_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When it is planned to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        """The day on which it begins, where it was planned."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()


class RequiredFunction(Record):
    """A function that must be in the room, and of which organisation; or why it need not be, and who said so."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="required_functions")
    function = models.CharField(max_length=20, choices=Function)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    waived_reason = ProseField(max_length=1000, blank=True)
    waived_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "function"], name="required_function_once")]


class Invitee(Record):
    """A person who is asked to a meeting, what they answered, and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.OPEN)
    attended = models.BooleanField(null=True, blank=True)
    told_sequence = models.IntegerField(default=-1, help_text="The last change that their invitation has told.")
    uninvited_at = models.DateTimeField(null=True, blank=True)
    recap_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="invitee_once")]


class AgendaItem(Record):
    """One point of the agenda: whose, how long, what to read before, and what was said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    title = WordsField(max_length=200)
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=10)
    reading = ProseField(max_length=2000, blank=True)
    notes = ProseField(max_length=10_000, blank=True)

    class Meta:
        ordering = ["position", "id"]


class Preparation(Record):
    """One thing that has to be there before the kick-off."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="preparations")
    kind = models.CharField(max_length=16, choices=PreparationKind)
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    result = ProseField(max_length=2000, blank=True, help_text="Where it is, or what was fixed.")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind"], name="preparation_once")]


class Decision(Record):
    """Something decided: by whom, after asking whom, in place of what."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="decisions")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    number = models.PositiveIntegerField()
    text = ProseField(max_length=2000)
    decided_on = models.DateField()
    decided_by = models.ManyToManyField(Membership, related_name="+")
    consulted = models.ManyToManyField(Membership, blank=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"Decision {self.number}"


class Term(Record):
    """A word that all use for the same thing, and which organisations have agreed to it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="vocabulary")
    term = WordsField(max_length=120)
    meaning = ProseField(max_length=1000)
    aliases = models.JSONField(default=list, blank=True)
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ManyToManyField(Organisation, blank=True, related_name="+")

    class Meta:
        ordering = ["term", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "term"], name="term_once")]

    def __str__(self) -> str:
        return self.term


class Understanding(Record):
    """What one organisation says of a recap: confirmed, or an objection that stays open until it is answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="understandings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=UnderstandingState, default=UnderstandingState.WAITING)
    words = ProseField(max_length=2000, blank=True)
    said_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True)
    answer = ProseField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="understanding_once")]
