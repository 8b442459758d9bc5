"""Rows of the background worker."""

from django.db import models


class WorkerBeat(models.Model):
    """A worker that lives, and when it last said so."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=200)
    process_id = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)


class ScheduleRun(models.Model):
    """When a job of the schedule was last started, by whichever worker came first."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
