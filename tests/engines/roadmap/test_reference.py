"""The engine against a reference that counts day by day: any graph, any calendars, all states."""

from hypothesis import HealthCheck, given, settings

from commonground.engines.roadmap import schedule, slip
from tests.engines.roadmap.graphs import planned
from tests.engines.roadmap.reference import Slow

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def compare(roadmap, calendars, today):
    slow, found = Slow(roadmap, calendars, today), schedule(roadmap, calendars, today)
    earliest, expected = slow.forward(False), slow.forward(True)
    assert found.launch == slow.launch
    for entry in found.entries:
        assert (entry.earliest_start, entry.earliest_finish) == earliest[entry.key]
        assert (entry.expected_start, entry.expected_finish) == expected[entry.key]
        assert (entry.latest_start, entry.latest_finish) == slow.latest.get(entry.key, (None, None))
        assert entry.slack == slow.slack(entry.key)
    assert list(found.critical_path) == slow.critical_path()
    assert found.earliest_launch == slow.first_launch(earliest)
    assert found.expected_launch == slow.first_launch(expected)
    slacks = list(map(slow.slack, slow.latest))
    assert found.least_slack == min(slacks, default=None)
    assert {one.key for one in found.entries if one.critical} == {
        key for key in slow.latest if slow.slack(key) == min(slacks)
    }


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(planned(most=8))
def test_small_graphs(case):
    compare(*case)


@settings(max_examples=25, deadline=None, suppress_health_check=QUIET)
@given(planned(most=200))
def test_graphs_of_up_to_200_deliverables(case):
    compare(*case)


@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(planned(most=40))
def test_a_slip_is_a_second_schedule(case):
    roadmap, calendars, today = case
    slow, before = Slow(roadmap, calendars, today), schedule(roadmap, calendars, today)
    one = next((one for one in roadmap.deliverables if not one.state.done), None)
    if one is None:
        return
    days = len(roadmap.deliverables)
    found = slip(roadmap, calendars, one.key, days, today)
    was, now = slow.forward(True), slow.forward(True, (one.key, days))
    moved = [each for each in roadmap.deliverables if now[each.key] != was[each.key]]
    assert [(move.key, move.was, move.now) for move in found.moves] == [
        (each.key, was[each.key][1], now[each.key][1]) for each in moved
    ]
    assert {move.key: move.days for move in found.moves}[one.key] == days
    assert [miss.key for miss in found.missed] == [
        each.key for each in moved if each.due and now[each.key][1] > each.due
    ]
    assert found.launch == before.launch
    assert found.launch_before == max(before.launch, before.expected_launch)
    assert found.launch_after == max(found.launch_before, slow.first_launch(now))
    assert found.slack_left == slow.between(one.key, now[one.key][1], slow.latest[one.key][1])


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(planned(most=30, states=False))
def test_with_one_calendar_the_whole_critical_path_has_the_least_slack(case):
    roadmap, _, today = case
    found = schedule(roadmap, {}, today)
    assert {found.by_key[key].slack for key in found.critical_path} == {found.least_slack}
    assert found.least_slack == min(entry.slack for entry in found.entries)
    if roadmap.launch is None or not (today or roadmap.start):
        assert found.least_slack == 0
    if roadmap.launch and found.least_slack < 0:
        assert found.earliest_launch > roadmap.launch
