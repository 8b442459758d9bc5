"""When the schedule's jobs are due."""

from datetime import UTC, datetime, time, timedelta

import pytest

from commonground.kit.work.rules import Job, is_due
from commonground.project.tasks import clean_tasks

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "due"),
    [(None, True), (NOON - timedelta(minutes=2), True), (NOON - timedelta(minutes=1, seconds=59), False)],
)
def test_every_so_often(last: datetime | None, due: bool) -> None:
    assert is_due(Job("a", clean_tasks, every=timedelta(minutes=2)), last, NOON) == due


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, NOON, True),
        (NOON - timedelta(days=3), NOON, True),
        (NOON.replace(hour=3, minute=9), NOON, True),
        (NOON.replace(hour=3, minute=10), NOON, False),
        (NOON - timedelta(days=1), NOON.replace(hour=3, minute=9), False),
        (NOON - timedelta(days=1), NOON.replace(hour=3, minute=10), True),
    ],
)
def test_once_a_day_however_many_days_were_missed(last: datetime | None, now: datetime, due: bool) -> None:
    assert is_due(Job("a", clean_tasks, at=time(3, 10)), last, now) == due


def test_a_job_says_when() -> None:
    with pytest.raises(ValueError, match="either every or at"):
        Job("a", clean_tasks)
