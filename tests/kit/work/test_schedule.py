"""Jobs start once, however many workers try."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from commonground.kit.work.actions import start_due_jobs
from commonground.kit.work.rules import Job
from commonground.project.schedule import SCHEDULE
from commonground.project.tasks import clean_tasks

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
JOB = Job("tidy", clean_tasks, every=timedelta(minutes=5))


@pytest.mark.django_db
def test_a_job_starts_when_due_and_not_before() -> None:
    started = [start_due_jobs([JOB], NOON + timedelta(minutes=minutes)) for minutes in (0, 4, 5, 9)]
    assert started == [["tidy"], [], ["tidy"], []]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [False, True], ids=["first time", "later"])
def test_four_workers_at_the_same_moment_start_it_once(known: bool) -> None:
    if known:
        start_due_jobs([JOB], NOON - timedelta(hours=1))
        DBTaskResult.objects.all().delete()
    together = threading.Barrier(4)
    started: list[str] = []

    def work() -> None:
        together.wait(timeout=10)
        started.extend(start_due_jobs([JOB], NOON))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert started == ["tidy"]
    assert DBTaskResult.objects.count() == 1


def test_the_sites_schedule_names_each_job_once() -> None:
    names = [job.name for job in SCHEDULE]
    assert len(set(names)) == len(names)
    assert {"people.notices", "project.sessions", "campaigns.uploads"} <= set(names)
