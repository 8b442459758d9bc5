"""Writing the table: rules, columns, policies, and what is found in it."""

import re

import pytest
from django.urls import reverse

from commonground.creative.decision.actions import (
    accept_overlap,
    add_rule,
    add_rules,
    change_rule,
    move_rule,
    remove_rule,
    seen_of,
    set_cell,
    set_columns,
    set_policy,
    undo_change,
)
from commonground.creative.decision.grid import grid_of
from commonground.creative.decision.queries import load_table, working_mark, working_version
from commonground.creative.decision.signoff import propose_table
from commonground.creative.decision.steps import KEPT
from commonground.creative.models import TableStep
from commonground.creative.signal.actions import change_signal, name_placement
from commonground.creative.variant.actions import name_variant
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer


def table(hope: Hope) -> list[tuple[dict[str, str], str]]:
    ines = viewer(hope.tondella.ines)
    return [(rule.when, rule.then) for rule in working_version(ines, hope.seen()).rules.all()]  # type: ignore[union-attr]


def notes(hope: Hope) -> list[tuple[int, str]]:
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    grid = grid_of(load_table(ines, working_version(ines, seen), seen))  # type: ignore[arg-type]
    return [(row.number, f"{note.id} {note.message}") for row in grid.rules for note in row.notes]


def test_a_cell_that_cannot_be_read_says_where(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    with pytest.raises(Invalid) as refused:
        change_rule(
            by=ines, campaign=hope.seen(), key=plan.rule.key, when={"hour": "[5..)", "weather": "hail"}, then="V-99"
        )
    assert set(refused.value.fields) == {"when-hour", "when-weather", "then"}
    assert refused.value.fields["then"] == "The campaign has no variant “V-99”."
    assert table(hope) == [({"weather": '"rain","cold"'}, "V-02")]


def test_the_second_of_two_who_change_a_rule_is_told(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    seen = seen_of(plan.rule)
    change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, when={"hour": "< 5"}, seen=seen)
    with pytest.raises(Conflict):
        change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, then="V-01", seen=seen)
    assert table(hope) == [({"weather": '"rain","cold"', "hour": "< 5"}, "V-02")]


def test_rules_move_go_and_come_back(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    second = add_rule(by=ines, campaign=seen, when={"hour": "< 5"}, then="even(V-01, V-02)")
    first = add_rule(by=ines, campaign=seen, when={"weather": '"sun"'}, then="V-01", before=plan.rule.key)
    assert [then for _, then in table(hope)] == ["V-01", "V-02", "even(V-01, V-02)"]
    move_rule(by=ines, campaign=seen, key=second.key, to=1)
    remove_rule(by=ines, campaign=seen, key=first.key)
    assert [then for _, then in table(hope)] == ["even(V-01, V-02)", "V-02"]
    undo_change(by=ines, campaign=seen)
    assert [then for _, then in table(hope)] == ["even(V-01, V-02)", "V-01", "V-02"]


def test_a_column_takes_its_tests_along(hope: Hope) -> None:
    creative.plan(hope)
    ines = viewer(hope.tondella.ines)
    set_columns(by=ines, campaign=hope.seen(), signals=["hour"])
    assert table(hope) == [({}, "V-02")]
    with pytest.raises(Invalid):
        set_columns(by=ines, campaign=hope.seen(), signals=["moon"])


def test_policies_that_do_not_exist(hope: Hope) -> None:
    creative.plan(hope)
    for wrong in ({"hit_policy": "COLLECT"}, {"missing_policy": "never"}, {"default": "V-77"}):
        given = {"hit_policy": "UNIQUE", "missing_policy": "no_match", "default": "", **wrong}
        with pytest.raises(Invalid) as refused:
            set_policy(by=viewer(hope.tondella.ines), campaign=hope.seen(), **given)
        assert list(refused.value.fields) == list(wrong)


def test_what_is_wrong_stands_under_its_rule(hope: Hope) -> None:
    creative.plan(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    add_rule(by=ines, campaign=seen, when={"weather": 'not("cold")', "hour": "< 9"}, then="V-01")
    add_rule(by=ines, campaign=seen, when={"weather": '"rain"', "hour": "> 20"}, then="V-01")
    said = notes(hope)
    assert (3, "CRE-007 Rule 3 is never served: rule 1 takes all of its cases.") in said
    assert (2, "SIG-004 Rule 2 holds when Weather is missing.") in said
    assert (2, "DEC-009 Never served on Harbour Daily, half page: Time of day is not passed there.") in said


def test_an_overlap_that_is_meant_is_no_longer_told(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    other = add_rule(by=ines, campaign=seen, when={"hour": "< 9"}, then="V-01")
    told = (2, "DEC-004 Rule 1 wins first where they hold too. Rule 2 gets the rest.")
    assert told in notes(hope)
    accept_overlap(by=ines, campaign=seen, key=other.key, others=[plan.rule.key])
    assert told not in notes(hope)
    with pytest.raises(NotFound):
        accept_overlap(by=ines, campaign=seen, key=other.key, others=["none"])


def test_a_variant_without_the_size_of_a_placement(hope: Hope) -> None:
    plan = creative.plan(hope)
    plan.rainy.sizes = ["300x250"]
    plan.rainy.save()
    assert notes(hope)[0] == (1, "CRE-003 V-02 does not come in 300x600: nothing is shown on Harbour Daily, half page.")


def test_a_rule_that_somebody_has_changed_is_not_taken_out_unseen(hope: Hope) -> None:
    plan, ines, priya = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya)
    seen = seen_of(plan.rule)
    change_rule(by=priya, campaign=hope.seen(), key=plan.rule.key, when={"hour": "< 5"})
    said = 'It says now: weather "rain","cold", hour < 5, shows V-02.'
    with pytest.raises(Conflict, match=re.escape(said)):
        remove_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, seen=seen)
    with pytest.raises(Conflict, match=re.escape(said)):
        change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, when={"weather": '"sun"'}, seen=seen)
    assert table(hope) == [({"weather": '"rain","cold"', "hour": "< 5"}, "V-02")]


def whole(hope: Hope) -> tuple[object, ...]:
    """All that a change of the draft may replace."""
    version = working_version(viewer(hope.tondella.ines), hope.seen())
    assert version is not None
    rules = [(one.key, one.position, one.when, one.then, one.group, one.note) for one in version.rules.all()]
    return (version.signals, version.hit_policy, version.missing_policy, version.default, version.accepted, rules)


def test_every_change_is_taken_back_one_after_the_other(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    other = add_rule(by=ines, campaign=seen, when={"hour": "< 5"}, then="V-01")
    here, states = {"by": ines, "campaign": seen}, []
    for change in (
        lambda: set_cell(**here, key=plan.rule.key, column="when-weather", text='"sun"'),
        lambda: change_rule(**here, key=other.key, then="V-02", note="Nights"),
        lambda: move_rule(**here, key=other.key, to=1),
        lambda: add_rules(**here, rows=[{"key": "new", "when": {}, "then": "V-01", "group": 0, "note": ""}]),
        lambda: accept_overlap(**here, key=other.key, others=[plan.rule.key]),
        lambda: remove_rule(**here, key=plan.rule.key),
        lambda: set_columns(**here, signals=["hour"]),
        lambda: set_policy(**here, hit_policy="UNIQUE", missing_policy="no_match", default=""),
        lambda: add_rules(**here, rows=[{"key": "n", "when": {}, "then": "", "group": 0, "note": ""}], instead=True),
    ):
        states.append(whole(hope))
        change()
    for state in reversed(states):
        undo_change(**here)
        assert whole(hope) == state


def test_what_cannot_be_taken_back(hope: Hope) -> None:
    """Another one has changed the draft meanwhile; nothing is left; a draft that began with the change is put aside."""
    plan, ines, priya, seen = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.priya), hope.seen()
    mark = working_mark(ines, seen)
    change_rule(by=priya, campaign=seen, key=plan.rule.key, then="V-01")
    with pytest.raises(Conflict, match="somebody else has changed"):
        undo_change(by=ines, campaign=seen, seen=mark)
    with pytest.raises(NotAllowed):
        undo_change(by=viewer(hope.tondella.carla), campaign=seen)
    for _ in range(3):
        undo_change(by=ines, campaign=seen)
    assert table(hope) == []
    propose = [add_rule(by=ines, campaign=seen, when={}, then="V-01"), propose_table(by=ines, campaign=seen)]
    with pytest.raises(Conflict, match="no change to take back"):
        undo_change(by=ines, campaign=seen)
    change_rule(by=ines, campaign=seen, key=propose[0].key, then="V-02")
    undo_change(by=ines, campaign=seen)
    states = seen.table_versions.order_by("number").values_list("number", "state")
    assert list(states) == [(1, "proposed"), (2, "withdrawn")]


def test_no_more_steps_are_kept_than_anybody_takes_back(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    for turn in range(KEPT + 3):
        change_rule(by=ines, campaign=seen, key=plan.rule.key, note=f"Turn {turn}")
    assert TableStep.objects.count() == KEPT
    change_rule(by=ines, campaign=seen, key=plan.rule.key, note=f"Turn {KEPT + 2}")
    assert TableStep.objects.count() == KEPT


def test_a_cell_of_several_lines_is_the_same_after_a_form(hope: Hope) -> None:
    plan, ines = creative.plan(hope), viewer(hope.tondella.ines)
    lines = {"key": plan.rule.key, "column": "when-weather"}
    set_cell(by=ines, campaign=hope.seen(), text='"rain",\n"cold"', **lines)
    set_cell(by=ines, campaign=hope.seen(), text='"sun"', seen='"rain",\r\n"cold"', **lines)
    assert table(hope) == [({"weather": '"sun"'}, "V-02")]


def test_columns_say_what_is_known_on_the_placement_that_is_chosen(hope: Hope) -> None:
    creative.plan(hope)
    ines = viewer(hope.tondella.ines)
    name_placement(
        by=ines,
        campaign=hope.seen(),
        key="app",
        name="App",
        organisation=hope.tondella.organisation.pk,
        format="in-app",
    )
    loaded = load_table(ines, working_version(ines, hope.seen()), hope.seen())  # type: ignore[arg-type]
    known = {on: grid_of(loaded, on=on).columns[0].known for on in ("", "daily", "app")}
    # Nobody has said how many impressions the app has, so that both count alike.
    assert known == {"": 0.45, "daily": 0.9, "app": 0}
    address = reverse("creative:plan", args=[hope.campaign.pk])
    page = client(hope.tondella.ines).get(address, {"placement": "daily"}).content.decode()
    assert ('<option value="daily" selected>' in page, "90 % known" in page) == (True, True)
    assert "45 % known" in client(hope.tondella.ines).get(address, {"placement": "moon"}).content.decode()


def test_a_name_that_is_given_later_means_nothing_in_what_is_stored(hope: Hope) -> None:
    plan, ines, marcus, seen = creative.plan(hope), viewer(hope.tondella.ines), viewer(hope.halyard.marcus), hope.seen()
    change_rule(by=ines, campaign=seen, key=plan.rule.key, then="even(V-01, V-02)")
    for key, name in (("H-1", "even(V-01, V-02)"), ("H-2", "V-02"), ("H-3", "Rain check V-02")):
        name_variant(by=marcus, campaign=seen, key=key, name=name, organisation=hope.halyard.organisation.pk)
    assert change_rule(by=ines, campaign=seen, key=plan.rule.key, note="Both").then == "even(V-01, V-02)"
    here = {"by": ines, "campaign": seen, "key": plan.rule.key, "column": "then"}
    assert set_cell(**here, text="even(V-01, V-02)").then == "even(V-01, V-02)"
    assert set_cell(**here, text="V-02").then == "V-02"
    with pytest.raises(Invalid, match="Choose a variant"):
        set_cell(**here, text="rain check v-02")


def test_units_may_be_typed_as_they_stand(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    change_signal(by=ines, campaign=seen, signal=plan.hour, unit="h")
    here = {"by": ines, "campaign": seen, "key": plan.rule.key, "column": "when-hour"}
    for text, stored in (("17 to under 22 h", "[17..22)"), ("5 h or less", "<= 5"), ("at least 5h", ">= 5")):
        assert set_cell(**here, text=text).when["hour"] == stored
