"""Stepping up: a late look finds what a look every few minutes would have found."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.engines.escalation import DEFAULT_TERMS, Clock, Step, Terms, steps

NOON = datetime.datetime(2026, 9, 14, 12, tzinfo=datetime.UTC)
TERMS = Terms(answer=60, update=120)


def minutes(count):
    return datetime.timedelta(minutes=count)


def around_the_clock(since, count, _rung):
    return since + minutes(count)


def test_nothing_runs_out_before_its_time():
    clock = Clock(1, answer_due=NOON)
    assert steps(clock, TERMS, NOON - minutes(1), around_the_clock) == ((), clock)
    assert steps(Clock(2), TERMS, NOON, around_the_clock) == ((), Clock(2))


def test_two_rungs_when_nobody_looked_for_a_day():
    found, clock = steps(Clock(1, answer_due=NOON), TERMS, NOON + minutes(1440), around_the_clock)
    assert found == (Step(NOON, 2, "answer"), Step(NOON + minutes(60), 3, "answer"))
    assert clock == Clock(3, answer_due=NOON + minutes(120))


def test_a_missed_update_steps_up_too():
    found, clock = steps(Clock(1, update_due=NOON), TERMS, NOON, around_the_clock)
    assert (found, clock) == ((Step(NOON, 2, "update"),), Clock(2, update_due=NOON + minutes(120)))


def test_time_is_counted_where_it_has_gone_to():
    def slower_above(since, count, rung):
        return since + minutes(count * rung)

    _, clock = steps(Clock(1, answer_due=NOON), TERMS, NOON, slower_above)
    assert clock.answer_due == NOON + minutes(120)


@settings(deadline=None)
@given(
    st.integers(1, 3),
    st.none() | st.integers(-600, 600),
    st.none() | st.integers(-600, 600),
    st.sampled_from(list(DEFAULT_TERMS.values())),
    st.lists(st.integers(0, 4000), min_size=1, max_size=12),
)
def test_looking_often_finds_the_same(rung, answer, update, terms, looks):
    clock = Clock(rung, *(None if when is None else NOON + minutes(when) for when in (answer, update)))
    often, now = [], clock
    for look in sorted(looks):
        found, now = steps(now, terms, NOON + minutes(look), around_the_clock)
        often += found
    once = steps(clock, terms, NOON + minutes(max(looks)), around_the_clock)
    assert (tuple(often), now) == once
    assert [step.at for step in often] == sorted(step.at for step in often)
    assert now.rung == rung + len(often) <= 3
