"""Outcomes before any log exists: from promised coverages and assumed values, each assumption listed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from commonground.engines.decisions.columns import Column, bits_by_cell, bits_of, columns_of, masks_on, tested_bits
from commonground.engines.decisions.expectation import Chance, Expectation
from commonground.engines.decisions.feel import ANY, Cell, cell_text, parse_cell
from commonground.engines.decisions.match import MissingPolicy, matches
from commonground.engines.decisions.pieces import cut
from commonground.engines.decisions.report import OUTCOMES, Cause, Outcomes
from commonground.engines.decisions.signal import Signal
from commonground.engines.decisions.table import Placement, Table, digest_of
from commonground.engines.errors import Contradiction

METHOD, VERSION = "decisions.plan", "2"
NODES = 500_000
ANYWHERE = Placement("everywhere")
# Signal key -> what its values are, as S-FEEL tests with the share of known values that meet each.
Assumed = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class PlannedPlacement:
    """A placement as it may be expected; `outcomes` and those of causes are shares of its impressions."""

    name: str
    partner: str
    planned: int | None
    outcomes: Outcomes
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is expected on each placement, and together where all planned impressions are known (else None)."""

    placements: tuple[PlannedPlacement, ...]
    together: Outcomes | None
    assumptions: tuple[str, ...]
    digest: str
    uncertainty: str = "Not known: the shares are exact for the assumptions, and nothing was measured."
    method: str = METHOD
    version: str = VERSION


def plan(
    table: Table,
    assumed: Assumed | None = None,
    *,
    nodes: int = NODES,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Expected outcomes on each placement of the table, or "everywhere" when it has none.

    assumed  shares of values for some signals; without, every value that a placement targets is as likely as another

    Raises Unparsable or Contradiction for assumptions that cannot hold, TooLarge beyond `nodes` states.
    """
    tested = tested_bits(table)
    whole = (1 << len(table.rules)) - 1
    left = (1 << len(table.signals)) - 1
    found = []
    placements = table.placements or (ANYWHERE,)
    for done, placement in enumerate(placements):
        if progress:
            progress(done, len(placements))
        chances = chances_of(table, placement, assumed or {})
        shares = Expectation(table, chances, tested, nodes, cancelled).shares(whole, whole, left)
        found.append(
            PlannedPlacement(
                placement.key,
                placement.partner,
                placement.planned,
                _outcomes(_summed(shares)),
                _causes(table, shares),
            )
        )
    return Plan(
        tuple(found), _together(found), tuple(_assumptions(table, assumed or {})), digest_of(table.digest, assumed)
    )


def chances_of(table: Table, placement: Placement, assumed: Assumed) -> list[Chance]:
    """Each signal of the table on a placement."""
    for key in assumed:
        if key not in table.keys:
            raise Contradiction(f"Values are assumed of “{key}”, which is no input.")
    coverage, targeting, passes = dict(placement.coverage), dict(placement.targeting), dict(placement.passes)
    targeted = columns_of(table, Placement(placement.key, placement.targeting))
    columns = columns_of(table, Placement(placement.key, placement.targeting, passes=placement.passes))
    found = []
    for place, (signal, column) in enumerate(zip(table.signals, columns, strict=True)):
        bits = bits_by_cell(table, place)
        served, possible = missing_masks(table, signal, bits, targeted[place])
        known, arrives = (
            _assumed(signal, bits, assumed[signal.key], targeting.get(signal.key, ANY), passes.get(signal.key, ANY))
            if signal.key in assumed
            else (_even(column), 1.0)
        )
        share = coverage.get(signal.key, 1.0) * arrives if known else 0.0
        found.append(Chance(tuple(known.items()), share, served, possible))
    return found


def missing_masks(table: Table, signal: Signal, bits: Mapping[Cell, int], column: Column) -> tuple[int, int]:
    """Rules that hold when the signal is missing, and rules that might then have held."""
    served = feel = 0
    for cell, rules in bits.items():
        served |= rules if matches(cell, None, signal, table.missing_policy) else 0
        feel |= rules if matches(cell, None, signal, MissingPolicy.FEEL) else 0
    for one in column.classes:
        feel |= one.mask
    return served, feel


def _even(column: Column) -> dict[int, float]:
    """Every value as likely as another."""
    return {one.mask: one.weight / column.total for one in column.classes if one.weight}


def _assumed(
    signal: Signal, bits: Mapping[Cell, int], shares: Mapping[str, float], target: Cell, passed: Cell
) -> tuple[dict[int, float], float]:
    """Shares by tests of what arrives, and which share of what is targeted that is.

    Within a test every value is as likely as another; what is not targeted is left out, and what is not passed is missing.
    """
    tests = {parse_cell(text, signal): share for text, share in shares.items()}
    if any(share < 0 for share in tests.values()) or not 0.999 <= sum(tests.values()) <= 1.001:
        raise Contradiction(f"The shares assumed of “{signal.key}” do not add up to 1.")
    pieces = cut(signal, [*bits, *tests, target, passed])
    masks = masks_on(pieces, bits)
    targeted, arrives = ({place for span in pieces.spans(one) for place in range(*span)} for one in (target, passed))
    lost = 0.0
    found: dict[int, float] = {}
    for test, share in tests.items():
        places = [place for span in pieces.spans(test) for place in range(*span)]
        size = sum((pieces.pieces[place].size for place in places), Fraction(0))
        for place in places:
            part = float(pieces.pieces[place].size / size) if size else 1 / len(places)
            if place in targeted and place not in arrives:
                lost += share * part
            elif place in targeted and share * part:
                found[masks[place]] = found.get(masks[place], 0.0) + share * part
    total = sum(found.values())
    return {mask: share / total for mask, share in found.items()}, total / (total + lost) if total else 0.0


def _summed(shares: Mapping[tuple[str, int], float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for (outcome, _), share in shares.items():
        found[outcome] = found.get(outcome, 0.0) + share
    return found


def _outcomes(shares: Mapping[str, float]) -> Outcomes:
    return Outcomes(*(shares.get(name, 0.0) for name in OUTCOMES))


def _causes(table: Table, shares: Mapping[tuple[str, int], float]) -> tuple[Cause, ...]:
    by_set: dict[int, dict[str, float]] = {}
    for (outcome, blamed), share in shares.items():
        if blamed:
            by_set.setdefault(blamed, {})[outcome] = share
    causes = [
        Cause(tuple(table.keys[place] for place in bits_of(blamed)), "missing", _outcomes(found))
        for blamed, found in by_set.items()
    ]
    return tuple(sorted(causes, key=lambda one: (-one.outcomes.total, one.signals)))


def _together(found: list[PlannedPlacement]) -> Outcomes | None:
    planned = [one.planned for one in found]
    total = sum(number or 0 for number in planned)
    if None in planned or not total:
        return None
    return _outcomes(
        {name: sum(getattr(one.outcomes, name) * (one.planned or 0) for one in found) / total for name in OUTCOMES}
    )


def _assumptions(table: Table, assumed: Assumed) -> list[str]:
    said = ["Signals are known, and take their values, independently of each other."]
    for signal in table.signals:
        if signal.key in assumed:
            parts = (
                f"{cell_text(parse_cell(text, signal))} {share:.1%}" for text, share in assumed[signal.key].items()
            )
            said.append(f"{signal.key}: {'; '.join(parts)}.")
        else:
            said.append(f"{signal.key}: every value that is targeted and passed is as likely as another.")
    for placement in table.placements:
        promised = dict(placement.coverage)
        parts = (f"{key} {promised[key]:.0%}" for key in table.keys if key in promised)
        rest = [key for key in table.keys if key not in promised]
        words = "; ".join([*parts, *([f"{', '.join(rest)} always, for want of a promise"] if rest else [])])
        said.append(f"Known on {placement.key}: {words}.")
    return said
