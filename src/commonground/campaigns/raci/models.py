"""Rows for responsibility matrices."""

from django.db import models
from django.db.models import Q

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.raci.enums import VersionState
from commonground.kit.fields import ProseField, WordsField
from commonground.kit.record import Record
from commonground.people.models import Membership, Organisation


class MatrixVersion(Record):
    """One version of a campaign's matrix. Only a draft changes; what is proposed or signed is kept as it was."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="matrix_versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, default="RACI", help_text="RACI or RASCI.")
    state = models.CharField(max_length=12, choices=VersionState, default=VersionState.DRAFT)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = WordsField(max_length=200, blank=True, help_text="The file it was imported from.")
    proposed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    content = models.JSONField(default=dict, blank=True, help_text="What was proposed, as it was put before everybody.")
    content_hash = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of what was proposed; signatures bind to it."
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="matrix_version_number_once"),
            *(
                models.UniqueConstraint(
                    fields=["campaign"], condition=Q(state=state), name=f"matrix_one_{state.replace('-', '_')}"
                )
                for state in ("draft", "proposed", "in-force")
            ),
        ]

    def __str__(self) -> str:
        return f"RACI v{self.number}"


class MatrixRole(models.Model):
    """A column: a role of an organisation, held by a named person or vacant. `key` is the same in every version."""

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="roles")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = WordsField(max_length=120)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation_name = WordsField(max_length=120, blank=True, help_text="As the file said, until it is matched.")
    holder = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="matrix_roles")
    holder_name = WordsField(max_length=120, blank=True, help_text="As the file said, until they are matched.")
    vacant = models.BooleanField(default=False, help_text="Known to be held by nobody; otherwise only not named yet.")
    # Of one that was taken out: what it held, by the rows' keys.
    letters: dict[str, str] = {}

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="matrix_role_key_once")]

    @property
    def person_name(self) -> str:
        """Who holds it, matched or not; nobody once they have left."""
        if self.holder is None:
            return self.holder_name
        return "" if self.holder.has_left else self.holder.name


class MatrixRow(models.Model):
    """A task or decision with its letters, `cells` from a role's key to R, A, C, I, A/R or S."""

    version = models.ForeignKey(MatrixVersion, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    phase = WordsField(max_length=120, blank=True)
    task = WordsField(max_length=300)
    kind = models.CharField(max_length=8, choices=[("task", "Task"), ("decision", "Decision")], default="task")
    note = ProseField(max_length=2000, blank=True)
    cells = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="matrix_row_key_once")]


class Comment(Record):
    """A word on a row, seen by every participant and kept across versions by the row's key."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="row_comments")
    row_key = models.CharField(max_length=80)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    body = ProseField(max_length=2000)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["campaign", "row_key"])]
