"""Rows for assessments that were made before."""

from django.db import models

from commonground.campaigns.models import Campaign


class KeptVerdict(models.Model):
    """How a campaign stood when it was last assessed. It holds for as long as `mark` is what it would be now."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, primary_key=True, related_name="kept_verdict")
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=20)
    words = models.CharField(max_length=60)
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    waived = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()
    # Errors by area of the checks.
    areas = models.JSONField()
    # The assessment as engines.readiness.stored writes it, and the grid's numbers of the rows of which it speaks.
    assessment = models.JSONField()
    numbers = models.JSONField()
    reckoned_at = models.DateTimeField()
