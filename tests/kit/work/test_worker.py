"""The worker itself: it runs what is queued, beats, and leaves no trace of itself."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from commonground.kit import clock
from commonground.kit.tasks import sweep
from commonground.kit.work.actions import beat, forget_finished_tasks
from commonground.kit.work.models import WorkerBeat
from commonground.kit.work.worker import Heart, run_worker
from commonground.project.schedule import SCHEDULE
from commonground.project.tasks import clean_tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _signals() -> Iterator[None]:
    """The worker takes the signals for itself, as it may in its own process."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals")
def test_it_runs_the_schedule_and_the_queue_until_nothing_is_left() -> None:
    run_worker(SCHEDULE, until_empty=True)
    assert list(DBTaskResult.objects.values_list("status", flat=True)) == [TaskResultStatus.SUCCESSFUL] * len(SCHEDULE)
    assert list(WorkerBeat.objects.all()) == []


@pytest.mark.usefixtures("_signals")
def test_it_finishes_what_a_dead_worker_began() -> None:
    task = DBTaskResult.objects.get(pk=clean_tasks.enqueue().id)
    task.claim("dead")
    run_worker((), until_empty=True)
    task.refresh_from_db()
    assert (task.status, task.worker_ids[0]) == (TaskResultStatus.SUCCESSFUL, "dead")


def test_a_heart_survives_a_beat_that_the_database_refuses() -> None:
    beat("ada", clock.now() - timedelta(hours=1))
    heart = Heart("ada", ())
    heart.worker_id = None  # type: ignore[assignment]
    heart.once()
    heart.worker_id = "ada"
    heart.once()
    assert WorkerBeat.objects.get(worker_id="ada").beat_at > clock.now() - timedelta(minutes=1)


@sweep(why="for the test below: it is told to stop twice while it works")
def told_twice() -> str:
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    return "done"


@pytest.mark.usefixtures("_signals")
def test_the_task_at_hand_is_finished_even_when_told_to_stop_twice() -> None:
    told, later = told_twice.enqueue(), clean_tasks.enqueue()
    run_worker(())
    ended = DBTaskResult.objects.get(pk=told.id)
    assert (ended.status, ended.return_value) == (TaskResultStatus.SUCCESSFUL, "done")
    assert DBTaskResult.objects.get(pk=later.id).status == TaskResultStatus.READY


@pytest.mark.usefixtures("_signals")
def test_records_of_ended_tasks_go_after_a_while() -> None:
    clean_tasks.enqueue()
    run_worker((), until_empty=True)
    assert forget_finished_tasks(clock.now() - timedelta(hours=1)) == 0
    assert forget_finished_tasks(clock.now() + timedelta(hours=1)) == 1
