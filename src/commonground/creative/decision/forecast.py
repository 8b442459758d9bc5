"""What a table may be expected to do before any log exists, from what partners pass, and which signal would help most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache

from commonground.creative.decision.stored import KEPT_SECONDS, Loaded
from commonground.creative.signal.enums import ProvisionState
from commonground.creative.signal.models import Placement, Provision
from commonground.creative.signal.queries import Coverage
from commonground.creative.signal.rules import GIVEN
from commonground.creative.signal.stored import SignalFacts
from commonground.engines.decisions.plan import VERSION, Plan, plan
from commonground.engines.decisions.report import Outcomes
from commonground.engines.decisions.table import digest_of
from commonground.engines.decisions.value import PlacementValue, Value, value_planned
from commonground.engines.errors import TooLarge

# A page waits for this, shared among the placements; what takes longer is left to a simulation.
NODES, LEAST_NODES = 60_000, 3_000
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
class Wanted:
    """A signal that would help on a placement, and what is known of it there so far."""

    signal: SignalFacts
    provision: Provision | None

    @property
    def is_refused(self) -> bool:
        """Whoever was asked has said no."""
        return self.provision is not None and self.provision.state == ProvisionState.REFUSED

    @property
    def is_asked(self) -> bool:
        """Somebody is asked for it already."""
        return self.provision is not None and self.provision.is_open

    @property
    def is_given(self) -> bool:
        """It is passed on some impressions."""
        return self.provision is not None and self.provision.state in GIVEN


@dataclass(frozen=True, slots=True)
class Helpful:
    """What knowing signals always on one placement would bring, in points of personalised share.

    placement  None where a log names one that the campaign does not have
    price      of an extra personalised thousand impressions, in `currency`; None where a price is not known
    """

    wanted: tuple[Wanted, ...]
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
    nodes = max(LEAST_NODES, NODES // len(loaded.table.placements))
    key = f"forecast:{VERSION}:{nodes}:{digest_of(loaded.table.digest, sorted(prices.by_place.items()))}"
    kept: tuple[Plan, Value] | str | None = cache.get(key)
    if kept is None:
        try:
            kept = plan(loaded.table, nodes=nodes), value_planned(loaded.table, prices=prices.by_place, nodes=nodes)
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
    """Which signals would bring most impressions, and where; `signals` by their keys.

    Sets of signals that are not said yet come first, so that three lines name three ways; what was refused comes last.

    currency  of the prices that were reckoned with, "" for none
    """
    places = {one.key: one for one in coverage.placements}
    ranked = []
    for one in found:
        for gain in {gain.signals: gain for gain in (*one.gains, *([one.best] if one.best else []))}.values():
            if gain.gain >= LEAST_GAIN and signals.keys() >= set(gain.signals):
                place = places.get(one.name)
                wanted = tuple(_wanted(signals[key], place, coverage) for key in gain.signals)
                helpful = Helpful(
                    wanted, place.name if place else one.name, place, 100 * one.personalised, 100 * gain.personalised,
                    100 * gain.gain, gain.price, currency,
                )  # fmt: skip
                brings = (
                    any(each.is_refused for each in wanted),
                    -helpful.points * (one.impressions or 1),
                    len(wanted),
                )
                ranked.append((brings, gain.signals, helpful))
    ranked.sort(key=lambda each: each[:2])
    first = {keys: helpful for (refused, *_), keys, helpful in reversed(ranked) if not refused}
    others = [helpful for _, keys, helpful in ranked if helpful is not first.get(keys)]
    best = [helpful for _, keys, helpful in ranked if helpful is first.get(keys)]
    return tuple([*best, *others][:SHOWN])


def _wanted(signal: SignalFacts, place: Placement | None, coverage: Coverage) -> Wanted:
    there = signal.pk is not None and place is not None
    return Wanted(signal, coverage.provisions.get((signal.pk, place.pk)) if there else None)  # type: ignore[union-attr,arg-type]
