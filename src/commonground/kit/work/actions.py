"""What a worker writes besides its tasks."""

import os
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import IntegrityError, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from commonground.kit.work.models import ScheduleRun, WorkerBeat
from commonground.kit.work.queries import living_workers
from commonground.kit.work.rules import MOST_ATTEMPTS, Job, is_due

log = structlog.get_logger(__name__)

KEEP_BEATS = timedelta(days=1)


class Abandoned(Exception):
    """Every worker that took the task died with it."""


def beat(worker_id: str, now: datetime) -> None:
    """Say that this worker lives."""
    if not WorkerBeat.objects.filter(worker_id=worker_id).update(beat_at=now):
        WorkerBeat.objects.create(
            worker_id=worker_id, host=socket.gethostname(), process_id=os.getpid(), started_at=now, beat_at=now
        )


def say_goodbye(worker_id: str) -> None:
    """End the heartbeat, so that what this worker left undone is picked up at once."""
    WorkerBeat.objects.filter(worker_id=worker_id).delete()


@transaction.atomic
def pick_up_orphans(now: datetime) -> list[str]:
    """Put back the running tasks of dead workers, or fail those tried too often; returns the ids of those put back."""
    WorkerBeat.objects.filter(beat_at__lt=now - KEEP_BEATS).delete()
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    living = set(living_workers(now))
    # Locked, so that of two workers one picks up; skipped when the task's own worker is just finishing it.
    orphans = [
        one for one in running.select_for_update(skip_locked=True) if not living.intersection(one.worker_ids[-1:])
    ]
    for orphan in orphans:
        _put_back(orphan)
    return [str(orphan.pk) for orphan in orphans if orphan.status == TaskResultStatus.READY]


def _put_back(orphan: DBTaskResult[..., Any]) -> None:
    tries = len(orphan.worker_ids)
    log.warning("task.orphaned", task=orphan.task_path, task_id=str(orphan.pk), tries=tries)
    if tries >= MOST_ATTEMPTS:
        orphan.set_failed(Abandoned(f"{tries} workers died while they ran this."))
        return
    orphan.status = TaskResultStatus.READY
    orphan.started_at = None
    orphan.save(update_fields=["status", "started_at"])


def start_due_jobs(jobs: Iterable[Job], now: datetime) -> list[str]:
    """Start what is due and return its names. Of several workers that try at the same moment one starts a job."""
    last = dict(ScheduleRun.objects.values_list("name", "started_at"))
    return [job.name for job in jobs if is_due(job, last.get(job.name), now) and _claim(job, last.get(job.name), now)]


def _claim(job: Job, last: datetime | None, now: datetime) -> bool:
    try:
        with transaction.atomic():
            if last is None:
                ScheduleRun.objects.create(name=job.name, started_at=now)
            elif not ScheduleRun.objects.filter(name=job.name, started_at=last).update(started_at=now):
                return False
            job.task.enqueue()
    except IntegrityError:
        return False
    return True


def forget_finished_tasks(before: datetime) -> int:
    """Delete the records of tasks that ended before then."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]
