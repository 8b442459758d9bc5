"""Is a campaign ready? Facts in, findings and a verdict out, by an explicit tuple of checks."""

from commonground.engines.readiness.assess import Assessment, Verdict, Waived, assess
from commonground.engines.readiness.checks import BY_ID, CHECKS
from commonground.engines.readiness.facts import (
    Altered,
    Campaign,
    CreativePlan,
    EmptyRung,
    Facts,
    Held,
    KickOff,
    NeededSignal,
    OpenAction,
    OpenEscalation,
    Participant,
    Seat,
    ShownVariant,
)
from commonground.engines.readiness.frame import Check, Waiver

__all__ = [
    "BY_ID",
    "CHECKS",
    "Altered",
    "Assessment",
    "Campaign",
    "Check",
    "CreativePlan",
    "EmptyRung",
    "Facts",
    "Held",
    "KickOff",
    "NeededSignal",
    "OpenAction",
    "OpenEscalation",
    "Participant",
    "Seat",
    "ShownVariant",
    "Verdict",
    "Waived",
    "Waiver",
    "assess",
]
