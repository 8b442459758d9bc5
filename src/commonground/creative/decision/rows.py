"""What is understood of rows that somebody pasted, and what taking them would give."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonground.creative.decision.importing import ReadRule, matched
from commonground.creative.decision.pasting import Columns, Pasted, understand_rows
from commonground.creative.decision.stored import Loaded
from commonground.engines.decisions.headings import Called
from commonground.engines.decisions.unread import Misread
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they would be added to a table; `words` of each are its tests for a person, in the order of the columns."""

    pasted: Pasted
    rules: tuple[ReadRule, ...]

    @property
    def misread(self) -> tuple[Misread, ...]:
        """Cells that could not be read, with the row and column of what was pasted."""
        return self.pasted.misread

    @property
    def more(self) -> int:
        """How many of them are not listed."""
        return self.pasted.more

    @property
    def takeable(self) -> bool:
        """Every cell was read, and there is at least one rule."""
        return bool(self.rules) and not self.misread

    def to_add(self) -> list[Mapping[str, Any]]:
        """What `add_rules` takes."""
        return [{name: getattr(one, name) for name in ("key", "when", "then", "group", "note")} for one in self.rules]


def rows_of(text: str, loaded: Loaded, *, instead: bool = False) -> Rows:
    """What rows of text say in a table; Invalid where they cannot be read at all.

    With `instead` they take the place of its rules, and one with the same tests is the same rule.
    """
    signals, variants = ({one.key: one.name for one in some} for some in (loaded.signals, loaded.variants.values()))
    columns = Columns(loaded.table.signals, Called(signals, variants, {one.key: one.unit for one in loaded.signals}))
    try:
        pasted = run_in_child(understand_rows, text, columns)
    except EngineError as error:
        raise Invalid(str(error), fields={"pasted": str(error)}) from error
    rules, _ = matched(replace(loaded.table, rules=pasted.rules), loaded if instead else None, pasted.said)
    return Rows(pasted, rules)
