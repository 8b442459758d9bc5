"""From draft to in force: the creative and the media side sign off."""

import pytest
from django.urls import reverse

from commonground.creative.decision.actions import change_rule, start_table
from commonground.creative.decision.queries import working_version
from commonground.creative.decision.signoff import ask_table_change, propose_table, sign_table, take_table_back
from commonground.kit.errors import Conflict, NotAllowed, NotReady
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


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


def test_a_proposal_is_taken_back_by_whom_it_is_of_and_begun_with_again(hope: Hope) -> None:
    creative.plan(hope)
    ines, marcus, seen = viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope.seen()
    mark = propose_table(by=ines, campaign=seen).mark
    with pytest.raises(NotAllowed):
        take_table_back(by=marcus, campaign=seen, number=1)
    with pytest.raises(NotAllowed):
        take_table_back(by=viewer(hope.tondella.carla), campaign=seen, number=1)
    take_table_back(by=ines, campaign=seen, number=1, seen=mark)
    with pytest.raises(Conflict):
        take_table_back(by=ines, campaign=seen, number=1)
    assert working_version(ines, seen) is None
    draft = start_table(by=marcus, campaign=seen, source=seen.table_versions.get(number=1))
    assert (state(hope), [one.then for one in draft.rules.all()], draft.vocabulary) == ("v2 draft", ["V-02"], {})
    start_table(by=ines, campaign=seen, source=seen.table_versions.get(number=1))
    states = seen.table_versions.order_by("number").values_list("number", "state")
    assert list(states) == [(1, "withdrawn"), (2, "withdrawn"), (3, "draft")]


def test_a_draft_is_put_aside_on_its_page_and_begun_with_again(hope: Hope) -> None:
    creative.plan(hope)
    browser, here = client(hope.tondella.ines), {"args": [hope.campaign.pk]}
    once = {"args": [hope.campaign.pk, 1]}
    assert b"Put this draft aside" in browser.get(reverse("creative:plan", **here)).content
    assert b"Put this draft aside" not in client(hope.tondella.carla).get(reverse("creative:plan", **here)).content
    assert browser.post(reverse("creative:take-back", **once), {"seen": "1.1"}).status_code == 409
    mark = hope.campaign.table_versions.get().mark
    page = browser.post(reverse("creative:take-back", **once), {"seen": mark}, follow=True).content.decode()
    assert ("put aside" in page, "Start a draft from v1" in page) == (True, True)
    assert b"Begin with an earlier version" in browser.get(reverse("creative:plan", **here)).content
    browser.post(reverse("creative:start-from", **once))
    assert state(hope) == "v2 draft"


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
