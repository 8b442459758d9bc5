"""What is known of the workers and of the queue."""

from datetime import datetime

from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from commonground.kit.work.models import WorkerBeat
from commonground.kit.work.rules import DEAD_AFTER


def living_workers(now: datetime) -> list[str]:
    """The ids of the workers whose heart beats."""
    return list(WorkerBeat.objects.filter(beat_at__gt=now - DEAD_AFTER).values_list("worker_id", flat=True))


def tasks_by_status() -> dict[str, int]:
    """How many tasks there are in each state; a state without any is there with 0."""
    counted = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
    return {"READY": 0, "RUNNING": 0, "FAILED": 0, "SUCCESSFUL": 0} | dict(counted)
