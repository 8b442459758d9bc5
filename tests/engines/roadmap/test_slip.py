"""What a slip does, in values and in words."""

import datetime
from dataclasses import replace

import pytest

from commonground.engines.errors import Contradiction
from commonground.engines.roadmap import Deliverable, Dependency, Missed, Move, Phase, Roadmap, State, slip


def day(text):
    return datetime.date.fromisoformat(f"2026-{text}")


FILM = Deliverable("film", "Film", "make", duration=3, due=day("10-07"))
CUT = Deliverable("cut", "Cutdowns", "make", duration=2, due=day("10-09"), depends_on=(Dependency("film"),))
PLAN = Deliverable("plan", "Tracking plan", duration=2, due=day("10-15"), depends_on=(Dependency("cut"),))
ROADMAP = Roadmap((FILM, CUT, PLAN), (Phase("make", "Make", 3),), launch=day("10-16"), start=day("10-05"))


def test_absorbed():
    found = slip(ROADMAP, {}, "film", 2)
    assert found.moves == (
        Move("film", "Film", day("10-07"), day("10-09"), 2),
        Move("cut", "Cutdowns", day("10-09"), day("10-13"), 2),
    )
    assert found.missed == (
        Missed("film", "Film", day("10-07"), day("10-09"), 2),
        Missed("cut", "Cutdowns", day("10-09"), day("10-13"), 2),
    )
    assert (found.launch, found.launch_before, found.launch_after) == (day("10-16"),) * 3
    assert (found.launch_late, found.moves_launch, found.slack_left) == (0, False, 0)
    assert found.summary == (
        "If “Film” slips by 2 days, launch stays on 16 October 2026 with no day of slack left;"
        " 1 other deliverable moves and 2 due days are missed."
    )


def test_launch_moves():
    found = slip(ROADMAP, {}, "film", 5)
    assert (found.launch_after, found.launch_late, found.moves_launch, found.slack_left) == (day("10-21"), 5, True, -3)
    assert found.summary == (
        "If “Film” slips by 5 days, launch moves by 5 days to 21 October 2026; 2 others move and 3 due days are missed."
    )


def test_nothing_else_moves():
    plan = replace(PLAN, due=None)
    found = slip(replace(ROADMAP, deliverables=(FILM, CUT, plan)), {}, "plan", 1)
    assert (found.slack_left, found.missed) == (2, ())
    assert found.summary == (
        "If “Tracking plan” slips by 1 day, launch stays on 16 October 2026 with 2 days of slack left;"
        " nothing else moves and no due day is missed."
    )


def test_launch_is_late_already():
    late = Deliverable("legal", "Legal approval", duration=12)
    roadmap = replace(ROADMAP, deliverables=(*ROADMAP.deliverables, late))
    found = slip(roadmap, {}, "plan", 1)
    assert (found.launch_before, found.launch_after, found.launch_late) == (day("10-20"), day("10-20"), 4)
    assert found.summary == (
        "If “Tracking plan” slips by 1 day, launch, 4 days late already, moves no further;"
        " nothing else moves and 1 due day is missed."
    )
    assert slip(roadmap, {}, "legal", 1).summary.startswith(
        "If “Legal approval” slips by 1 day, launch moves by 1 day to 21 October 2026;"
    )


def test_what_has_been_handed_over_does_not_slip():
    done = replace(FILM, state=State.DELIVERED, delivered_on=day("10-06"))
    found = slip(replace(ROADMAP, deliverables=(done, CUT, PLAN)), {}, "film", 9)
    assert (found.moves, found.missed, found.slack_left) == ((), (), None)
    assert found.summary == "“Film” has been handed over and can no longer slip."


def test_a_due_day_off_is_missed_by_the_next_working_day():
    weekend = replace(PLAN, due=day("10-10"), depends_on=(), duration=5)
    found = slip(Roadmap((weekend,), launch=day("10-30"), start=day("10-05")), {}, "plan", 1)
    assert found.missed == (Missed("plan", "Tracking plan", day("10-10"), day("10-12"), 1),)


@pytest.mark.parametrize(("key", "days"), [("nothing", 1), ("film", 0), ("film", -1), ("film", 5_001)])
def test_what_cannot_slip(key, days):
    with pytest.raises(Contradiction):
        slip(ROADMAP, {}, key, days)
