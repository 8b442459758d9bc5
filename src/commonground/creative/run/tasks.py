"""Runs whose worker is gone."""

from commonground.creative.run.actions import end_abandoned_runs
from commonground.kit.tasks import sweep


@sweep(why="ends what a dead worker has left, and shows it to nobody")
def end_runs() -> int:
    """Fail what was begun and not ended; returns how many."""
    return end_abandoned_runs()
