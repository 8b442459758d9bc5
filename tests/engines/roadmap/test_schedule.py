"""Schedules worked out by hand."""

import datetime

import pytest

from commonground.engines.errors import Undated
from commonground.engines.roadmap import Deliverable, Dependency, Phase, Roadmap, State, schedule
from commonground.engines.worktime import WorkCalendar

PHASES = (Phase("make", "Make", 2),)


def day(text):
    return datetime.date.fromisoformat(f"2026-{text}")


def after(*keys, lag=0):
    return tuple(Dependency(key, lag) for key in keys)


# Monday 5 October to Friday 16 October 2026.
PLAN = (
    Deliverable("concept", "Concept", duration=2),
    Deliverable("film", "Film", "make", duration=3, depends_on=after("concept", lag=1)),
    Deliverable("plan", "Tracking plan", duration=1, depends_on=after("concept")),
    Deliverable("live", "Go live", duration=0, milestone=True, depends_on=after("film", "plan")),
)
ROADMAP = Roadmap(PLAN, PHASES, launch=day("10-16"), start=day("10-05"))


def spans(found, kind):
    return {
        one.key: f"{getattr(one, kind + '_start'):%d}-{getattr(one, kind + '_finish'):%d}"
        for one in found.entries
        if getattr(one, kind + "_start")
    }


def test_by_hand():
    found = schedule(ROADMAP)
    assert spans(found, "earliest") == {"concept": "05-06", "film": "08-12", "plan": "07-07", "live": "12-12"}
    assert spans(found, "latest") == {"concept": "07-08", "film": "12-14", "plan": "16-16", "live": "16-16"}
    assert {one.key: one.slack for one in found.entries} == {"concept": 2, "film": 2, "plan": 7, "live": 4}
    assert found.critical_path == ("concept", "film")
    assert [one.critical for one in found.entries] == [True, True, False, False]
    assert (found.launch, found.earliest_launch, found.expected_launch) == (day("10-16"), day("10-14"), day("10-14"))
    assert (found.least_slack, found.method, found.version) == (2, "critical path on working days", "1")
    assert found.by_key["film"].latest_start == day("10-12")


def test_calendars_of_two_organisations():
    """What one organisation hands over on a day off of the other waits until that one works again."""
    plan = (
        Deliverable("a", "A", organisation="quarry", duration=2),
        Deliverable("b", "B", organisation="fern", duration=2, depends_on=after("a", lag=1)),
        Deliverable("m", "M", organisation="fern", duration=0, milestone=True, depends_on=after("a")),
    )
    fern = WorkCalendar(holidays=frozenset({day("10-06"), day("10-07")}))
    found = schedule(Roadmap(plan, launch=day("10-17"), start=day("10-04")), {"fern": fern})
    assert spans(found, "earliest") == {"a": "05-06", "b": "09-12", "m": "08-08"}
    assert spans(found, "latest") == {"a": "12-13", "b": "15-16", "m": "16-16"}


def test_without_launch_the_earliest_is_counted_from():
    found = schedule(Roadmap(PLAN, PHASES, start=day("10-05")))
    assert (found.launch, found.least_slack) == (day("10-14"), 0)


def test_without_any_start_work_begins_as_late_as_it_can():
    found = schedule(Roadmap(PLAN, PHASES, launch=day("10-16")))
    assert (found.by_key["concept"].earliest_start, found.least_slack) == (day("10-07"), 0)


def test_without_any_day_there_is_no_schedule():
    with pytest.raises(Undated, match="There is no day to count from"):
        schedule(Roadmap(PLAN, PHASES))


def test_nothing_to_schedule():
    found = schedule(Roadmap(launch=day("10-16")))
    assert (found.entries, found.critical_path, found.least_slack) == ((), (), None)
    assert found.earliest_launch == found.launch


def only(**values):
    one = Deliverable("film", "Film", **{"duration": 3, **values})
    (entry,) = schedule(Roadmap((one,), launch=day("10-16"), start=day("10-01")), today=day("10-07")).entries
    return f"{entry.earliest_start:%m%d}-{entry.earliest_finish:%m%d}", entry.slack


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ("1007-1009", 5)),
        ({"start": day("10-12")}, ("1012-1014", 2)),
        ({"state": State.IN_PROGRESS}, ("1007-1009", 5)),
        ({"state": State.IN_PROGRESS, "start": day("10-06")}, ("1006-1008", 6)),
        ({"state": State.IN_PROGRESS, "start": day("10-01")}, ("1001-1007", 7)),
        ({"state": State.RETURNED, "due": day("10-08")}, ("1006-1008", 6)),
        ({"state": State.RETURNED, "due": day("10-02")}, ("0930-1007", 7)),
        ({"state": State.DELIVERED, "delivered_on": day("10-04")}, ("0930-1004", None)),
        ({"state": State.ACCEPTED, "accepted_on": day("10-06")}, ("1002-1006", None)),
        ({"state": State.DELIVERED, "start": day("10-05"), "due": day("10-06")}, ("1005-1006", None)),
        ({"state": State.DELIVERED, "due": day("10-12")}, ("1005-1007", None)),
        ({"state": State.DELIVERED}, ("1005-1007", None)),
    ],
)
def test_states(values, expected):
    assert only(**values) == expected


def test_done_without_today_is_done_on_its_due_day():
    one = Deliverable("film", "Film", state=State.DELIVERED, due=day("10-12"))
    (entry,) = schedule(Roadmap((one,), launch=day("10-16"))).entries
    assert entry.earliest_finish == day("10-12")


def test_what_has_begun_is_held_up_by_nothing():
    plan = (
        Deliverable("a", "A", duration=9),
        Deliverable("b", "B", state=State.IN_PROGRESS, start=day("10-05"), depends_on=after("a")),
        Deliverable("c", "C", depends_on=after("b")),
    )
    found = schedule(Roadmap(plan, launch=day("10-16")), today=day("10-06"))
    assert spans(found, "earliest") == {"a": "06-16", "b": "05-06", "c": "07-07"}
    assert found.by_key["a"].latest_finish == day("10-16")


def test_expected_days_keep_due_days():
    plan = (Deliverable("a", "A", due=day("10-11")), Deliverable("b", "B", depends_on=after("a")))
    found = schedule(Roadmap(plan, launch=day("10-09"), start=day("10-05")))
    assert spans(found, "expected") == {"a": "09-09", "b": "12-12"}
    assert (found.earliest_launch, found.expected_launch) == (day("10-06"), day("10-12"))


def test_a_plan_beyond_all_years_does_not_end_in_an_error():
    chain = tuple(
        Deliverable(f"k{n}", f"K{n}", duration=5_000, depends_on=after(f"k{n - 1}") if n else ()) for n in range(600)
    )
    found = schedule(Roadmap(chain, launch=day("10-16"), start=day("10-05")))
    assert (found.earliest_launch, found.entries[0].latest_start) == (datetime.date.max, datetime.date.min)
    assert found.least_slack < -2_000_000
