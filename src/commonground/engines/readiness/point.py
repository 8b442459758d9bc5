"""Whom everybody may ask, and where a question goes that is not answered."""

from collections.abc import Iterator

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check


def _field(name: str) -> Place:
    return Place("field", name)


def _no_point_person(check: Check, facts: Facts) -> Iterator[Finding]:
    if not facts.campaign.point_person:
        yield check.finding("There is no point person.", facts.campaign.name, _field("point_person"))


def _no_deputy(check: Check, facts: Facts) -> Iterator[Finding]:
    if facts.campaign.point_person and not facts.campaign.deputy:
        yield check.finding("The point person has no deputy.", facts.campaign.name, _field("deputy"))


def _empty_rung(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.empty_rungs:
        place = Place("rung", f"{one.organisation}:{one.rung}")
        message = f"{one.name} has nobody on level {one.rung} of the ladder."
        yield check.finding(message, one.name, place, organisation=one.organisation)


def _away_at_launch(check: Check, facts: Facts) -> Iterator[Finding]:
    if facts.campaign.point_person and facts.point_person_away:
        message = f"{facts.campaign.point_person} is away on the day of the launch."
        yield check.finding(message, facts.campaign.point_person, _field("point_person"))


CHECKS: tuple[Check, ...] = (
    Check(
        "POINT-001",
        Level.WARNING,
        "No point person",
        "Without one person who keeps every party talking, questions between organisations get lost.",
        "Name a point person on the campaign's page.",
        _no_point_person,
    ),
    Check(
        "POINT-002",
        Level.NOTE,
        "The point person has no deputy",
        "Illness and holidays fall before launches too.",
        "Name a deputy on the campaign's page.",
        _no_deputy,
    ),
    Check(
        "POINT-003",
        Level.WARNING,
        "A rung of the ladder is empty on one side",
        "What steps up on both sides finds nobody on one of them, and waits there.",
        "Name a contact for the level on the page of escalations.",
        _empty_rung,
    ),
    Check(
        "POINT-004",
        Level.WARNING,
        "The point person is away at the launch",
        "The day on which most questions come is the day on which nobody answers them.",
        "Name somebody who is there, or make sure that the deputy is.",
        _away_at_launch,
    ),
)
