"""From draft to in force: the creative and the media side sign off."""

import pytest

from commonground.creative.decision.actions import change_rule
from commonground.creative.decision.queries import working_version
from commonground.creative.decision.signoff import ask_table_change, propose_table, sign_table
from commonground.kit.errors import Conflict, NotAllowed, NotReady
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import viewer


def state(hope: Hope) -> str:
    version = working_version(viewer(hope.tondella.ines), hope.seen())
    assert version is not None
    return f"v{version.number} {version.state}"


def test_in_force_when_both_sides_have_signed(hope: Hope) -> None:
    creative.plan(hope)
    ines, marcus, seen = viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope.seen()
    version = propose_table(by=ines, campaign=seen)
    assert sorted((one.organisation.name, one.side) for one in version.sign_offs.all()) == [
        ("Halyard & Finch", "media"), ("Tondella", "creative"),
    ]  # fmt: skip
    sign_table(by=ines, campaign=seen, number=1)
    assert state(hope) == "v1 proposed"
    sign_table(by=marcus, campaign=seen, number=1)
    assert state(hope) == "v1 in-force"


def test_the_first_change_of_what_is_in_force_copies_it(hope: Hope) -> None:
    plan, ines, marcus, seen = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope.seen()
    propose_table(by=ines, campaign=seen)
    for by in (ines, marcus):
        sign_table(by=by, campaign=seen, number=1)
    change_rule(by=ines, campaign=seen, key=plan.rule.key, then="V-01")
    assert state(hope) == "v2 draft"
    assert [one.then for one in seen.table_versions.get(number=1).rules.all()] == ["V-02"]


def test_one_side_asks_for_a_change(hope: Hope) -> None:
    plan, ines, marcus, seen = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope.seen()
    propose_table(by=ines, campaign=seen)
    word = ask_table_change(by=marcus, campaign=seen, number=1, reason="Our server has no clock.")
    assert (word.state, word.reason) == ("change", "Our server has no clock.")
    change_rule(by=ines, campaign=seen, key=plan.rule.key, then="V-01")
    propose_table(by=ines, campaign=seen)
    assert sorted((one.number, one.state) for one in seen.table_versions.all()) == [(1, "withdrawn"), (2, "proposed")]
    with pytest.raises(Conflict):
        sign_table(by=marcus, campaign=seen, number=1)


def test_who_may_not(hope: Hope) -> None:
    creative.plan(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    with pytest.raises(Conflict):
        propose_table(by=ines, campaign=seen, seen_revision=1)
    propose_table(by=ines, campaign=seen)
    with pytest.raises(NotReady):
        propose_table(by=ines, campaign=seen)
    with pytest.raises(NotAllowed):
        sign_table(by=viewer(hope.halyard.priya), campaign=seen, number=1)
