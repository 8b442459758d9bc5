"""Housekeeping that belongs to no app of ours."""

from datetime import timedelta

from django.core.management import call_command

from commonground.kit import clock
from commonground.kit.tasks import sweep
from commonground.kit.work.actions import forget_finished_tasks

KEEP_TASKS = timedelta(days=14)


@sweep(why="deletes sessions that have expired, and shows them to nobody")
def clean_sessions() -> None:
    """Delete expired sessions."""
    call_command("clearsessions")


@sweep(why="deletes records of ended tasks, and shows them to nobody")
def clean_tasks() -> int:
    """Delete the records of tasks that ended two weeks ago; returns how many."""
    return forget_finished_tasks(clock.now() - KEEP_TASKS)
