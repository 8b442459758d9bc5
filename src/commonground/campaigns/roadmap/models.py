"""Rows for roadmaps."""

from django.db import models
from django.db.models import Q

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.roadmap.enums import FeedScope, ProgressState, RoadmapState
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class RoadmapVersion(Record):
    """One version of a campaign's roadmap. Only a draft changes; what was published is kept as it was."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="roadmap_versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=RoadmapState, default=RoadmapState.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = WordsField(max_length=200, blank=True, help_text="The file it was imported from.")
    starts_on = models.DateField(null=True, blank=True, help_text="The first day on which any work may start.")
    launch_on = models.DateField(null=True, blank=True, help_text="The launch that it is counted back from.")
    summary = ProseField(max_length=1000, blank=True, help_text="What changed and why, in the publisher's words.")
    published_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="roadmap_version_number_once"),
            *(
                models.UniqueConstraint(fields=["campaign"], condition=Q(state=state), name=f"roadmap_one_{state}")
                for state in ("draft", "current")
            ),
        ]

    def __str__(self) -> str:
        return f"Roadmap v{self.number}"


class RoadmapPhase(models.Model):
    """A stretch of the plan. `lead` is the working days between the end of its deliverables and the launch."""

    version = models.ForeignKey(RoadmapVersion, on_delete=models.CASCADE, related_name="phases")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = WordsField(max_length=120)
    lead = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="roadmap_phase_key_once")]


class Deliverable(models.Model):
    """A thing that one organisation hands over. `key` is the same in every version.

    `depends_on` is a list of [key, lag]: what it waits for, and how many working days must lie between.
    """

    version = models.ForeignKey(RoadmapVersion, on_delete=models.CASCADE, related_name="deliverables")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    phase = models.CharField(max_length=80, blank=True, help_text="The key of its phase.")
    title = WordsField(max_length=200)
    milestone = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acceptance = ProseField(max_length=2000, blank=True, help_text="By what one sees that it is done.")
    start_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    duration = models.PositiveSmallIntegerField(default=1, help_text="Working days; a milestone has 0.")
    depends_on = models.JSONField(default=list, blank=True)
    raci_row = models.CharField(max_length=80, blank=True, help_text="The row of the matrix that it belongs to.")
    changed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="deliverable_key_once")]


class Progress(Record):
    """How far a deliverable is, whatever version of the roadmap it stands in."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="progress")
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=12, choices=ProgressState, default=ProgressState.PLANNED)
    started_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    first_delivered_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    times_returned = models.PositiveSmallIntegerField(default=0)
    reason = ProseField(max_length=2000, blank=True, help_text="Why it was returned last.")
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="progress_once")]

    @property
    def accepted_first_time(self) -> bool:
        """It was accepted without ever having been returned."""
        return self.state == ProgressState.ACCEPTED and self.times_returned == 0


class Acknowledgement(Record):
    """One organisation's word that it navigates by a version."""

    version = models.ForeignKey(RoadmapVersion, on_delete=models.CASCADE, related_name="acknowledgements")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="acknowledgement_once")]


class FeedLink(Record):
    """A secret address at which somebody's calendar program reads days. Only its hash is kept."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="feed_links")
    scope = models.CharField(max_length=12, choices=FeedScope)
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
