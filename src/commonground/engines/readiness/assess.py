"""The verdict: every check run, waivers applied, and what the answer rests on."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from commonground.engines.findings import Finding, Level
from commonground.engines.raci.matrix import to_dict
from commonground.engines.readiness.checks import CHECKS
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check, Waiver
from commonground.engines.roadmap.plan import to_dict as map_to_dict

METHOD = ("readiness", "2")


class Verdict(StrEnum):
    """What may be said of the campaign as a whole."""

    TOO_EARLY = "too early to check"
    NOT_READY = "not ready"
    READY_WITH_WAIVERS = "ready with waivers"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver under which it is accepted."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer and what it rests on.

    findings        not waived, errors first
    passed          ids of the checks that found nothing at all
    checked         ids of all checks that were run
    method, version what computed this; `inputs` is the SHA-256 of the facts, the waivers and the day
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    passed: tuple[str, ...]
    checked: tuple[str, ...]
    today: datetime.date
    method: str
    version: str
    inputs: str

    def count(self, level: Level) -> int:
        """Findings of one level that are not waived."""
        return sum(1 for finding in self.findings if finding.level is level)


def assess(
    facts: Facts, waivers: Iterable[Waiver], today: datetime.date, checks: Sequence[Check] = CHECKS
) -> Assessment:
    """Run all checks on `facts` as of `today`. Of several waivers the latest to expire holds.

    A waiver has no effect once it has expired, once the finding says something else, and on a check that has none.

    An error that is not waived makes "not ready"; a waived one, "ready with waivers". Warnings and notes never decide.
    """
    given = tuple(waivers)
    holding = {one.fingerprint: one for one in sorted(given, key=lambda one: one.expires) if one.holds(today)}
    waivable = {check.id for check in checks if check.waivable}
    found = [finding for check in checks for finding in check.find(check, facts)]
    found.sort(key=lambda finding: finding.level.rank)
    open_, waived = [], []
    for finding in found:
        waiver = holding.get(finding.fingerprint) if finding.id in waivable else None
        if waiver and waiver.covers(finding):
            waived.append(Waived(finding, waiver))
        else:
            open_.append(finding)
    failed = {finding.id for finding in found}
    return Assessment(
        verdict=_verdict(facts, open_, waived),
        findings=tuple(open_),
        waived=tuple(waived),
        passed=tuple(check.id for check in checks if check.id not in failed),
        checked=tuple(check.id for check in checks),
        today=today,
        method=METHOD[0],
        version=METHOD[1],
        inputs=_digest(facts, given, today),
    )


def _verdict(facts: Facts, findings: Iterable[Finding], waived: Iterable[Waived]) -> Verdict:
    campaign = facts.campaign
    if facts.matrix is None and campaign.launch is None and not campaign.goal.strip():
        return Verdict.TOO_EARLY
    if any(finding.level is Level.ERROR for finding in findings):
        return Verdict.NOT_READY
    accepted = any(one.finding.level is Level.ERROR for one in waived)
    return Verdict.READY_WITH_WAIVERS if accepted else Verdict.READY


def _digest(facts: Facts, waivers: Sequence[Waiver], today: datetime.date) -> str:
    said = {
        "facts": asdict(replace(facts, matrix=None, roadmap=None)),
        "matrix": to_dict(facts.matrix) if facts.matrix else None,
        "roadmap": map_to_dict(facts.roadmap) if facts.roadmap else None,
        "waivers": sorted(map(str, map(asdict, waivers))),
        "today": today,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> object:
    """A set in a stable order, so that the same facts give the same digest in every process; a day as text."""
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)
