"""Calls that are due to be planned."""

from commonground.campaigns.kickoff.queries import series_without_a_call
from commonground.campaigns.kickoff.recurring import plan_call_of
from commonground.kit.tasks import sweep, task


@sweep(why="finds series whose last call is over; each is planned by a task with an owner")
def plan_due_calls() -> int:
    """Hand out one task for each series that has no call ahead; returns how many."""
    ids = series_without_a_call()
    for identity in ids:
        plan_next_call.enqueue(str(identity))
    return len(ids)


@task(owner="series_id")
def plan_next_call(series_id: str) -> bool:
    """Plan the next call of one series; returns whether there was one to plan."""
    return plan_call_of(series_id) is not None
