"""What somebody said would be done."""

from collections.abc import Iterator

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check


def _overdue(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.actions:
        if one.overdue:
            yield check.finding(
                f"Overdue: {one.title}", one.title, Place("action", one.key), organisation=one.organisation
            )


def _without_owner(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.actions:
        if not one.owner:
            yield check.finding(f"Nobody owns: {one.title}", one.title, Place("action", one.key))


def _without_date(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.actions:
        if one.owner and not one.dated:
            yield check.finding(
                f"No date for: {one.title}", one.title, Place("action", one.key), organisation=one.organisation
            )


CHECKS: tuple[Check, ...] = (
    Check(
        "ACT-001",
        Level.WARNING,
        "An action is overdue",
        "What was promised and is late unasked is usually forgotten.",
        "Do it, agree another day before the next one passes, or let it go and say so.",
        _overdue,
    ),
    Check(
        "ACT-002",
        Level.WARNING,
        "An action has no owner",
        "What everybody should do is done by nobody.",
        "Give it to one person.",
        _without_owner,
    ),
    Check(
        "ACT-003",
        Level.NOTE,
        "An action has no date",
        "Without a day it is never late, and so never done.",
        "Agree a day with its owner.",
        _without_date,
    ),
)
