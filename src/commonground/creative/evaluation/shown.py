"""An evaluation's result as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonground.campaigns.models import Campaign
from commonground.creative.run.models import Run
from commonground.people.viewer.models import Viewer

NAMES = {
    "ips": "Inverse propensity (IPS)",
    "snips": "Self-normalised (SNIPS)",
    "dr": "Doubly robust (DR)",
}


@dataclass(frozen=True, slots=True)
class Estimated:
    """One estimate of what an impression would bring; `relative` to what the log itself brought."""

    name: str
    value: float
    low: float
    high: float
    relative: float | None


@dataclass(frozen=True, slots=True)
class Need:
    """How many impressions, and days at the log's pace, an interval of ±10 % needs; `percent` of them rotated evenly."""

    percent: float | None
    rows: int
    days: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """`refused` says why the log is silent, and then there are no estimates."""

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


def report_of(viewer: Viewer, campaign: Campaign, run: Run) -> Report:
    """The report of an evaluation that is done."""
    said = run.result
    assert said is not None
    needed = tuple(_need(one) for one in said["needed"])
    basis = {name: said.get(name, "") for name in ("method", "version", "digest", "uncertainty")}
    if "refused" in said:
        return Report(said["why"], needed, basis, said["rows"])
    return Report(
        "", needed, basis, said["rows"], said["logged"], tuple(_estimated(one) for one in said["estimates"]),
        said["effective_rows"], said["mean_weight"], said["max_weight"], 100 * said["off_support"],
        tuple(said["warnings"]),
    )  # fmt: skip


def best_of(parts: Mapping[str, Any]) -> Estimated | None:
    """The self-normalised estimate of a result of which only these were read; None where the log was silent."""
    found = parts["estimates"]
    return _estimated(next(one for one in found if one["method"] == "snips")) if found else None


def _need(said: Mapping[str, Any]) -> Need:
    return Need(None if said["rotation"] is None else 100 * said["rotation"], said["rows"], said["days"])


def _estimated(said: Mapping[str, Any]) -> Estimated:
    low, high = said["interval"]
    return Estimated(NAMES.get(said["method"], said["method"]), said["value"], low, high, said["relative"])
