"""What another policy would have brought, from a log in which variants were rotated by known probabilities.

Inverse propensity scoring, its self-normalised form, and the doubly robust estimator with a simple model (a mean for each
rule and variant, drawn towards the variant's mean, fitted on the other half of the rows).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonground.engines.decisions.log import Log
from commonground.engines.decisions.logged import Floats, Logged, PolicyColumns, read_logged
from commonground.engines.decisions.output import Output, Rotation, Turn
from commonground.engines.decisions.table import Table, digest_of
from commonground.engines.errors import EngineError, TooLarge, Unreadable
from commonground.engines.statistics import Z95

METHOD, VERSION = "decisions.evaluate_policy", "2"
BOOTSTRAPS = 1_000
SEED = 20_260_801
BLOCKS = 20_000
STRENGTH = 10.0
TARGET = 0.1
ROTATIONS = (0.05, 0.1, 0.2)
LEAST_SHARE, LEAST_ROWS, MEAN_OFF, MASS = 0.1, 500, 0.1, 0.01
MOST_CELLS = 20_000_000
# A log is refused when so many rows are certain, or so many of its cases never change though they should.
CERTAIN, MANY_CERTAIN = 0.99, 0.5
STUCK, MANY_STUCK, IMPROBABLE = 0.5, 0.1, 4.0


@dataclass(frozen=True, slots=True)
class Needed:
    """Impressions (and days at the log's pace, None when it has none) for an interval of ±10 % of the value.

    rotation  share of impressions that is rotated evenly at random; None for the rotation that the log has
    """

    rotation: float | None
    rows: int
    days: float | None


class NotRotated(EngineError):
    """The log is deterministic, so that it says nothing of other policies: `why`. `needed` says what would.

    rows    rows read; `digest` is of the table, the log's fingerprint and the options
    """

    method, version = METHOD, VERSION

    def __init__(self, why: str, needed: tuple[Needed, ...], rows: int, digest: str) -> None:
        super().__init__(why, needed, rows, digest)
        self.why, self.needed, self.rows, self.digest = why, needed, rows, digest

    def __str__(self) -> str:
        more = "; ".join(f"{one.rotation:.0%} of impressions: {_words(one)}" for one in self.needed)
        return (
            f"{self.why} Rotate a share of impressions evenly at random and log the probabilities. For ±10 %, by the share"
            f" that is rotated: {more or 'not known, as nothing was gained yet'}."
        )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value per impression, its interval at 95 % by bootstrap, and its ratio to what the log itself brought."""

    method: str
    value: float
    interval: tuple[float, float]
    relative: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A policy over a log.

    logged          mean reward of the log itself
    effective_rows  (sum of weights)² / sum of squared weights
    mean_weight     1 where the propensities are right and the log supports the policy
    off_support     share of the policy's impressions that would get a variant the log never shows in that case
    warnings        why the estimates may be wrong; () does not prove that they are right
    """

    rows: int
    logged: float
    estimates: tuple[Estimate, ...]
    effective_rows: float
    mean_weight: float
    max_weight: float
    off_support: float
    needed: tuple[Needed, ...]
    warnings: tuple[str, ...]
    digest: str
    uncertainty: str
    method: str = METHOD
    version: str = VERSION


def evaluate_policy(
    table: Table,
    log: Log,
    rng: np.random.Generator,
    *,
    columns: PolicyColumns | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Evaluation:
    """Evaluate `table` (its first output is the variant or rotation) on a log; `rng` draws the bootstrap.

    Raises NotRotated for a deterministic log, Unreadable for one that cannot be used, TooLarge beyond a limit.
    """
    logged = read_logged(table, log, columns or PolicyColumns(), progress, cancelled)
    policy, warnings = _policy(table, logged)
    shown = _counts(logged, policy.shape)
    digest = digest_of(table.digest, log.fingerprint, columns)
    known = [name for name, share in zip(logged.names, policy.sum(axis=0), strict=True) if share]
    _refuse_deterministic(logged, shown, known, digest)
    weights = policy[logged.strata, logged.actions] / logged.propensities
    value = float(logged.rewards.mean())
    samples = _Samples(logged, weights, _doubly_robust(logged, policy, weights))
    estimates = samples.estimates(rng, value)
    sums, squares = float(weights.sum()), float((weights * weights).sum())
    effective = sums**2 / squares if squares else 0.0
    off = _off_support(logged, policy, shown)
    mean = sums / logged.rows
    return Evaluation(
        logged.rows,
        value,
        estimates,
        effective,
        mean,
        float(weights.max()),
        off,
        tuple(_needed_for(estimates[1], logged)),
        (*warnings, *_doubts(logged.rows, effective, mean, off), *_doubts_of_log(logged, known), *logged.warnings),
        digest,
        f"Percentiles of {BOOTSTRAPS:,} bootstrap samples of rows; the model of the doubly robust estimate is held fixed.",
    )


def _policy(table: Table, logged: Logged) -> tuple[Floats, list[str]]:
    """Shape (rules + 2, variants of the log): with which probability the policy shows each; and what was assumed."""
    place_of = {name: place for place, name in enumerate(logged.names)}
    if (len(table.rules) + 2) * len(logged.names) > MOST_CELLS:
        raise TooLarge("The table has too many rules for so many variants.")
    found = np.zeros((len(table.rules) + 2, len(logged.names)))
    outputs: list[Output] = [table.rules[place].then[0] for place in table.order]
    outputs.append(None if table.default is None else table.default[0])
    for row, output in enumerate(outputs):
        for name, share in _shown_by(output).items():
            if name in place_of:
                found[row, place_of[name]] += share
    if not table.hit_policy.serves_one:
        raise Unreadable(
            f"{table.hit_policy} serves several variants at once: only policies that serve one can be evaluated."
        )
    optimised = any(isinstance(one, Rotation) and one.turn is Turn.OPTIMISED for one in outputs)
    return found, ["An optimised rotation is evaluated by the shares that it starts with."] if optimised else []


def _shown_by(output: Output) -> dict[str, float]:
    if isinstance(output, Rotation):
        return dict(zip(output.variants, output.shares, strict=True))
    return {} if output is None else {str(output): 1.0}


def _counts(logged: Logged, shape: tuple[int, ...]) -> npt.NDArray[np.int64]:
    cells = logged.strata.astype(np.int64) * shape[1] + logged.actions
    return np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)


def _refuse_deterministic(logged: Logged, shown: npt.NDArray[np.int64], known: Sequence[str], digest: str) -> None:
    """Raise NotRotated for a log in which chance decided nothing; `known` are its variants that the table serves."""
    repeats = logged.repeats
    certain = _certain(logged)
    if certain >= CERTAIN:
        share = "every variant was" if certain == 1 else f"{certain:.1%} of the impressions were"
        why = f"{share} shown with probability 1"
    elif logged.rows > 1 and ((shown > 0).sum(axis=1) <= 1).all():
        why = "in each case the same variant was always shown"
    elif repeats.single > 0.5 and repeats.excess > STUCK and repeats.z > IMPROBABLE:
        why = (
            f"of {repeats.cases:,} cases that occur more than once {repeats.single:.1%} were always shown the same variant,"
            " which the stated probabilities make all but impossible"
        )
    else:
        return
    value, count = abs(float(logged.rewards.mean())), max(len(logged.names), 2)
    needed = (
        tuple(_needed(share, (Z95 / TARGET) ** 2 * count / (share * value), logged) for share in ROTATIONS)
        if value
        else ()
    )
    said = f"The log is deterministic: {why}, so it says nothing of what another policy would bring."
    if not known:
        said = f"The log shows only {_listed(logged.names)}, which the table never serves, so it says nothing of the table."
    raise NotRotated(said, needed, logged.rows, digest)


def _certain(logged: Logged) -> float:
    """Share of rows of which the variant was certain."""
    return float((logged.propensities > 1 - 1e-9).mean())


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5:,} more" if len(names) > 5 else ""
    return ", ".join(f"“{name}”" for name in names[:5]) + more


def _doubts_of_log(logged: Logged, known: Sequence[str]) -> list[str]:
    """Why the log may not have been rotated as it says."""
    said, certain, repeats = [], _certain(logged), logged.repeats
    if certain > MANY_CERTAIN:
        said.append(
            f"{certain:.1%} of the impressions were shown with probability 1: they say nothing of other variants."
        )
    if repeats.excess > MANY_STUCK and repeats.z > IMPROBABLE:
        said.append(
            f"The same case was shown the same variant more often than the propensities say: {repeats.excess:.1%} of the"
            " changes to be expected are missing."
        )
    if not known:
        said.append(f"The log shows only {_listed(logged.names)}, which the table never serves.")
    return said


def _words(one: Needed) -> str:
    return f"{one.rows:,} impressions" + (f", {one.days:,.0f} days" if one.days is not None else "")


def _needed(rotation: float | None, rows: float, logged: Logged) -> Needed:
    days = None if logged.days is None else rows * logged.days / logged.rows
    return Needed(rotation, math.ceil(rows), days)


def _needed_for(estimate: Estimate, logged: Logged) -> list[Needed]:
    half = (estimate.interval[1] - estimate.interval[0]) / 2
    if not estimate.value or not half:
        return []
    return [_needed(None, logged.rows * (half / (TARGET * abs(estimate.value))) ** 2, logged)]


def _doubly_robust(logged: Logged, policy: Floats, weights: Floats) -> Floats:
    """Each row's part of the estimate, with a model of the other half of the rows."""
    half = np.arange(logged.rows) % 2 == 0
    found = np.empty(logged.rows)
    for fold in (half, ~half):
        model = _model(logged, ~fold, policy.shape)
        strata, actions = logged.strata[fold], logged.actions[fold]
        expected = (policy * model).sum(axis=1)[strata]
        found[fold] = expected + weights[fold] * (logged.rewards[fold] - model[strata, actions])
    return found


def _model(logged: Logged, rows: npt.NDArray[np.bool_], shape: tuple[int, ...]) -> Floats:
    strata, actions, rewards = logged.strata[rows].astype(np.int64), logged.actions[rows], logged.rewards[rows]
    mean = float(rewards.mean()) if len(rewards) else 0.0
    by_action = _drawn(actions, rewards, shape[1], mean)
    cells = strata * shape[1] + actions
    return _drawn(cells, rewards, shape[0] * shape[1], np.tile(by_action, shape[0])).reshape(shape)


def _drawn(codes: npt.NDArray[np.integer], rewards: Floats, size: int, towards: float | Floats) -> Floats:
    """Means by code, drawn towards another value as if that had been seen STRENGTH times."""
    sums = np.bincount(codes, rewards, size) + STRENGTH * np.asarray(towards)
    found: Floats = sums / (np.bincount(codes, minlength=size) + STRENGTH)
    return found


class _Samples:
    """Sums over blocks of rows, from which samples are drawn: a row a block, or random blocks of a long log."""

    def __init__(self, logged: Logged, weights: Floats, robust: Floats) -> None:
        self.parts = np.stack([weights * logged.rewards, weights, robust, np.ones(logged.rows)])

    def estimates(self, rng: np.random.Generator, logged: float) -> tuple[Estimate, ...]:
        blocks = self._blocks(rng)
        count = blocks.shape[1]
        drawn = np.array(
            [blocks @ np.bincount(rng.integers(0, count, count), minlength=count) for _ in range(BOOTSTRAPS)]
        )
        names = ("ips", "snips", "dr")
        whole, samples = _values(self.parts.sum(axis=1)[None, :])[0], _values(drawn)
        low, high = np.percentile(samples, (2.5, 97.5), axis=0)
        return tuple(
            Estimate(
                name, float(whole[n]), (float(low[n]), float(high[n])), float(whole[n]) / logged if logged else None
            )
            for n, name in enumerate(names)
        )

    def _blocks(self, rng: np.random.Generator) -> Floats:
        rows = self.parts.shape[1]
        if rows <= BLOCKS:
            return self.parts
        place = rng.permutation(np.arange(rows) % BLOCKS)
        return np.stack([np.bincount(place, part, BLOCKS) for part in self.parts])


def _values(sums: Floats) -> Floats:
    """Shape (samples, 3) from sums of weight × reward, weight, doubly robust parts and rows."""
    weights = np.where(sums[:, 1] > 0, sums[:, 1], 1.0)
    return np.stack([sums[:, 0] / sums[:, 3], sums[:, 0] / weights, sums[:, 2] / sums[:, 3]], axis=1)


def _off_support(logged: Logged, policy: Floats, shown: npt.NDArray[np.int64]) -> float:
    """Share of impressions that the policy would give what the log never shows there, or nothing that the log knows."""
    share = np.bincount(logged.strata, minlength=len(policy)) / logged.rows
    supported = np.where(shown > 0, policy, 0.0).sum(axis=1)
    return float((share * (1 - supported)).sum())


def _doubts(rows: int, effective: float, mean: float, off: float) -> list[str]:
    said = []
    if effective < max(LEAST_SHARE * rows, LEAST_ROWS):
        said.append(f"Few rows carry the estimate: {effective:,.0f} effective rows of {rows:,}.")
    if abs(mean - 1) > MEAN_OFF:
        said.append(
            f"The mean weight is {mean:.3f}, not about 1: the propensities do not fit, or the log lacks support."
        )
    if off > MASS:
        said.append(f"{off:.1%} of the policy's impressions would get a variant that the log never shows there.")
    return said
