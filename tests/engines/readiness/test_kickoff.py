"""The checks of kick-offs: what fires, and what stays silent."""

import datetime
from dataclasses import replace

import pytest

from commonground.engines.readiness import BY_ID, Campaign, Facts, Held, KickOff, Participant, Seat

QUARRY = Participant("quarry", "Quarry Media")
CAMPAIGN = Campaign("Harvest", launch=datetime.date(2026, 6, 1), participants=(QUARRY,))
PLANNED = KickOff(key="m1", seats=(Seat("media", "media", ("Tom",)),))


def found(kickoff):
    facts = Facts(CAMPAIGN, kickoff=kickoff)
    checks = [check for id_, check in BY_ID.items() if id_.startswith("KICK")]
    return [
        (one.id, one.message, f"{one.places[0].kind}:{one.places[0].key}")
        for check in checks
        for one in check.find(check, facts)
    ]


@pytest.mark.parametrize("kickoff", [
    None,
    PLANNED,
    replace(PLANNED, held=True),
    KickOff(launched=True),
    replace(PLANNED, launched=True, missing=("naming",)),
    replace(PLANNED, seats=(Seat("creative", "creative", waived=True),), dynamic_creative=("Loom",)),
    replace(PLANNED, meetings=(Held("m1", "Kick-off"),)),
])  # fmt: skip
def test_silent(kickoff):
    assert found(kickoff) == []


@pytest.mark.parametrize(("kickoff", "id_", "message", "place"), [
    (KickOff(), "KICK-001", "No kick-off is planned or held.", "field:kickoff"),
    (replace(PLANNED, over=True), "KICK-001", "The kick-off is over, and nobody wrote down who was there.", "field:kickoff"),
    (replace(PLANNED, seats=(Seat("media", "media"),)), "KICK-002", "Nobody of media is asked to the kick-off.", "function:m1:media"),
    (replace(PLANNED, held=True, seats=(Seat("media", "media", home="Quarry"),)), "KICK-002",
     "Nobody of media of Quarry was in the kick-off.", "function:m1:media"),
    (replace(PLANNED, seats=(Seat("creative", "creative"),)), "KICK-002", "Nobody of creative is asked to the kick-off.",
     "function:m1:creative"),
    (replace(PLANNED, seats=(Seat("creative", "creative"),), dynamic_creative=("Loom",)), "KICK-003",
     "Nobody of creative is asked to the kick-off.", "function:m1:creative"),
    (replace(PLANNED, meetings=(Held("m1", "Call", late=True),)), "KICK-004", "“Call” has no recap.", "meeting:m1"),
    (replace(PLANNED, meetings=(Held("m1", "Call", unconfirmed=(QUARRY,)),)), "KICK-005",
     "Quarry Media has not confirmed the recap of “Call”.", "word:m1:quarry"),
    (replace(PLANNED, meetings=(Held("m1", "Call", objecting=(QUARRY,)),)), "KICK-006",
     "Quarry Media objects to the recap of “Call”.", "word:m1:quarry"),
    (replace(PLANNED, missing=("concept",)), "KICK-007", "The creative concept is not shared yet.", "preparation:concept"),
    (replace(PLANNED, missing=("specifications",)), "KICK-008", "Specifications of the placements are missing.",
     "preparation:specifications"),
    (replace(PLANNED, missing=("naming",)), "KICK-009", "The naming convention is not fixed.", "preparation:naming"),
    (replace(PLANNED, missing=("tracking",)), "KICK-010", "The tracking requirements are not fixed.", "preparation:tracking"),
    (replace(PLANNED, missing=("trafficker",)), "KICK-011", "No trafficker contact is named.", "preparation:trafficker"),
])  # fmt: skip
def test_fires(kickoff, id_, message, place):
    assert found(kickoff) == [(id_, message, place)]


def test_nobody_waives_what_another_has_understood():
    assert [id_ for id_, check in BY_ID.items() if id_.startswith("KICK") and not check.waivable] == [
        "KICK-005",
        "KICK-006",
    ]
