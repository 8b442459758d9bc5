"""The checks of escalations, actions and the ladder: what fires, and what stays silent."""

from dataclasses import replace

import pytest

from commonground.engines.readiness import BY_ID, Campaign, Facts
from commonground.engines.readiness.facts import EmptyRung, OpenAction, OpenEscalation

LED = Facts(Campaign("Harvest", point_person="Ines", deputy="Tom"))
CAP = OpenEscalation(4, "Decide the cap", 3, "quarry")
SIZES = OpenAction("a1", "Send sizes", "Priya", "quarry")


def found(facts):
    checks = [check for id_, check in BY_ID.items() if id_.startswith(("ESC", "ACT", "POINT"))]
    return [
        (one.id, one.message, f"{one.places[0].kind}:{one.places[0].key}")
        for check in checks
        for one in check.find(check, facts)
    ]


@pytest.mark.parametrize("facts", [
    LED,
    replace(LED, escalations=(CAP,)),
    replace(LED, actions=(SIZES,)),
])  # fmt: skip
def test_silent(facts):
    assert found(facts) == []


@pytest.mark.parametrize(("facts", "id_", "message", "place"), [
    (replace(LED, escalations=(replace(CAP, severity=2),)), "ESC-001", "E-4 is open: Decide the cap", "escalation:4"),
    (replace(LED, escalations=(replace(CAP, late=True),)), "ESC-002", "E-4 was not answered in time.", "escalation:4"),
    (replace(LED, actions=(replace(SIZES, overdue=True),)), "ACT-001", "Overdue: Send sizes", "action:a1"),
    # Without an owner the date is not asked for: one finding for each thing to do.
    (replace(LED, actions=(OpenAction("a1", "Send sizes", dated=False),)), "ACT-002", "Nobody owns: Send sizes", "action:a1"),
    (replace(LED, actions=(replace(SIZES, dated=False),)), "ACT-003", "No date for: Send sizes", "action:a1"),
    (replace(LED, campaign=Campaign("Harvest"), point_person_away=True), "POINT-001", "There is no point person.",
     "field:point_person"),
    (replace(LED, campaign=Campaign("Harvest", point_person="Ines")), "POINT-002", "The point person has no deputy.",
     "field:deputy"),
    (replace(LED, empty_rungs=(EmptyRung("quarry", "Quarry Media", 2),)), "POINT-003",
     "Quarry Media has nobody on level 2 of the ladder.", "rung:quarry:2"),
    (replace(LED, point_person_away=True), "POINT-004", "Ines is away on the day of the launch.", "field:point_person"),
])  # fmt: skip
def test_fires(facts, id_, message, place):
    assert found(facts) == [(id_, message, place)]
