"""What every plan needs before anything else can be asked of it."""

from collections.abc import Iterator

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check


def _field(name: str) -> Place:
    return Place("field", name)


def _no_matrix_in_force(check: Check, facts: Facts) -> Iterator[Finding]:
    if facts.matrix is None:
        hint = "Import your RACI spreadsheet, or start a matrix on the campaign's page."
        yield check.finding("There is no responsibility matrix.", facts.campaign.name, _field("matrix"), hint=hint)
    elif not facts.matrix_in_force:
        yield check.finding("The responsibility matrix is not in force yet.", facts.campaign.name, _field("matrix"))


def _no_launch_date(check: Check, facts: Facts) -> Iterator[Finding]:
    if facts.campaign.launch is None:
        yield check.finding("There is no launch date.", facts.campaign.name, _field("launch"))


def _no_goal(check: Check, facts: Facts) -> Iterator[Finding]:
    if not facts.campaign.goal.strip():
        yield check.finding("There is no goal.", facts.campaign.name, _field("goal"))


def _not_joined(check: Check, facts: Facts) -> Iterator[Finding]:
    for one in facts.campaign.participants:
        if not one.joined:
            hint = f"Invite a person of {one.name}, or ask again whoever was invited."
            place = Place("organisation", one.key)
            yield check.finding(f"{one.name} has not joined yet.", one.name, place, hint=hint, organisation=one.key)


CHECKS: tuple[Check, ...] = (
    Check(
        "PLAN-001",
        Level.ERROR,
        "No responsibility matrix in force",
        "Until every organisation has countersigned who does what, each may work by its own map.",
        "Propose the matrix and have every organisation countersign it.",
        _no_matrix_in_force,
    ),
    Check(
        "PLAN-002",
        Level.ERROR,
        "No launch date",
        "Every other date of the plan is counted back from it.",
        "Set the launch date on the campaign's page.",
        _no_launch_date,
    ),
    Check(
        "PLAN-003",
        Level.WARNING,
        "No goal",
        "Partners who were not told the goal each choose their own.",
        "Write the goal in one sentence that says what will be different, by how much, and when.",
        _no_goal,
    ),
    Check(
        "PLAN-004",
        Level.WARNING,
        "A participant has not joined yet",
        "What is recorded for an organisation that has not joined is hearsay; only it can sign for itself.",
        "Invite a person of that organisation.",
        _not_joined,
    ),
)
