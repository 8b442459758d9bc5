"""What a table may be expected to do before any log exists, from what partners pass, and which signal would help most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache

from commonground.creative.decision.stored import KEPT_SECONDS, Loaded
from commonground.creative.signal.models import Placement
from commonground.creative.signal.queries import Coverage
from commonground.creative.signal.stored import SignalFacts
from commonground.engines.decisions.plan import VERSION, Plan, plan
from commonground.engines.decisions.report import Outcomes
from commonground.engines.decisions.table import digest_of
from commonground.engines.decisions.value import PlacementValue, Value, value_planned
from commonground.engines.errors import TooLarge

# A page waits for this; what takes longer is left to a simulation.
NODES = 30_000
LEAST_GAIN = 0.005
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """Shares of impressions in percent, as a bar shows them; they add up to 100.

    degraded  a rule is served, and a better one was possible had a signal been known
    by_design the fallback, though every signal were known
    wasted    the fallback because a signal is missing, or nothing at all
    """

    name: str
    placement: Placement | None
    personalised: float
    degraded: float
    by_design: float
    wasted: float

    @property
    def segments(self) -> list[tuple[str, float]]:
        """(kind, percent) in the order of the bar."""
        return [
            ("personalised", self.personalised), ("degraded", self.degraded), ("fallback", self.by_design),
            ("wasted", self.wasted),
        ]  # fmt: skip

    @property
    def label(self) -> str:
        """The bar in words."""
        return (
            f"{self.name}: {self.personalised:.0f} % personalised, {self.degraded:.0f} % degraded,"
            f" {self.by_design:.0f} % fallback by design, {self.wasted:.0f} % wasted"
        )


@dataclass(frozen=True, slots=True)
class Prices:
    """What partners ask for a signal per thousand impressions, by keys of placement and signal, all in one currency.

    Where they name several currencies there are no prices: they cannot be added.
    """

    currency: str
    by_place: Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Helpful:
    """What knowing signals always on one placement would bring, in points of personalised share.

    placement  None where a log names one that the campaign does not have
    price      of an extra personalised thousand impressions, in `currency`; None where a price is not known
    """

    signals: tuple[SignalFacts, ...]
    name: str
    placement: Placement | None
    before: float
    after: float
    points: float
    price: float | None
    currency: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """Expectation by placement, together where planned impressions are known, and the signals that would help most."""

    placements: tuple[Expected, ...]
    together: Expected | None
    helpful: tuple[Helpful, ...]
    assumptions: tuple[str, ...]
    method: str
    version: str
    digest: str


def forecast_of(loaded: Loaded) -> Forecast | None:
    """The forecast of a table that has rules and placements; None without, or where it is too large to reckon at once."""
    if not loaded.rules or not loaded.coverage.placements or loaded.wrong:
        return None
    prices = prices_of(loaded.coverage)
    key = f"forecast:{VERSION}:{NODES}:{digest_of(loaded.table.digest, sorted(prices.by_place.items()))}"
    kept: tuple[Plan, Value] | str | None = cache.get(key)
    if kept is None:
        try:
            kept = plan(loaded.table, nodes=NODES), value_planned(loaded.table, prices=prices.by_place, nodes=NODES)
        except TooLarge as error:
            kept = str(error)
        cache.set(key, kept, KEPT_SECONDS)
    if isinstance(kept, str):
        return None
    places = {one.key: one for one in loaded.coverage.placements}
    expected, value = kept
    return Forecast(
        tuple(expected_of(places[one.name].name, one.outcomes, places[one.name]) for one in expected.placements),
        expected_of("Together", expected.together) if expected.together else None,
        helpful_of(value.placements, loaded.coverage, {one.key: one for one in loaded.signals}, prices.currency),
        expected.assumptions, expected.method, expected.version, expected.digest,
    )  # fmt: skip


def expected_of(name: str, outcomes: Outcomes, placement: Placement | None = None) -> Expected:
    """Outcomes, counted or as shares, in percent of their total."""
    total = outcomes.total or 1
    parts = (outcomes.personalised, outcomes.degraded, outcomes.default, outcomes.wasted)
    return Expected(name, placement, *(100 * one / total for one in parts))


def prices_of(coverage: Coverage) -> Prices:
    """What is asked for each signal on each placement."""
    signals, places = ({one.pk: one.key for one in rows} for rows in (coverage.signals, coverage.placements))
    priced = [one for one in coverage.provisions.values() if one.price is not None]
    currencies = {one.currency for one in priced}
    if len(currencies) != 1:
        return Prices("", {})
    by_place = {(places[one.placement_id], signals[one.signal_id]): float(one.price or 0) for one in priced}
    return Prices(currencies.pop(), by_place)


def helpful_of(
    found: Iterable[PlacementValue], coverage: Coverage, signals: Mapping[str, SignalFacts], currency: str
) -> tuple[Helpful, ...]:
    """The best set of signals on each placement, those first that bring most impressions; `signals` by their keys.

    currency  of the prices that were reckoned with, "" for none
    """
    places = {one.key: one for one in coverage.placements}
    helpful = [
        (one, Helpful(
            tuple(signals[key] for key in one.best.signals), places[one.name].name if one.name in places else one.name,
            places.get(one.name), 100 * one.personalised, 100 * one.best.personalised, 100 * one.best.gain,
            one.best.price, currency,
        ))
        for one in found
        if one.best is not None and one.best.gain >= LEAST_GAIN and signals.keys() >= set(one.best.signals)
    ]  # fmt: skip
    helpful.sort(key=lambda pair: -pair[1].points * (pair[0].impressions or 1))
    return tuple(one for _, one in helpful[:SHOWN])
