"""An evaluation's result as its page shows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonground.campaigns.models import Campaign
from commonground.creative.run.models import Run
from commonground.creative.signal.queries import list_placements
from commonground.people.viewer.models import Viewer

# Fewer effective impressions than this carry no interval: the bootstrap only repeats the few that there are.
LEAST = 30
NAMES = {
    "ips": "Inverse propensity (IPS)",
    "snips": "Self-normalised (SNIPS)",
    "dr": "Doubly robust (DR)",
}
MEANS = {
    "ips": "What came of the impressions that the table would have shown alike, each counted for those like it.",
    "snips": "The same, divided by how much was counted: steadier where few impressions count for many.",
    "dr": "A simple model’s guess for every impression, mended by what the log shows.",
}


@dataclass(frozen=True, slots=True)
class Estimated:
    """One estimate of what an impression would bring; `relative` to what the log itself brought, as are `times`.

    verdict  better, worse or cannot tell; "" where too few impressions carry it
    words    the same in a sentence, with the interval at 95 %; what the log brought is taken as it is
    """

    name: str
    means: str
    value: float
    low: float
    high: float
    relative: float | None
    logged: float
    is_enough: bool

    @property
    def times(self) -> tuple[float, float] | None:
        """The interval in times of the log; None where the log brought nothing, or less."""
        return (self.low / self.logged, self.high / self.logged) if self.logged > 0 else None

    @property
    def verdict(self) -> str:
        """Whether the interval is above, below or about what the log brought."""
        if not self.is_enough:
            return ""
        return "better" if self.low > self.logged else "worse" if self.high < self.logged else "cannot tell"

    @property
    def words(self) -> str:
        """By which estimate the table would have brought how much, and the verdict."""
        short = self.name.rpartition("(")[2].rstrip(")")
        if self.times:
            said = f"{_span(*self.times)} times what the log brought"
        else:
            said = f"{_span(self.low, self.high)} an impression, where the log brought {_short(self.logged)}"
        return f"By {short} the table would have brought {said}: {self.verdict}."


@dataclass(frozen=True, slots=True)
class Need:
    """How many impressions, and days at this log's pace, an interval of ±10 % needs; `percent` of them rotated evenly."""

    percent: float | None
    rows: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """`refused` says why the log is silent, and then there are no estimates.

    planned  impressions that the campaign's placements have planned, None where none has
    """

    refused: str
    needed: tuple[Need, ...]
    basis: Mapping[str, str]
    rows: int
    logged: float = 0.0
    estimates: tuple[Estimated, ...] = ()
    effective: float = 0.0
    mean_weight: float = 0.0
    max_weight: float = 0.0
    off_support: float = 0.0
    warnings: tuple[str, ...] = ()
    planned: int | None = None

    @property
    def is_enough(self) -> bool:
        """Whether enough impressions carry the estimates to say anything."""
        return self.effective >= LEAST

    @property
    def covered(self) -> float:
        """The share of impressions in percent of which the log says something."""
        return 100 - self.off_support

    @property
    def least(self) -> int:
        """How many that takes."""
        return LEAST

    @property
    def best(self) -> Estimated | None:
        """The self-normalised estimate, which the verdict goes by."""
        return next((one for one in self.estimates if one.name == NAMES["snips"]), None)


def report_of(viewer: Viewer, campaign: Campaign, run: Run) -> Report:
    """The report of an evaluation that is done."""
    said = run.result
    assert said is not None
    needed = tuple(_need(one) for one in said["needed"])
    basis = {name: said.get(name, "") for name in ("method", "version", "digest", "uncertainty")}
    planned = sum(one.planned or 0 for one in list_placements(viewer, campaign)) or None
    if "refused" in said:
        return Report(said["why"], needed, basis, said["rows"], planned=planned)
    return Report(
        "", needed, basis, said["rows"], said["logged"], tuple(_estimated(one, said) for one in said["estimates"]),
        said["effective_rows"], said["mean_weight"], said["max_weight"], 100 * said["off_support"],
        tuple(ONE.sub("1 effective row ", one) for one in said["warnings"]), planned,
    )  # fmt: skip


def best_of(parts: Mapping[str, Any]) -> Estimated | None:
    """The self-normalised estimate of a result of which only these were read; None where the log was silent."""
    found = parts["estimates"]
    return _estimated(next(one for one in found if one["method"] == "snips"), parts) if found else None


def _need(said: Mapping[str, Any]) -> Need:
    return Need(None if said["rotation"] is None else 100 * said["rotation"], said["rows"], said["days"])


def _estimated(said: Mapping[str, Any], parts: Mapping[str, Any]) -> Estimated:
    """`parts` of the result say what the log brought and how many impressions carry the estimates."""
    (low, high), method = said["interval"], said["method"]
    return Estimated(
        NAMES.get(method, method), MEANS.get(method, ""), said["value"], low, high, said["relative"], parts["logged"],
        parts["effective_rows"] >= LEAST,
    )  # fmt: skip


ONE = re.compile(r"(?<![\d,.])1 effective rows ")


def _span(low: float, high: float) -> str:
    first, last = _short(low), _short(high)
    return first if first == last else f"{first} to {last}"


def _short(value: float) -> str:
    """As many places as tell two ends apart that a reader would."""
    return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.2g}"
