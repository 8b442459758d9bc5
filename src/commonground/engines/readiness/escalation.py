"""What is stuck between organisations."""

from collections.abc import Iterator

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check

# From this severity on an open escalation blocks: 1 is the heaviest.
HEAVY = 2


def _open_and_heavy(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.escalations:
        if one.severity <= HEAVY:
            yield check.finding(
                f"E-{one.number} is open: {one.title}", f"E-{one.number}", Place("escalation", str(one.number)),
                organisation=one.asked,
            )  # fmt: skip


def _late(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.escalations:
        if one.late:
            yield check.finding(
                f"E-{one.number} was not answered in time.", f"E-{one.number}", Place("escalation", str(one.number)),
                organisation=one.asked,
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    Check(
        "ESC-001",
        Level.ERROR,
        "An escalation of weight is open",
        "What is heavy and unsettled between two organisations before launch is heavier after it.",
        "Settle it, or have the side that raised it confirm that it is settled.",
        _open_and_heavy,
    ),
    Check(
        "ESC-002",
        Level.WARNING,
        "An escalation was not answered in time",
        "A stated time that passes without a word costs the trust that the next one needs.",
        "Answer it, or ask the other side for a pause with a reason.",
        _late,
    ),
)
