"""Escalations by the clock: how heavy, answered by when in whose working hours, and where they go when nobody does."""

from commonground.engines.escalation.hours import WorkingHours, due, worked
from commonground.engines.escalation.machine import TRANSITIONS, Event, State, after, events_from
from commonground.engines.escalation.severity import DEFAULT_TERMS, Terms, severity
from commonground.engines.escalation.steps import TOP_RUNG, Clock, Step, steps

__all__ = [
    "DEFAULT_TERMS",
    "TOP_RUNG",
    "TRANSITIONS",
    "Clock",
    "Event",
    "State",
    "Step",
    "Terms",
    "WorkingHours",
    "after",
    "due",
    "events_from",
    "severity",
    "steps",
    "worked",
]
