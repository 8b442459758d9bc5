"""When a job is due, and when a worker counts as dead."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from commonground.kit.tasks import Task

BEAT_EVERY = timedelta(seconds=5)
# Twelve missed beats: a worker that waits for a busy database is not dead.
DEAD_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Job:
    """A line of the schedule: a task `every` so often, or once a day `at` a time in UTC."""

    name: str
    task: Task[[], Any]
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError(f"{self.name}: say either every or at")


def is_due(job: Job, last: datetime | None, now: datetime) -> bool:
    """Whether the job should start: at once when it never did, and once only for however many turns were missed."""
    if last is None:
        return True
    if job.every is not None:
        return now - last >= job.every
    return last < _latest_turn(job, now)


def _latest_turn(job: Job, now: datetime) -> datetime:
    assert job.at is not None
    today = now.replace(hour=job.at.hour, minute=job.at.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)
