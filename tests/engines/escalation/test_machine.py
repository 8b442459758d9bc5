"""Whatever is done to an escalation, it stays within its states."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from commonground.engines.errors import Contradiction
from commonground.engines.escalation import DEFAULT_TERMS, TRANSITIONS, Event, State, after, events_from, severity


@pytest.mark.parametrize(
    ("impact", "urgency", "expected"),
    [
        ("high", "high", 1), ("high", "medium", 2), ("medium", "high", 2), ("medium", "medium", 3), ("high", "low", 3),
        ("low", "high", 3), ("medium", "low", 4), ("low", "medium", 4), ("low", "low", 4),
    ],
)  # fmt: skip
def test_severity(impact, urgency, expected):
    assert severity(impact, urgency) == expected


def test_the_heavier_the_sooner():
    assert [DEFAULT_TERMS[one].hours for one in (1, 2, 3, 4)] == [1, 4, 8, 16]


@given(st.sampled_from(State), st.sampled_from(Event))
def test_what_is_not_in_the_table_is_refused(state, event):
    if event in events_from(state):
        assert after(state, event) == TRANSITIONS[state][event]
    else:
        with pytest.raises(Contradiction, match=f"What is {state.value} cannot be"):
            after(state, event)


class Life(RuleBasedStateMachine):
    """People press every button there is, in any order."""

    def __init__(self):
        super().__init__()
        self.state, self.past = State.RAISED, []

    @rule(event=st.sampled_from(Event))
    def press(self, event):
        try:
            now = after(self.state, event)
        except Contradiction:
            return
        self.past.append(event)
        self.state = now

    @precondition(lambda self: self.state is State.CONFIRMED)
    @rule()
    def confirmed_was_resolved_before(self):
        assert self.past[-2:] == [Event.RESOLVE, Event.CONFIRM]

    @invariant()
    def there_is_always_a_way_on(self):
        assert events_from(self.state)

    @invariant()
    def nothing_is_resolved_unanswered(self):
        if not self.state.open:
            since = max((place for place, event in enumerate(self.past) if event is Event.REOPEN), default=-1)
            assert {Event.ACKNOWLEDGE, Event.START} & set(self.past[since + 1 :])

    @invariant()
    def open_and_unanswered_agree(self):
        assert not (self.state.unanswered and not self.state.open)


TestLife = Life.TestCase
