"""One cell of the table, changed where it stands; a rule moved by somebody who has seen another order."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from commonground.creative.decision.actions import add_rule, change_rule, move_rule, set_cell
from commonground.creative.decision.queries import working_mark
from commonground.creative.decision.signoff import propose_table
from commonground.creative.models import TableRule, TableVersion
from commonground.kit.errors import Conflict, NotAllowed, NotFound
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

HTMX = {"HX-Request": "true"}


def at(hope: Hope, name: str, *more: object) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk, *more])


def save(browser: Client, hope: Hope, cell: str, text: str, seen: str, **headers: str):  # type: ignore[no-untyped-def]
    return browser.post(at(hope, "cell"), {"cell": cell, "text": text, "seen": seen}, headers=headers)


def test_a_cell_is_saved_and_the_whole_table_comes_back(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    cell = f"{plan.rule.key}:when-hour"
    form = browser.get(at(hope, "cell"), {"cell": cell}, headers=HTMX).content.decode()
    assert ("Rule 1, <strong>Time of day" in form, "<html" in form, "from 0 to 23" in form) == (True, False, True)
    answer = save(browser, hope, cell, "< 5", "", **HTMX)
    page = answer.content.decode()
    assert (answer.status_code, "under 5" in page, "Expected before launch" in page) == (200, True, True)
    assert 'id="plan-acts" hx-swap-oob="true"' in page
    assert f'data-mark="{TableVersion.objects.get().mark}"' in page
    assert json.loads(answer.headers["HX-Trigger-After-Settle"]) == {"cell-set": {"at": cell}}
    assert TableRule.objects.get().when == {"weather": '"rain","cold"', "hour": "< 5"}


def test_saving_a_cell_costs_the_same_however_many_rules_there_are(hope: Hope, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    plan, browser, ines = creative.plan(hope), client(hope.tondella.ines), viewer(hope.tondella.ines)
    cell = f"{plan.rule.key}:when-hour"
    for seen, text in (("", "< 5"), ("< 5", "< 6")):
        with django_assert_max_num_queries(35):
            assert save(browser, hope, cell, text, seen, **HTMX).status_code == 200
        add_rule(by=ines, campaign=hope.seen(), when={"weather": '"sun"'}, then="V-01")


@pytest.mark.parametrize(
    ("column", "typed", "stored"),
    [
        ("when-weather", "rain or cold", '"rain","cold"'), ("when-weather", "any", ""), ("when-weather", "not sun", 'not("sun")'),
        ("when-hour", "under 2", "< 2"), ("when-hour", "17 to under 22", "[17..22)"),
        ("then", "One slice, one meal", "V-01"), ("then", "rain check", "V-02"), ("then", "even(V-01, Rain check)", "even(V-01, V-02)"),
    ],
)  # fmt: skip
def test_what_the_table_says_can_be_typed(hope: Hope, column: str, typed: str, stored: str) -> None:
    plan = creative.plan(hope)
    rule = set_cell(by=viewer(hope.tondella.ines), campaign=hope.seen(), key=plan.rule.key, column=column, text=typed)
    assert (rule.then if column == "then" else rule.when.get(column.removeprefix("when-"), "")) == stored


def test_findings_are_told_anew_after_a_cell(hope: Hope) -> None:
    plan, browser, ines = creative.plan(hope), client(hope.tondella.ines), viewer(hope.tondella.ines)
    other = add_rule(by=ines, campaign=hope.seen(), when={"weather": '"sun"'}, then="V-01")
    said = save(browser, hope, f"{other.key}:when-weather", '"rain"', '"sun"', **HTMX).content.decode()
    assert "Rule 2 is never served" in said
    plan.rainy.sizes = ["300x250"]
    plan.rainy.save()
    said = save(browser, hope, f"{other.key}:then", "V-02", "V-01", **HTMX).content.decode()
    assert said.count("V-02 does not come in 300x600") == 1


def test_a_cell_that_cannot_be_read_comes_back_into_the_popover(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    for cell, text, said in (
        (f"{plan.rule.key}:when-hour", "[5..)", "Position 5: expected a number from 0 to 23."),
        (f"{plan.rule.key}:then", "V-99", "The campaign has no variant “V-99”."),
        (f"{plan.rule.key}:then", "5", "The campaign has no variant “5”."),
        (f"{plan.rule.key}:then", "even(V-01)", "at least two variants"),
    ):
        answer = save(browser, hope, cell, text, "V-02" if cell.endswith("then") else "", **HTMX)
        page = answer.content.decode()
        assert (answer.status_code, answer.headers["HX-Retarget"], said in page) == (422, "#cell-popover", True)
        assert f'value="{text}"' in page
    assert TableRule.objects.get().when == {"weather": '"rain","cold"'}


def test_the_second_in_a_cell_is_told_what_stands_there(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    cell = f"{plan.rule.key}:when-hour"
    set_cell(by=viewer(hope.halyard.priya), campaign=hope.seen(), key=plan.rule.key, column="when-hour", text="< 5")
    answer = save(browser, hope, cell, "> 9", "", **HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "somebody else has set this cell to “&lt; 5” meanwhile" in page
    assert ('value="&gt; 9"' in page, 'name="seen" value="&lt; 5"' in page, "under 5" in page) == (True, True, True)
    whole = save(browser, hope, cell, "> 9", "")
    assert (whole.status_code, "<html" in whole.content.decode()) == (409, True)
    assert save(browser, hope, cell, "", "< 5").status_code == 302
    with pytest.raises(Conflict, match="has set this cell empty"):
        set_cell(
            by=viewer(hope.tondella.ines),
            campaign=hope.seen(),
            key=plan.rule.key,
            column="when-hour",
            text="",
            seen="1",
        )


def test_other_cells_of_the_rule_do_not_collide(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    change_rule(by=ines, campaign=seen, key=plan.rule.key, when={"hour": "< 5"})
    set_cell(by=ines, campaign=seen, key=plan.rule.key, column="then", text=" V-01 ", seen="V-02")
    set_cell(by=ines, campaign=seen, key=plan.rule.key, column="when-weather", text="-", seen='"rain","cold"')
    rule = TableRule.objects.get()
    assert (rule.when, rule.then) == ({"hour": "< 5"}, "V-01")


def test_a_cell_that_is_not_there(hope: Hope) -> None:
    plan, browser, ines = creative.plan(hope), client(hope.tondella.ines), viewer(hope.tondella.ines)
    for cell in ("", "none:then", f"{plan.rule.key}:when-moon", f"{plan.rule.key}:hour", plan.rule.key):
        assert browser.get(at(hope, "cell"), {"cell": cell}).status_code == 404
    for column in ("when-moon", "hour", ""):
        with pytest.raises(NotFound):
            set_cell(by=ines, campaign=hope.seen(), key=plan.rule.key, column=column, text="-")
    with pytest.raises(NotAllowed):
        set_cell(by=viewer(hope.tondella.carla), campaign=hope.seen(), key=plan.rule.key, column="then", text="")


def test_the_first_change_of_what_is_proposed_brings_the_page_of_a_draft(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    propose_table(by=viewer(hope.tondella.ines), campaign=hope.seen())
    cell = f"{plan.rule.key}:then"
    assert "Save in a new draft" in browser.get(at(hope, "cell"), {"cell": cell}).content.decode()
    answer = save(browser, hope, cell, "V-01", "V-02", **HTMX)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(at(hope, "plan") + "?at=")
    assert [(one.number, one.state) for one in TableVersion.objects.all()] == [(2, "draft"), (1, "proposed")]


def test_who_has_seen_another_order_moves_nothing(hope: Hope) -> None:
    plan, ines, seen = creative.plan(hope), viewer(hope.tondella.ines), hope.seen()
    other = add_rule(by=ines, campaign=seen, when={"hour": "< 5"}, then="V-01")
    mark, browser = working_mark(ines, seen), client(hope.halyard.priya)
    move_rule(by=ines, campaign=seen, key=other.key, to=1, seen=mark)
    url = at(hope, "rule-move", plan.rule.key)
    told = browser.post(url, {"to": "1", "seen": mark}, headers=HTMX)
    assert (told.status_code, told.headers["HX-Retarget"]) == (409, "#plan-work")
    assert "somebody else has changed the table meanwhile" in told.content.decode()
    assert browser.post(url, {"to": "1", "seen": mark}).status_code == 409
    assert [one.key for one in TableRule.objects.all()] == [other.key, plan.rule.key]
    now = working_mark(ines, seen)
    moved = browser.post(url, {"to": "1", "seen": now, "at": f"{plan.rule.key}:then"}, headers=HTMX)
    assert json.loads(moved.headers["HX-Trigger-After-Settle"]) == {"cell-set": {"at": f"{plan.rule.key}:then"}}
    assert [one.key for one in TableRule.objects.all()] == [plan.rule.key, other.key]


def test_a_rule_is_added_and_an_overlap_accepted_where_they_stand(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    answer = browser.post(at(hope, "rule-add"), {"when-hour": "< 5"}, headers=HTMX)
    other = TableRule.objects.exclude(key=plan.rule.key).get()
    assert json.loads(answer.headers["HX-Trigger-After-Settle"]) == {"cell-set": {"at": f"{other.key}:then"}}
    told = "Rule 1 wins first where they hold too."
    assert told in answer.content.decode()
    url = at(hope, "rule-accept", other.key)
    assert told not in browser.post(url, {"other": plan.rule.key}, headers=HTMX).content.decode()
    assert browser.post(url, {"other": plan.rule.key}).headers["Location"] == at(hope, "plan")
