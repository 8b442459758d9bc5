"""What a dead worker left running is taken up by another, so many times."""

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from commonground.kit.work.actions import beat, pick_up_orphans, say_goodbye
from commonground.kit.work.models import WorkerBeat
from commonground.kit.work.queries import living_workers, tasks_by_status
from commonground.kit.work.rules import DEAD_AFTER
from commonground.project.tasks import clean_tasks

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def running(*workers: str) -> DBTaskResult:
    """A task that the last of `workers` is running, after the others died."""
    task = DBTaskResult.objects.get(pk=clean_tasks.enqueue().id)
    for worker in workers:
        task.claim(worker)
    return task


def status(task: DBTaskResult) -> str:
    task.refresh_from_db()
    return task.status


def test_a_living_worker_keeps_its_task() -> None:
    beat("ada", NOW - DEAD_AFTER + timedelta(seconds=1))
    task = running("ada")
    assert pick_up_orphans(NOW) == []
    assert status(task) == TaskResultStatus.RUNNING


def test_a_worker_without_a_heartbeat_loses_it() -> None:
    beat("ada", NOW - DEAD_AFTER)
    task = running("ada")
    assert pick_up_orphans(NOW) == [str(task.pk)]
    assert status(task) == TaskResultStatus.READY


def test_a_worker_that_said_goodbye_loses_it_at_once() -> None:
    beat("ada", NOW)
    task = running("ada")
    say_goodbye("ada")
    assert pick_up_orphans(NOW) == [str(task.pk)]


def test_the_last_to_take_it_counts() -> None:
    beat("ada", NOW)
    task = running("ada", "ben")
    assert pick_up_orphans(NOW) == [str(task.pk)]


def test_the_third_death_is_the_last() -> None:
    task = running("ada", "ben", "cleo")
    assert pick_up_orphans(NOW) == []
    assert status(task) == TaskResultStatus.FAILED
    assert task.exception_class_path == "commonground.kit.work.actions.Abandoned"
    assert tasks_by_status() == {"READY": 0, "RUNNING": 0, "FAILED": 1, "SUCCESSFUL": 0}


def test_beats_are_counted_by_their_time_and_old_ones_forgotten() -> None:
    beat("ada", NOW - timedelta(days=2))
    beat("ben", NOW - timedelta(seconds=90))
    beat("ben", NOW)
    assert living_workers(NOW) == ["ben"]
    pick_up_orphans(NOW)
    assert list(WorkerBeat.objects.values_list("worker_id", flat=True)) == ["ben"]
