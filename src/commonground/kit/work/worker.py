"""The worker's loop: django-tasks-db runs the tasks, a second thread keeps the heart beating and the schedule going."""

import threading
from collections.abc import Sequence
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from commonground.kit import clock
from commonground.kit.work.actions import beat, pick_up_orphans, say_goodbye, start_due_jobs
from commonground.kit.work.rules import BEAT_EVERY, Job

log = structlog.get_logger(__name__)


class PatientWorker(Worker):
    """Finishes the task at hand however often it is told to stop; the library's fails it when told twice.

    systemd tells every process of a service at once, and so does our supervisor: that makes two.
    """

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if self.running:
            super().shutdown(signum, frame)


class Heart(threading.Thread):
    """Beats while a long task holds the main thread."""

    def __init__(self, worker_id: str, jobs: Sequence[Job]) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker_id, self.jobs = worker_id, jobs
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(BEAT_EVERY.total_seconds()):
            self.once()
        connection.close()

    def once(self) -> None:
        """One beat. A database that is away for a moment is no reason to die."""
        close_old_connections()
        try:
            tick(self.worker_id, self.jobs)
        except DatabaseError:
            log.exception("worker.beat_failed", worker=self.worker_id)

    def stop(self) -> None:
        """End the beat and take the worker off the list of the living."""
        self.stopping.set()
        self.join()
        say_goodbye(self.worker_id)


def tick(worker_id: str, jobs: Sequence[Job]) -> None:
    """What a worker does every few seconds besides its tasks."""
    now = clock.now()
    beat(worker_id, now)
    pick_up_orphans(now)
    for name in start_due_jobs(jobs, now):
        log.info("schedule.started", job=name)


def run_worker(jobs: Sequence[Job], *, until_empty: bool = False) -> None:
    """Work until SIGTERM or SIGINT, then finish the task at hand; with `until_empty` until nothing is left to do."""
    worker = PatientWorker(
        queue_names=["*"], interval=0.5, batch=until_empty, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
    )  # fmt: skip
    worker.configure_signals()
    heart = Heart(worker.worker_id, jobs)
    # Before the first task: a running task whose worker has no heartbeat counts as orphaned.
    tick(worker.worker_id, jobs)
    heart.start()
    try:
        worker.run()
    finally:
        heart.stop()
