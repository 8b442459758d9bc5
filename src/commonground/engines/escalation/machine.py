"""What may become of an escalation: states, events, and nothing that is not in the table."""

from collections.abc import Mapping
from enum import StrEnum

from commonground.engines.errors import Contradiction


class State(StrEnum):
    """From raised to confirmed by whoever raised it."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    IN_WORK = "in work"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"

    @property
    def unanswered(self) -> bool:
        """Nobody of the organisation that has to act has spoken yet."""
        return self in (State.RAISED, State.REOPENED)

    @property
    def open(self) -> bool:
        """Somebody still has to act."""
        return self not in (State.RESOLVED, State.CONFIRMED)


class Event(StrEnum):
    """What people do with it."""

    ACKNOWLEDGE = "acknowledge"
    START = "start"
    UPDATE = "update"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    REOPEN = "reopen"


TRANSITIONS: Mapping[State, Mapping[Event, State]] = {
    State.RAISED: {Event.ACKNOWLEDGE: State.ACKNOWLEDGED, Event.START: State.IN_WORK},
    State.REOPENED: {Event.ACKNOWLEDGE: State.ACKNOWLEDGED, Event.START: State.IN_WORK},
    State.ACKNOWLEDGED: {
        Event.START: State.IN_WORK,
        Event.UPDATE: State.ACKNOWLEDGED,
        Event.RESOLVE: State.RESOLVED,
    },
    State.IN_WORK: {Event.UPDATE: State.IN_WORK, Event.RESOLVE: State.RESOLVED},
    State.RESOLVED: {Event.CONFIRM: State.CONFIRMED, Event.REOPEN: State.REOPENED},
    State.CONFIRMED: {Event.REOPEN: State.REOPENED},
}


def events_from(state: State) -> tuple[Event, ...]:
    """What may be done in this state."""
    return tuple(TRANSITIONS[state])


def after(state: State, event: Event) -> State:
    """The state after an event. Raises Contradiction for one that the state does not allow."""
    if event not in TRANSITIONS[state]:
        raise Contradiction(f"What is {state.value} cannot be {PAST[event]}.")
    return TRANSITIONS[state][event]


PAST: Mapping[Event, str] = {
    Event.ACKNOWLEDGE: "acknowledged",
    Event.START: "taken up",
    Event.UPDATE: "updated",
    Event.RESOLVE: "resolved",
    Event.CONFIRM: "confirmed",
    Event.REOPEN: "reopened",
}
