"""Who may do what with an escalation, and what follows for its clock."""

from collections.abc import Mapping

from commonground.campaigns.escalation.enums import EntryKind
from commonground.engines.escalation import Event

# Of the two sides, who does it: whoever has to act, or whoever has raised it.
BY_ASKED = frozenset({Event.ACKNOWLEDGE, Event.START, Event.UPDATE, Event.RESOLVE})
BY_RAISER = frozenset({Event.CONFIRM, Event.REOPEN})
SAID: Mapping[Event, EntryKind] = {
    Event.ACKNOWLEDGE: EntryKind.ACKNOWLEDGED,
    Event.START: EntryKind.STARTED,
    Event.UPDATE: EntryKind.UPDATED,
    Event.RESOLVE: EntryKind.RESOLVED,
    Event.CONFIRM: EntryKind.CONFIRMED,
    Event.REOPEN: EntryKind.REOPENED,
}
NEEDS_WORDS = frozenset({Event.UPDATE, Event.RESOLVE, Event.REOPEN})
