"""Whoever presses whatever, an action has one owner at most, and changes hands only with the word of who gets it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commonground.campaigns.action import actions
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.queries import list_ended, list_open
from commonground.kit.errors import Invalid, NotAllowed, NotReady
from commonground.people.activity.models import Activity
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer
from tests.factories.campaigns import Hope
from tests.factories.people import cohort, viewer

# Carla only reads. The two organisations are told apart by their first letter: t for Tondella, h for Halyard & Finch.
HOMES = {"ines": "t", "giulia": "t", "carla": "t", "marcus": "h", "priya": "h"}
NAMES = sorted(HOMES)
ANYBODY = st.sampled_from([*NAMES, "stranger"])
Life = type[RuleBasedStateMachine]


def life_of(story: Hope, stranger: Membership) -> Life:
    """The machine: what is held here about one action has to be what the database says of it."""
    members = {name: getattr(story.tondella if home == "t" else story.halyard, name) for name, home in HOMES.items()}
    members["stranger"] = stranger
    viewers: dict[str, Viewer] = {name: viewer(member) for name, member in members.items()}

    class Presses(RuleBasedStateMachine):
        action: Action
        owner: str | None
        offered: str | None
        state: str
        saved: int

        @initialize(by=st.sampled_from(["ines", "marcus"]), owner=st.none() | st.sampled_from(NAMES))
        def note(self, by: str, owner: str | None) -> None:
            given = members[owner].pk if owner else None
            self.action = actions.note_action(
                by=viewers[by], campaign=story.seen(), title="Send the size list", owner=given
            )
            self.home, self.owner, self.offered, self.state, self.saved = HOMES[by], owner, None, "open", 0

        def refusal(self, by: str, *, state: str | None) -> type[Exception] | None:
            """Why somebody may not change it now; `state` is what it has to be."""
            if by == "carla" or HOMES[by] not in {self.home, HOMES.get(self.owner or "")}:
                return NotAllowed
            return NotReady if state and self.state != state else None

        def somebody(self, data: st.DataObject) -> str:
            """Anybody, and three times as often somebody who may: else hardly anything would happen."""
            able = [name for name in NAMES if not self.refusal(name, state=None)]
            return data.draw(st.sampled_from(able * 3 + NAMES))

        def press(self, why: type[Exception] | None, act: Callable[..., Action], by: str, **more: Any) -> bool:
            """Do it, and see that it is refused as expected or not at all; returns whether it was done."""
            before = Activity.objects.count()
            if why is not None:
                with pytest.raises(why):
                    act(by=viewers[by], action=self.action, **more)
            else:
                act(by=viewers[by], action=self.action, **more)
                self.saved += 1
            assert Activity.objects.count() == before + (why is None)
            return why is None

        @rule(data=st.data(), to=ANYBODY)
        def give(self, data: st.DataObject, to: str) -> None:
            by = self.somebody(data)
            why = self.refusal(by, state="open")
            if why is None and to != self.owner and self.owner is not None:
                why = NotAllowed
            elif why is None and to == "stranger":
                why = Invalid
            if self.press(why, actions.change_action, by, owner=members[to].pk) and self.owner is None:
                self.owner, self.offered = to, None

        @rule(data=st.data(), to=ANYBODY)
        def offer(self, data: st.DataObject, to: str) -> None:
            by = self.somebody(data)
            why = self.refusal(by, state="open") or (Invalid if to in {"stranger", self.owner} else None)
            if self.press(why, actions.offer_action, by, to=members[to].pk):
                self.offered = to

        @rule(by=st.sampled_from(NAMES), accept=st.booleans())
        def answer(self, by: str, accept: bool) -> None:
            why = NotAllowed if by == "carla" else None if by == self.offered else NotReady
            if self.press(why, actions.answer_offer, by, accept=accept):
                self.owner, self.offered = by if accept else self.owner, None

        @precondition(lambda self: self.offered)
        @rule(accept=st.booleans())
        def answer_what_is_offered(self, accept: bool) -> None:
            self.answer(self.offered, accept=accept)

        @precondition(lambda self: self.state != "open")
        @rule(data=st.data())
        def reopen_what_is_over(self, data: st.DataObject) -> None:
            self.reopen(data)

        @rule(data=st.data(), state=st.sampled_from(["done", "dropped", "lost"]))
        def end(self, data: st.DataObject, state: str) -> None:
            by = self.somebody(data)
            why = self.refusal(by, state="open") or (Invalid if state == "lost" else None)
            if self.press(why, actions.end_action, by, state=state):
                self.state, self.offered = state, None

        @rule(data=st.data())
        def reopen(self, data: st.DataObject) -> None:
            by = self.somebody(data)
            why = self.refusal(by, state=None) or (NotReady if self.state == "open" else None)
            if self.press(why, actions.reopen_action, by):
                self.state = "open"

        @invariant()
        def the_database_says_the_same(self) -> None:
            held = Action.objects.get(pk=self.action.pk)
            owner, offered = (members[name].pk if name else None for name in (self.owner, self.offered))
            assert (held.owner_id, held.offered_to_id, held.state) == (owner, offered, self.state)
            assert held.revision == 1 + self.saved

        @invariant()
        def nobody_is_offered_what_is_theirs_or_over(self) -> None:
            held = Action.objects.get(pk=self.action.pk)
            assert held.offered_to_id is None or (held.offered_to_id != held.owner_id and held.state == "open")
            assert {held.offered_to_id is None, held.offered_at is None} in ({True}, {False})
            assert {held.ended_at is None, held.ended_by_id is None, held.state == "open"} in ({True}, {False})

        @invariant()
        def it_is_in_one_list_and_no_stranger_sees_it(self) -> None:
            seen = [
                listed(viewers[name]).filter(pk=self.action.pk).count()
                for name in ("marcus", "stranger")
                for listed in (list_open, list_ended)
            ]
            assert seen == [self.state == "open", self.state != "open", 0, 0]

    return Presses


def test_an_action_stays_within_its_states(hope: Hope) -> None:
    quick = settings(
        max_examples=15,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        # Shortening what was found takes minutes with a database; thirty steps can be read as they are.
        phases=[Phase.reuse, Phase.generate],
    )
    run_state_machine_as_test(life_of(hope, cohort().nadia), settings=quick)
