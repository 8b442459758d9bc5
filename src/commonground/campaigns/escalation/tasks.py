"""Escalations whose time has run out."""

from commonground.campaigns.escalation.actions import step_up
from commonground.campaigns.escalation.queries import escalations_running_out
from commonground.kit import clock
from commonground.kit.tasks import sweep


@sweep(why="moves what nobody has answered up one rung on both sides, and shows it to nobody")
def step_up_overdue() -> int:
    """Step escalations up whose time has run out; returns how many rungs in all."""
    return sum(step_up(identity) for identity in escalations_running_out(clock.now()))
