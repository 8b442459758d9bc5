"""From the bytes of somebody's plan to a roadmap: which table, what its columns hold, and all that was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonground.engines.errors import Unreadable
from commonground.engines.raci.reading import NotUnderstood
from commonground.engines.roadmap.head import Head, find_heads
from commonground.engines.roadmap.plan import Roadmap
from commonground.engines.roadmap.preamble import read_preamble
from commonground.engines.roadmap.table import read_table
from commonground.engines.sheets import read_sheets
from commonground.engines.sheets.sheet import Sheet

NONE_FOUND = (
    "No roadmap was found: it needs a column Deliverable, Task or Milestone, and beside it at least one other such as"
    " Due, Duration, Depends on, Organisation or Owner."
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """A roadmap and how it was read.

    tables          labels of the tables that can be meant, the likeliest first
    table           the one that was read, counted from 1
    not_understood  cells that were not used, each with where it is and why
    warnings        what was left out as a whole, and what was assumed
    """

    roadmap: Roadmap
    tables: tuple[str, ...] = ()
    table: int = 1
    not_understood: tuple[NotUnderstood, ...] = ()
    warnings: tuple[str, ...] = ()


def understand_file(data: bytes, name: str, table: int | None = None) -> Understanding:
    """Read and understand a file; raises Unreadable or TooLarge with the reason."""
    return understand(read_sheets(data, name), table, name)


def understand(sheets: Sequence[Sheet], table: int | None = None, file: str = "") -> Understanding:
    """Find the roadmap in `sheets`; raises Unreadable when there is none, or not so many tables as `table`."""
    heads = [head for sheet in sheets for head in find_heads(sheet)]
    if not heads:
        raise Unreadable(NONE_FOUND)
    heads.sort(key=lambda head: (head.sheet.hidden, -(head.stop - head.row)))
    number = table or 1
    if not 1 <= number <= len(heads):
        raise Unreadable(f"There is no table {number}: the file holds {len(heads)} that could be meant.")
    head = heads[number - 1]
    preamble = read_preamble(head, [sheet for sheet in sheets if all(sheet is not one.sheet for one in heads)])
    found = read_table(head, preamble)
    misses = [replace(miss, file=file) for miss in (*preamble.not_understood, *found.not_understood)]
    warnings = [*preamble.warnings, *found.warnings]
    if len(heads) > 1:
        warnings.append(f"The file holds {len(heads)} tables that could be meant; only number {number} was read.")
    return Understanding(
        found.roadmap,
        tuple(map(_label, heads)),
        number,
        tuple(misses),
        tuple(warnings),
    )


def _label(head: Head) -> str:
    return head.sheet.heading or head.sheet.name or "The table"
