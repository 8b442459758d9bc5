"""What a log shows of each placement's signals: how often each is known, its values, and which cases occur how often."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.coding import Coder
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.log import Log, LogColumns
from commonground.engines.decisions.reading import Reader
from commonground.engines.decisions.table import Table, digest_of

MOST_CELLS = 200_000


@dataclass
class Seen:
    """One placement.

    cells   (rules that the known signals leave, missing signals as bits) -> impressions
    counts  for each signal the impressions by code; the last code is that of a missing value
    """

    cells: dict[tuple[int, int], float] = field(default_factory=dict)
    counts: list[npt.NDArray[np.float64]] = field(default_factory=list)
    dropped: float = 0.0

    @property
    def impressions(self) -> float:
        return float(self.counts[0].sum()) if self.counts else 0.0


@dataclass(frozen=True)
class Profile:
    """Placements by name ("" where the log names none), and how values were coded."""

    table: Table
    placements: dict[str, Seen]
    coders: list[Coder]
    digest: str


def profile(
    table: Table,
    log: Log,
    *,
    columns: LogColumns | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Profile:
    """Read the log once; raises as `simulate`. Cases beyond MOST_CELLS a placement are dropped, and counted as that."""
    reader = Reader(table, log, columns or LogColumns())
    placements: dict[str, Seen] = {}
    for batch in reader.batches():
        if progress:
            progress(batch.first, log.rows)
        if cancelled and cancelled():
            raise Cancelled(f"Reading was cancelled after {batch.first:,} rows.")
        weights = np.ones(batch.rows) if batch.weights is None else batch.weights
        where = batch.segments.get("placement", np.zeros(batch.rows, np.intp))
        names = reader.names["placement"].names if "placement" in reader.names else [""]
        codes = np.stack([reader.codes(batch, place) for place in range(len(table.signals))])
        for number in np.unique(where).tolist():
            rows = where == number
            _add(placements.setdefault(names[number], Seen()), reader.coders, codes[:, rows], weights[rows])
    return Profile(table, placements, reader.coders, digest_of(table.digest, log.fingerprint, columns))


def _add(seen: Seen, coders: list[Coder], codes: npt.NDArray[np.uint32], weights: npt.NDArray[np.float64]) -> None:
    counts = [
        np.bincount(row, weights, coder.size).astype(np.float64) for coder, row in zip(coders, codes, strict=True)
    ]
    seen.counts = [one + two for one, two in zip(seen.counts, counts, strict=True)] if seen.counts else counts
    different, places = np.unique(codes, axis=1, return_inverse=True)
    sums = np.bincount(places.reshape(-1), weights)
    for column, amount in zip(different.T.tolist(), sums.tolist(), strict=True):
        mask, missing = coders[0].whole, 0
        for place, (coder, code) in enumerate(zip(coders, column, strict=True)):
            if code == coder.size - 1:
                missing |= 1 << place
            else:
                mask &= coder.masks.served[code]
        key = (mask, missing)
        if key in seen.cells or len(seen.cells) < MOST_CELLS:
            seen.cells[key] = seen.cells.get(key, 0.0) + amount
        else:
            seen.dropped += amount
