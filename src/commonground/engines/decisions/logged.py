"""A log of rotated variants: which case each impression was, what was shown with which probability, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from commonground.engines.decisions.deciding import Decider
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import Log, LogColumns
from commonground.engines.decisions.lookup import groups_of, words_for
from commonground.engines.decisions.naming import Names
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.reading import Batch, Reader
from commonground.engines.decisions.repeats import Cases, Repeats
from commonground.engines.decisions.table import Table
from commonground.engines.errors import TooLarge, Unreadable

MOST_ROWS = 20_000_000
# Beyond these, sums of weights and squares say nothing any more.
MOST_REWARD, LEAST_CHANCE = 1e12, 1e-9
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PolicyColumns:
    """Names of the columns: the variant shown, what came of it (a number), the probability with which it was chosen among
    the variants that could have been, and the day."""

    action: str = "variant"
    reward: str = "reward"
    propensity: str = "propensity"
    day: str = "day"


@dataclass(frozen=True)
class Logged:
    """Row by row; `strata` are places of rules in the table's order, then none (the default), then a conflict. `repeats` says
    how far each case was shown the same."""

    strata: Numbers
    actions: Numbers
    rewards: Floats
    propensities: Floats
    names: tuple[str, ...]
    days: int | None
    repeats: Repeats
    warnings: tuple[str, ...]

    @property
    def rows(self) -> int:
        return len(self.rewards)


def read_logged(
    table: Table,
    log: Log,
    columns: PolicyColumns,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Logged:
    """The whole log; 28 bytes a row are kept, and at most 40 MB for cases. Raises Unreadable for a missing column or a value that cannot be."""
    needed = (columns.action, columns.reward, columns.propensity)
    for name in needed:
        if name not in log.columns:
            what = {columns.action: "variant that was shown", columns.reward: "reward"}
            why = what.get(name, "probability with which the variant was chosen, without which nothing can be weighed")
            raise Unreadable(f"The log has no column “{name}” with the {why}.")
    reader = Reader(table, log, LogColumns("", "", columns.day, ""), needed)
    actions = Names(columns.action)
    parts: list[tuple[Numbers, Numbers, Floats, Floats]] = []
    cases = Cases(reader.signals)
    decider: Decider | None = None
    for batch in reader.batches((columns.reward, columns.propensity)):
        if decider is None:
            groups = groups_of(reader.coders, words_for(len(table.rules)))
            decider = Decider(groups, table, Judge(table))
        decided = decider.decide([reader.joint(group, batch) for group in decider.groups], None)
        rewards, chances = _numbers(batch, columns.reward), _numbers(batch, columns.propensity)
        _check(batch, columns, rewards, chances)
        shown = actions.codes(batch.content.column(columns.action)).astype(np.int32)
        parts.append((decided.served, shown, rewards, chances))
        cases.add(batch, shown, chances)
        if reader.rows > MOST_ROWS:
            raise TooLarge(f"The log has more than {MOST_ROWS:,} rows: evaluate a sample of it.")
        if progress:
            progress(reader.rows, log.rows)
        if cancelled and cancelled():
            raise Cancelled(f"Reading was cancelled after {reader.rows:,} rows.")
    strata, shown, rewards, chances = (np.concatenate(each) for each in zip(*parts, strict=True))
    days = len(reader.names["day"].known) if "day" in reader.names else None
    names, warnings = tuple(actions.names), tuple(reader.warnings())
    return Logged(strata, shown, rewards, chances, names, days, cases.repeats(), warnings)


def _numbers(batch: Batch, name: str) -> Floats:
    column = batch.content.column(name)
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type) or pa.types.is_boolean(column.type)):
        raise Unreadable(f"The column “{name}” holds {column.type}, not numbers.")
    if pa.types.is_boolean(column.type):
        column = pc.cast(column, pa.int8())
    return np.asarray(pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False))


def _check(batch: Batch, columns: PolicyColumns, rewards: Floats, chances: Floats) -> None:
    wrong = np.flatnonzero(~(np.abs(rewards) <= MOST_REWARD))
    if wrong.size:
        row = f"The reward in row {batch.first + int(wrong[0]) + 1:,}"
        raise Unreadable(f"{row} is no number between -{MOST_REWARD:,.0f} and {MOST_REWARD:,.0f}.")
    wrong = np.flatnonzero(~((chances >= LEAST_CHANCE) & (chances <= 1)))
    if wrong.size:
        place = int(wrong[0])
        said = f"The probability in “{columns.propensity}”, row {batch.first + place + 1:,}, is {chances[place]:g}"
        raise Unreadable(f"{said}: it is at least {LEAST_CHANCE:g} and at most 1.")
