"""Rows that were copied in a spreadsheet become rules, all of them or none, and go again."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from commonground.creative.decision.actions import add_rules, change_rule
from commonground.creative.decision.pasting import Columns, understand_rows
from commonground.creative.decision.rules import MOST_RULES
from commonground.creative.decision.signoff import propose_table
from commonground.creative.models import TableRule, TableVersion
from commonground.creative.variant.actions import name_variant
from commonground.engines.decisions import Rotation, Signal, SignalType, Turn
from commonground.engines.decisions.headings import Called
from commonground.kit.errors import Invalid
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

BEFORE = ({"weather": '"rain","cold"'}, "V-02", "")
ROWS = '"rain","cold"\t< 5\tV-01\n"sun"\t\teven(V-01, V-02)\n'
ADDED = [({"weather": '"rain","cold"', "hour": "< 5"}, "V-01", ""), ({"weather": '"sun"'}, "even(V-01, V-02)", "")]


def at(hope: Hope, name: str) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk])


def table() -> list[tuple[dict[str, str], str, str]]:
    return [(one.when, one.then, one.note) for one in TableRule.objects.all()]


def field(answer: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found
    return found[1]


def paste(browser: Client, hope: Hope, rows: str, act: str = "") -> HttpResponse:
    """Checked first, and then, with an act, taken as it was seen."""
    seen = browser.post(at(hope, "paste"), {"pasted": rows})
    if not act:
        return seen  # type: ignore[return-value]
    return browser.post(at(hope, "paste"), {"pasted": rows, "act": act, "seen": field(seen, "seen")})  # type: ignore[arg-type, return-value]


def undo(browser: Client, hope: Hope) -> HttpResponse:
    """As the page's button does."""
    mark = hope.campaign.table_versions.get(state="draft").mark
    return browser.post(at(hope, "undo"), {"seen": mark})  # type: ignore[return-value]


def test_rows_are_added_at_the_end_and_taken_back(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    seen = paste(browser, hope, ROWS)
    page = seen.content.decode()
    assert ("columns by their place" in page, "Add 2 rules at the end" in page) == (True, True)
    assert table() == [BEFORE]
    assert paste(browser, hope, ROWS, "append").status_code == 302
    page = browser.get(at(hope, "plan")).content.decode()
    assert ("added 2 rules." in page, table()) == (True, [BEFORE, *ADDED])
    assert undo(browser, hope).status_code == 302
    assert table() == [BEFORE]


def test_rows_are_read_by_what_the_draft_they_begin_would_have(hope: Hope) -> None:
    creative.plan(hope)
    ines = viewer(hope.tondella.ines)
    propose_table(by=ines, campaign=hope.seen())
    name_variant(by=ines, campaign=hope.seen(), key="V-09", name="Sunny", organisation=hope.tondella.organisation.pk)
    browser = client(hope.tondella.ines)
    assert paste(browser, hope, '\ufeff"sun"\t\tV-09\n', "append").status_code == 302
    assert [then for _, then, _ in table()] == ["V-02", "V-02", "V-09"]
    undo(browser, hope)
    versions = hope.campaign.table_versions.order_by("number").values_list("number", "state")
    assert list(versions) == [(1, "proposed"), (2, "withdrawn")]


def test_rows_take_the_place_of_those_there_and_the_same_rule_keeps_its_key(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    rows = 'Shows\tNote\tWEATHER\nV-01\t\t"sun"\nV-01\tWet\t"rain","cold"\n'
    paste(browser, hope, rows, "instead")
    assert table() == [({"weather": '"sun"'}, "V-01", ""), ({"weather": '"rain","cold"'}, "V-01", "Wet")]
    assert [one.key == plan.rule.key for one in TableRule.objects.all()] == [False, True]
    undo(browser, hope)
    assert (table(), TableRule.objects.get().key) == ([BEFORE], plan.rule.key)


def test_every_cell_that_cannot_be_read_is_told_and_nothing_is_taken(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    rows = '"rain"\t[5..\tV-01\nfog\t< 5\tV-99\n"sun"\t\t\tmore\n'
    for act in ("", "append"):
        answer = paste(browser, hope, rows, act)
        page = answer.content.decode()
        assert answer.status_code == 422
        places = ("Row 1, column B", "Row 2, column A", "Row 2, column C", "Row 3, column D")
        assert [place in page for place in places] == [True] * 4
        assert ("The campaign has no variant “V-99”." in page, "The table has 3 columns" in page) == (True, True)
        assert "at the end" not in page
    assert table() == [BEFORE]


@pytest.mark.parametrize(
    ("rows", "said"),
    [("", "required"), (" \n", "required"), ("a\x1bb", "control character"), ("Weather\tShows\n", "no row beneath")],
)
def test_what_is_no_row_at_all(hope: Hope, rows: str, said: str) -> None:
    creative.plan(hope)
    answer = paste(client(hope.tondella.ines), hope, rows)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_who_was_first_is_not_overwritten(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    mark = field(paste(browser, hope, ROWS), "seen")
    change_rule(by=viewer(hope.halyard.priya), campaign=hope.seen(), key=plan.rule.key, then="V-01")
    told = browser.post(at(hope, "paste"), {"pasted": ROWS, "act": "instead", "seen": mark})
    assert (told.status_code, "somebody else has changed the table meanwhile" in told.content.decode()) == (409, True)
    assert len(table()) == 1
    mark = field(told, "seen")  # type: ignore[arg-type]
    browser.post(at(hope, "paste"), {"pasted": ROWS, "act": "instead", "seen": mark})
    assert table() == ADDED
    mark = TableVersion.objects.get().mark
    change_rule(by=viewer(hope.halyard.priya), campaign=hope.seen(), key=TableRule.objects.all()[0].key, then="V-02")
    late = browser.post(at(hope, "undo"), {"seen": mark})
    assert (late.status_code, len(table())) == (409, 2)


def test_what_cannot_be_taken(hope: Hope) -> None:
    creative.plan(hope)
    ines, seen = viewer(hope.tondella.ines), hope.seen()
    row = {"key": "a", "when": {}, "then": "V-01", "group": 0, "note": ""}
    with pytest.raises(Invalid, match="at most 2,000 rules; this would make it 2,001"):
        add_rules(by=ines, campaign=seen, rows=[row] * MOST_RULES)
    with pytest.raises(Invalid):
        add_rules(by=ines, campaign=seen, rows=[{**row, "then": "V-99"}], instead=True)
    assert table() == [BEFORE]


COLUMNS = Columns(
    (Signal("temp", SignalType.NUMERIC), Signal("member", SignalType.BINARY)),
    Called({"temp": "Degrees", "member": "Member"}, {"a": "Sunny", "b": "Rainy", "c1": "Twice", "c2": "Twice"}),
)


def told(text: str) -> list[tuple[str, str, str]]:
    found = understand_rows(text, COLUMNS)
    return [(one.where, one.column, one.text) for one in found.misread]


def test_columns_by_name() -> None:
    found = understand_rows("#\tmember\t Degrees \t'Then: variant'\tGroup\n1\tTRUE\t'-5\ta\t3\n", COLUMNS)
    assert (found.headed, found.misread) == (True, ())
    rule = found.rules[0]
    assert ([str(one.parts[0].value) for one in rule.when], rule.then, rule.group) == (["-5", "true"], ("a",), 3)  # type: ignore[union-attr]


def test_variants_by_name() -> None:
    found = understand_rows("\t\tsunny\n\t\tRainy b\n\t\teven(Sunny, b)\n", COLUMNS)
    rotation = Rotation(Turn.EVEN, ("a", "b"))
    assert ([one.then for one in found.rules], found.misread) == ([("a",), ("b",), (rotation,)], ())
    twice = understand_rows("\t\tTwice\n", COLUMNS).misread[0]
    assert twice.why == "Several variants are called “Twice”: write the key, c1 or c2."


def test_what_the_table_shows_is_pasted_back(hope: Hope) -> None:
    creative.plan(hope)
    rows = (
        "Weather\tTime of day\tShows\nRain or cold\t17 to under 22\tRain check\nnot sun\tany\teven(V-01, rain check)\n"
    )
    paste(client(hope.tondella.ines), hope, rows, "instead")
    assert table() == [
        ({"weather": '"rain","cold"', "hour": "[17..22)"}, "V-02", ""),
        ({"weather": 'not("sun")'}, "even(V-01, V-02)", ""),
    ]


def test_notes_that_are_not_pasted_stay(hope: Hope) -> None:
    plan, browser = creative.plan(hope), client(hope.tondella.ines)
    change_rule(by=viewer(hope.halyard.priya), campaign=hope.seen(), key=plan.rule.key, note="Agreed by phone")
    paste(browser, hope, 'Weather\tShows\n"rain","cold"\tV-01\n"sun"\tV-02\n', "instead")
    assert table() == [({"weather": '"rain","cold"'}, "V-01", "Agreed by phone"), ({"weather": '"sun"'}, "V-02", "")]


def test_what_is_told_of_rows() -> None:
    assert told("Degrees\ttemp\tmoon\tshows\n< 5\t\t\ta\n") == [
        ("Row 1, column B", "B", "temp"),
        ("Row 1, column C", "C", "moon"),
    ]
    assert told("temp\tgroup\tnote\n\t-1\t\n\t99999\t\n\t\t" + "n" * 301) == [
        ("Row 2, column B", "Group", "-1"), ("Row 3, column B", "Group", "99999"), ("Row 4, column C", "Note", "n" * 301),
    ]  # fmt: skip
    assert told("\t\teven(a)\n\t\teven(a, c)\n\t\t5\n") == [
        ("Row 1, column C", "Shows", "even(a)"), ("Row 2, column C", "Shows", "even(a, c)"), ("Row 3, column C", "Shows", "5"),
    ]  # fmt: skip


def test_no_more_than_thirty_are_listed() -> None:
    found = understand_rows("<\t\ta\n" * 40, COLUMNS)
    assert (len(found.misread), found.more, len(found.rules)) == (30, 10, 40)
