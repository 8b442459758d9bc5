"""Rows of the activity log."""

from django.db import models

from commonground.people.activity.rules import detail_words


class Activity(models.Model):
    """One thing that somebody did. Rows are only ever added; each carries the hash of the one before."""

    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=120)
    organisation_id = models.UUIDField(null=True)
    organisation_name = models.CharField(max_length=120)
    verb = models.CharField(max_length=500, help_text="What was done, in words: proposed RACI v4.")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    scope_kind = models.CharField(
        max_length=40, help_text="The page on which it is shown: a campaign, an organisation."
    )
    scope_id = models.UUIDField()
    private = models.BooleanField(default=False, help_text="Only for the organisation that acted.")
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    @property
    def more(self) -> str:
        """What is known beyond the verb, in words."""
        return detail_words(self.detail)

    class Meta:
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["scope_kind", "scope_id", "-id"], name="activity_scope")]
