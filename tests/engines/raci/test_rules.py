"""Each rule against its golden file: settings in JSON, a table, and the findings of that rule alone."""

import datetime
import json

import pytest

from commonground.engines.findings import Level
from commonground.engines.raci import BY_ID, RULES, Context, Organisation, Thresholds, check, understand, unique_key
from commonground.engines.sheets import read_pasted
from tests.engines.raci.golden import cases, split


def organisations(names):
    return tuple(Organisation(unique_key(name, ()), name) for name in names)


def context_from(given):
    dates = {key: datetime.date.fromisoformat(given[key]) for key in ("review_due", "today") if key in given}
    participants = organisations(given["participants"]) if "participants" in given else None
    return Context(participants, given.get("proposed", False), organisations(given.get("unsigned", ())), **dates)


def shown(finding):
    places = " ".join(f"{place.kind}={place.key}" for place in finding.places)
    return f"{finding.message}\n  {finding.hint}\n  {finding.subject} | {places} | {finding.organisation}".rstrip(" |")


def rendered(text, rule):
    settings, _, table = text.partition("\n")
    given = json.loads(settings)
    matrix = understand(read_pasted(table)).matrix
    bounds = Thresholds(**given.get("thresholds", {}))
    return "\n".join(shown(one) for one in check(matrix, context_from(given), bounds) if one.id == rule)


@pytest.mark.parametrize("path", cases("rules"), ids=lambda path: path.stem)
def test_rule(path):
    given, expected = split(path)
    assert rendered(given, path.stem[:8]) == expected


def test_every_rule_has_a_case_that_fires_and_one_that_does_not():
    fires = {path.stem[:8] for path in cases("rules") if split(path)[1]}
    silent = {path.stem[:8] for path in cases("rules") if not split(path)[1]}
    assert fires == silent == {rule.id for rule in RULES} == {f"RACI-{number:03}" for number in range(1, 15)}


def test_levels():
    errors = {rule.id for rule in RULES if rule.level is Level.ERROR}
    assert errors == {"RACI-001", "RACI-002", "RACI-003", "RACI-004", "RACI-010", "RACI-013", "RACI-014"}
    assert BY_ID["RACI-009"].level is Level.WARNING


def test_errors_come_first():
    matrix = understand(read_pasted("Task\tBrand\tAgency\nGoals\tA\tC\ngoals\tA\tR\nFilm\tC\tC\n")).matrix
    found = [finding.id for finding in check(matrix)]
    assert found == ["RACI-001", "RACI-003", "RACI-003", "RACI-007", "RACI-009"]
