"""The verdict, waivers, and every check of the plan."""

import datetime
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.raci import RULES, Context, understand
from commonground.engines.raci.matrix import Organisation
from commonground.engines.readiness import BY_ID, CHECKS, Campaign, Check, Facts, Participant, Verdict, Waiver, assess
from commonground.engines.readiness.stored import from_dict, to_dict
from commonground.engines.roadmap import RULES as MAP_RULES
from commonground.engines.roadmap import Context as MapContext
from commonground.engines.roadmap import Deliverable, Roadmap
from commonground.engines.sheets import read_pasted
from commonground.engines.worktime import WorkCalendar

TODAY = datetime.date(2026, 3, 1)
GOOD = understand(read_pasted("Task\tLead\tPlanner\nGoals\tA\tR\nFilm\tR\tA\n")).matrix
BAD = understand(read_pasted("Task\tLead\tPlanner\nGoals\tC\tR\nFilm\tR\tA\n")).matrix
CAMPAIGN = Campaign(
    "Harvest",
    goal="Ten percent more",
    launch=datetime.date(2026, 6, 1),
    point_person="Ines",
    deputy="Tom",
    participants=(Participant("quarry", "Quarry Media"),),
)
READY = Facts(CAMPAIGN, GOOD, matrix_in_force=True)


NOBODY = "Nobody is accountable for “Goals”."


def waiver(fingerprint="RACI-001@row:goals", expires=TODAY, message=NOBODY):
    return Waiver(fingerprint, message, "Ines", "bramble", "Agreed by phone", expires)


def ids(assessment):
    return [finding.id for finding in assessment.findings]


def test_ready():
    found = assess(READY, (), TODAY)
    assert (found.verdict, found.findings, found.waived) == (Verdict.READY, (), ())
    assert found.passed == found.checked == tuple(check.id for check in CHECKS)
    assert (found.method, found.version, len(found.inputs)) == ("readiness", "2", 64)


def test_not_ready():
    found = assess(replace(READY, matrix=BAD), (), TODAY)
    assert (found.verdict, ids(found)) == (Verdict.NOT_READY, ["RACI-001"])
    assert found.count(Level.ERROR) == 1
    assert len(found.passed) == len(found.checked) - 1


def test_a_waiver_holds_until_its_last_day():
    facts = replace(READY, matrix=BAD)
    held = assess(facts, [waiver()], TODAY)
    assert (held.verdict, ids(held)) == (Verdict.READY_WITH_WAIVERS, [])
    assert held.waived[0].waiver == waiver()
    expired = assess(facts, [waiver()], TODAY + datetime.timedelta(days=1))
    assert (expired.verdict, ids(expired)) == (Verdict.NOT_READY, ["RACI-001"])


def test_a_waiver_holds_for_what_the_finding_said():
    facts = replace(READY, matrix=BAD)
    assert ids(assess(facts, [waiver(message="Nobody is accountable for “Aims”.")], TODAY)) == ["RACI-001"]


def test_nobody_waives_a_signature():
    unsigned = replace(READY, raci=Context(proposed=True, unsigned=(Organisation("quarry", "Quarry Media"),)))
    finding = assess(unsigned, (), TODAY).findings[0]
    assert finding.id == "RACI-013"
    given = waiver(finding.fingerprint, message=finding.message)
    assert ids(assess(unsigned, [given], TODAY)) == ["RACI-013"]


def test_of_two_waivers_the_longer_holds():
    longer = waiver(expires=TODAY + datetime.timedelta(days=9))
    for given in ([waiver(), longer], [longer, waiver()]):
        assert assess(replace(READY, matrix=BAD), given, TODAY).waived[0].waiver == longer


def test_a_waived_warning_does_not_qualify_the_verdict():
    facts = replace(READY, campaign=replace(CAMPAIGN, goal=""))
    assert assess(facts, (), TODAY).verdict is Verdict.READY
    assert assess(facts, [waiver("PLAN-003@field:goal", message="There is no goal.")], TODAY).verdict is Verdict.READY


def test_too_early():
    bare = assess(Facts(Campaign("Harvest")), (), TODAY)
    assert bare.verdict is Verdict.TOO_EARLY
    assert ids(bare) == ["PLAN-001", "PLAN-002", "PLAN-003", "POINT-001"]
    assert assess(Facts(Campaign("Harvest", goal="More")), (), TODAY).verdict is Verdict.NOT_READY


@pytest.mark.parametrize(
    ("facts", "id_", "message", "place"),
    [
        (replace(READY, matrix=None), "PLAN-001", "There is no responsibility matrix.", "field:matrix"),
        (
            replace(READY, matrix_in_force=False),
            "PLAN-001",
            "The responsibility matrix is not in force yet.",
            "field:matrix",
        ),
        (
            replace(READY, campaign=replace(CAMPAIGN, launch=None)),
            "PLAN-002",
            "There is no launch date.",
            "field:launch",
        ),
        (replace(READY, campaign=replace(CAMPAIGN, goal=" ")), "PLAN-003", "There is no goal.", "field:goal"),
        (
            replace(READY, campaign=replace(CAMPAIGN, participants=(Participant("q", "Quarry", joined=False),))),
            "PLAN-004",
            "Quarry has not joined yet.",
            "organisation:q",
        ),
        (
            replace(READY, campaign=replace(CAMPAIGN, point_person="")),
            "POINT-001",
            "There is no point person.",
            "field:point_person",
        ),
        (
            replace(READY, campaign=replace(CAMPAIGN, deputy="")),
            "POINT-002",
            "The point person has no deputy.",
            "field:deputy",
        ),
    ],
)
def test_the_plan(facts, id_, message, place):
    (finding,) = assess(facts, (), TODAY).findings
    assert (finding.id, finding.message, finding.fingerprint) == (id_, message, f"{id_}@{place}")
    assert finding.level is BY_ID[id_].level
    assert finding.hint


def test_the_rules_of_the_matrix_are_checks():
    assert {rule.id for rule in RULES} <= set(BY_ID)
    overdue = replace(READY, raci=Context(review_due=TODAY, today=TODAY + datetime.timedelta(days=1)))
    assert ids(assess(overdue, (), TODAY)) == ["RACI-012"]


def test_ids_are_unique():
    assert len(BY_ID) == len(CHECKS)


def test_the_inputs_are_named():
    assert assess(READY, (), TODAY).inputs == assess(READY, (), TODAY).inputs
    others = [
        assess(replace(READY, matrix=BAD), (), TODAY),
        assess(READY, [waiver()], TODAY),
        assess(READY, (), TODAY + datetime.timedelta(days=1)),
        assess(replace(READY, matrix=None), (), TODAY),
    ]
    assert len({assess(READY, (), TODAY).inputs, *(other.inputs for other in others)}) == 5


def test_errors_come_first():
    check = Check(
        "X-001", Level.NOTE, "A note", "", "Do it.", lambda check, _: [check.finding("x", "y", Place("a", "b"))]
    )
    found = assess(replace(READY, matrix=BAD), (), TODAY, checks=(check, *CHECKS))
    assert ids(found) == ["RACI-001", "X-001"]
    assert found.findings[1] == Finding("X-001", Level.NOTE, "x", "Do it.", "y", (Place("a", "b"),))


def test_a_finding_without_a_place_is_named_by_its_subject():
    assert Finding("X-001", Level.NOTE, "m", "h", "subject").fingerprint == "X-001@subject"


FILM = Deliverable("film", "Film", owner="Jun", reviewer="Ines", acceptance="Runs", due=datetime.date(2026, 6, 2))
MAP = Roadmap((FILM,), launch=datetime.date(2026, 6, 1))


def test_the_rules_of_the_roadmap_are_checks():
    assert {rule.id for rule in MAP_RULES} <= set(BY_ID)
    assert ids(assess(replace(READY, roadmap=MAP), (), TODAY)) == ["MAP-005", "MAP-007"]
    assert ids(assess(replace(READY, roadmap=Roadmap()), (), TODAY)) == ["MAP-012"]
    assert assess(replace(READY, roadmap=None), (), TODAY).findings == ()


def test_a_waiver_of_a_roadmap_finding():
    facts = replace(READY, roadmap=MAP)
    held = [waiver(one.fingerprint, message=one.message) for one in assess(facts, (), TODAY).findings]
    assert [one.fingerprint.partition("@")[0] for one in held if one.fingerprint.startswith("MAP-00")][:1] == [
        "MAP-005"
    ]
    assert assess(facts, held, TODAY).verdict is Verdict.READY_WITH_WAIVERS


def test_the_roadmap_is_part_of_the_inputs():
    calendar = WorkCalendar(holidays=frozenset({TODAY, datetime.date(2026, 12, 25)}))
    context = MapContext(today=TODAY, calendars={"fern": calendar}, accountable_rows=frozenset({"a", "b", "c"}))
    facts = [READY, replace(READY, roadmap=MAP), replace(READY, roadmap=MAP, map_context=context)]
    assert len({assess(each, (), TODAY).inputs for each in facts}) == 3


def test_the_digest_is_the_same_in_every_process():
    """Sets have another order in each: the digest must not."""
    code = (
        "from tests.engines.readiness.test_assess import *\n"
        "context = MapContext(accountable_rows=frozenset('abcdefgh'))\n"
        "print(assess(replace(READY, roadmap=MAP, map_context=context), (), TODAY).inputs)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_what_is_kept_of_an_assessment_is_the_assessment():
    said = assess(Facts(CAMPAIGN, BAD), [waiver()], TODAY)
    assert (len(said.waived), bool(said.findings)) == (1, True)
    assert from_dict(json.loads(json.dumps(to_dict(said)))) == said
