"""What a signal is worth: how much more would be personalised if it were known, alone and together with others.

Gains of single signals cannot be added up: a rule may need two missing signals, and neither alone then gains anything.
So every set of signals is looked at, each state of the table once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from commonground.engines.decisions.columns import bits_of, columns_of, mask_of, tested_bits
from commonground.engines.decisions.diagram import Cancelled
from commonground.engines.decisions.expectation import Chance, Expectation
from commonground.engines.decisions.plan import ANYWHERE, NODES, Assumed, chances_of
from commonground.engines.decisions.profile import Profile, Seen
from commonground.engines.decisions.table import Table, digest_of
from commonground.engines.decisions.targets import possible_on

METHOD, VERSION = "decisions.value", "2"
MOST_SIGNALS = 8
UNMEASURED = "Not known: nothing was measured."
# (placement, signal) -> price of a thousand impressions on which it is passed
Prices = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Gain:
    """What knowing some signals always would bring.

    personalised  share of impressions then personalised; `gain` is how much that is more
    price         of an extra personalised thousand, in the unit of the prices; None where one is not known or nothing
                  is gained
    """

    signals: tuple[str, ...]
    personalised: float
    gain: float
    price: float | None = None


@dataclass(frozen=True, slots=True)
class PlacementValue:
    """One placement.

    gains        of every set of signals, the greatest first, of equal ones the smallest set
    best         the set with the greatest gain for each signal in it, None where nothing gains
    next_signal  the best next signal: the member of `best` that gains most alone
    """

    name: str
    impressions: float | None
    personalised: float
    gains: tuple[Gain, ...]
    best: Gain | None
    next_signal: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """By placement; `assumptions` in words."""

    placements: tuple[PlacementValue, ...]
    assumptions: tuple[str, ...]
    warnings: tuple[str, ...]
    digest: str
    uncertainty: str
    method: str = METHOD
    version: str = VERSION


def value_planned(
    table: Table,
    assumed: Assumed | None = None,
    prices: Prices | None = None,
    *,
    nodes: int = NODES,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Value:
    """The value of signals from promised coverages and assumed values, as in `plan`."""
    found, warnings = [], []
    whole, left = (1 << len(table.rules)) - 1, (1 << len(table.signals)) - 1
    placements = table.placements or (ANYWHERE,)
    for done, placement in enumerate(placements):
        if progress:
            progress(done, len(placements))
        chances = chances_of(table, placement, assumed or {})
        expected = Expectation(table, chances, tested_bits(table), nodes, cancelled)
        shares = [one.coverage for one in chances]
        columns, warning = _candidates(table, placement.key, shares, chances)
        warnings += warning

        def personalised(raised: int, expected: Expectation = expected) -> float:
            return expected.personalised(whole, whole, left, raised)

        found.append(_placement(table, placement.key, placement.planned, columns, shares, personalised, prices or {}))
    said = ("Signals are known, and take their values, independently of each other.",)
    return Value(
        tuple(found),
        said,
        tuple(warnings),
        digest_of(table.digest, assumed, sorted((prices or {}).items())),
        UNMEASURED,
    )


def value_measured(
    seen: Profile,
    prices: Prices | None = None,
    *,
    nodes: int = NODES,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Value:
    """The value of signals from a log: known signals stay as they were on each impression; a missing one takes the values
    that it has on the placement's other impressions."""
    found, warnings = [], []
    for done, (name, one) in enumerate(sorted(seen.placements.items())):
        if progress:
            progress(done, len(seen.placements))
        chances = _measured(seen, name, one)
        shares = [float(1 - counts[-1] / counts.sum()) if counts.sum() else 0.0 for counts in one.counts]
        columns, warning = _candidates(seen.table, name, shares, chances)
        warnings += warning
        if one.dropped:
            warnings.append(f"{name}: {one.dropped:,.0f} impressions are of too many different cases and left out.")
        expected = Expectation(seen.table, chances, tested_bits(seen.table), nodes, cancelled)

        def personalised(raised: int, expected: Expectation = expected, one: Seen = one) -> float:
            if cancelled and cancelled():
                raise Cancelled("Reckoning the value of signals was cancelled.")
            sums = (
                amount * expected.personalised(mask, mask, missing, raised)
                for (mask, missing), amount in one.cells.items()
            )
            return sum(sums) / max(sum(one.cells.values()), 1e-300)

        found.append(_placement(seen.table, name, one.impressions, columns, shares, personalised, prices or {}))
    said = ["Where a signal is missing it would take the values that it has on the placement's other impressions."]
    if any(not counts[:-1].any() for one in seen.placements.values() for counts in one.counts):
        said.append("Where a placement never has it, every value is as likely as another.")
    uncertainty = "Not stated: every impression of the log counts, and the values of missing signals are assumed."
    return Value(
        tuple(found), tuple(said), tuple(warnings), digest_of(seen.digest, sorted((prices or {}).items())), uncertainty
    )


def _measured(seen: Profile, name: str, one: Seen) -> list[Chance]:
    """Each signal of which an impression lacks the value: never known unless it is raised."""
    table = seen.table
    placement = next((p for p in table.placements if p.key == name), ANYWHERE)
    columns = columns_of(table, replace(placement, coverage=()))
    targeted = possible_on(table, placement) if placement.targeting else {}
    found = []
    for place, (coder, counts, column) in enumerate(zip(seen.coders, one.counts, columns, strict=True)):
        known: dict[int, float] = {}
        total = counts[:-1].sum()
        for code in np.flatnonzero(counts[:-1]).tolist():
            mask = coder.masks.served[code]
            known[mask] = known.get(mask, 0.0) + float(counts[code] / total)
        if not known:
            # Never seen on the placement: every value that is targeted counts alike.
            known = {each.mask: each.weight / column.total for each in column.classes if each.weight}
        possible = targeted.get(place, coder.masks.possible[-1])
        found.append(Chance(tuple(known.items()), 0.0, coder.masks.served[-1], possible))
    return found


def _candidates(
    table: Table, name: str, shares: Sequence[float], chances: Sequence[Chance]
) -> tuple[list[int], list[str]]:
    """Signals that are not always known and that a rule asks about; the most missing ones when there are many."""
    asked = 0
    for mask in tested_bits(table):
        asked |= mask
    open_ = [place for place in bits_of(asked) if shares[place] < 1 and chances[place].known]
    if len(open_) <= MOST_SIGNALS:
        return open_, []
    kept = sorted(sorted(open_, key=lambda place: shares[place])[:MOST_SIGNALS])
    left_out = ", ".join(table.keys[place] for place in open_ if place not in kept)
    return kept, [f"{name}: only the {MOST_SIGNALS} signals that are missing most are looked at, without {left_out}."]


def _placement(
    table: Table,
    name: str,
    impressions: float | None,
    columns: Sequence[int],
    shares: Sequence[float],
    personalised: Callable[[int], float],
    prices: Prices,
) -> PlacementValue:
    base = personalised(0)

    def gains() -> Iterator[Gain]:
        for size in range(1, len(columns) + 1):
            for chosen in combinations(columns, size):
                after = personalised(mask_of(chosen))
                # Sums of shares in another order differ in the last digits; that is no gain.
                gain = after - base if abs(after - base) > 1e-12 else 0.0
                keys = tuple(table.keys[place] for place in chosen)
                yield Gain(keys, after, gain, _price(name, chosen, keys, shares, gain, prices))

    found = sorted(gains(), key=lambda one: (-one.gain, len(one.signals), one.signals))
    useful = [one for one in found if one.gain > 0]
    best = max(useful, key=lambda one: (one.gain / len(one.signals), -len(one.signals)), default=None)
    alone = {one.signals[0]: one.gain for one in found if len(one.signals) == 1}
    following = max(best.signals, key=lambda key: alone[key]) if best else None
    return PlacementValue(name, impressions, base, tuple(found), best, following)


def _price(
    name: str, chosen: Sequence[int], keys: Sequence[str], shares: Sequence[float], gain: float, prices: Prices
) -> float | None:
    """The extra share of impressions on which each signal is passed costs its price."""
    each = [prices.get((name, key)) for key in keys]
    if gain <= 0 or any(one is None for one in each):
        return None
    paid = sum((one or 0.0) * (1 - shares[place]) for one, place in zip(each, chosen, strict=True))
    return paid / gain
