"""What a file says: its table, and which of the things that need not be said it does say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonground.engines.decisions.table import Table

POLICIES = ("hit_policy", "missing_policy", "default")
# Of a rule: a spreadsheet may have no column for them.
ASIDE = ("group", "note")
ALL = frozenset((*POLICIES, *ASIDE))


@dataclass(frozen=True, slots=True)
class Sent:
    """A table as it was read. `said` are those of ALL that the file says; the others stand in the table as where nothing is said."""

    table: Table
    said: frozenset[str] = ALL

    def within(self, before: Table) -> Table:
        """The table with the policies and the default of another one where the file says none of its own."""
        kept: Mapping[str, Any] = {name: getattr(before, name) for name in POLICIES if name not in self.said}
        if len(self.table.outputs) != len(before.outputs):
            # What was served to everyone else has no place in a table that serves other things.
            kept = {name: one for name, one in kept.items() if name != "default"}
        return replace(self.table, **kept)


def said_by(words: Iterable[str]) -> frozenset[str]:
    """Those of `words` that are among ALL."""
    return ALL.intersection(words)
