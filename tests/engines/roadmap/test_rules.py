"""Each rule against its golden file: settings in JSON, a plan, and the findings of that rule alone."""

import datetime
import json
from pathlib import Path

import pytest

from commonground.engines.errors import Contradiction
from commonground.engines.findings import Level
from commonground.engines.roadmap import (
    BY_ID,
    RULES,
    Acknowledgement,
    Context,
    Deliverable,
    Dependency,
    Roadmap,
    Thresholds,
    check,
    survey,
    understand_file,
)
from commonground.engines.worktime import WorkCalendar

CASES = sorted((Path(__file__).parent / "rules").glob("*.txt"))
LINE = "=====\n"


def split(path):
    given, _, expected = path.read_text().partition(LINE)
    return given, expected.strip("\n")


def context_from(given):
    return Context(
        today=datetime.date.fromisoformat(given["today"]) if "today" in given else None,
        calendars={
            name: WorkCalendar(holidays=frozenset(map(datetime.date.fromisoformat, days)))
            for name, days in given.get("holidays", {}).items()
        },
        version=given.get("version", 0),
        acknowledged=tuple(Acknowledgement(*one) for one in given.get("acknowledged", ())),
        accountable_rows=frozenset(given["accountable_rows"]) if "accountable_rows" in given else None,
    )


def shown(finding):
    places = " ".join(f"{place.kind}={place.key}" for place in finding.places)
    return f"{finding.message}\n  {finding.hint}\n  {finding.subject} | {places} | {finding.organisation}".rstrip(" |")


def rendered(text, rule):
    settings, _, table = text.partition("\n")
    given = json.loads(settings)
    found = understand_file(table.encode(), "plan.csv")
    assert found.not_understood == ()
    bounds = Thresholds(**given.get("thresholds", {}))
    return "\n".join(shown(one) for one in check(found.roadmap, context_from(given), bounds) if one.id == rule)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_rule(path):
    given, expected = split(path)
    assert rendered(given, path.stem[:7]) == expected


def test_every_rule_has_a_case_that_fires_and_one_that_does_not():
    fires = {path.stem[:7] for path in CASES if split(path)[1]}
    silent = {path.stem[:7] for path in CASES if not split(path)[1]}
    assert fires == silent == {rule.id for rule in RULES} == {f"MAP-{number:03}" for number in range(1, 13)}


def test_levels():
    assert {rule.id for rule in RULES if rule.level is Level.ERROR} == {"MAP-002", "MAP-005", "MAP-006", "MAP-007"}
    assert {rule.id for rule in RULES if rule.level is Level.NOTE} == {"MAP-010", "MAP-012"}
    assert BY_ID["MAP-009"].level is Level.WARNING


def test_errors_come_first():
    one = Deliverable("film", "Film", depends_on=(Dependency("film"),))
    assert [finding.id for finding in check(Roadmap((one,)))] == ["MAP-002", "MAP-006", "MAP-003", "MAP-004"]


def test_without_a_day_to_count_from_nothing_is_scheduled():
    assert survey(Roadmap((Deliverable("film", "Film"),)), Context()).schedule is None


def test_a_reference_to_nothing_is_no_finding_but_an_error():
    with pytest.raises(Contradiction):
        check(Roadmap((Deliverable("film", "Film", depends_on=(Dependency("concept"),)),)))
