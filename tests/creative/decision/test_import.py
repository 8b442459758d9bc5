"""A file becomes the draft, whole or not at all; a version becomes a file."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from commonground.creative.decision.actions import add_rule
from commonground.creative.models import Signal, TableRule, TableVersion, Variant
from commonground.engines.decisions import Table, from_dict
from commonground.engines.decisions.files import WRITERS, read_table
from tests.factories import creative
from tests.factories.campaigns import Hope
from tests.factories.people import client, viewer

TESTS = "Hit policy,FIRST\nDefault,V-01\n,\nRule,weather,temp_c,then: variant,Note\n"
SIGNAL = 'Signal,weather,"{""type"": ""categorical"", ""categories"": [""sun"", ""rain""], ""consent"": true}"\n'
GOOD = SIGNAL + TESTS + '1,"""rain""",< 5,V-02,Wet\n2,-,-,"even(V-01, V-03)",\n'


def at(hope: Hope, name: str, *more: object) -> str:
    return reverse(f"creative:{name}", args=[hope.campaign.pk, *more])


def send(browser: Client, hope: Hope, data: bytes | str, name: str = "logic.csv") -> str:
    """The address of the preview."""
    content = data.encode() if isinstance(data, str) else data
    answer = browser.post(at(hope, "import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def seen(page: str) -> dict[str, str]:
    return {"seen": re.search(r'name="seen" value="([^"]*)"', page)[1]}  # type: ignore[index]


def look(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def take(browser: Client, url: str) -> int:
    return browser.post(url, seen(look(browser, url))).status_code


def test_a_table_with_the_signals_and_variants_that_it_needs(hope: Hope) -> None:
    browser = client(hope.tondella.ines)
    url = send(browser, hope, GOOD)
    page = look(browser, url)
    assert ("New signals" in page, "temp_c" in page, "V-03" in page) == (True, True, True)
    assert (Signal.objects.count(), Variant.objects.count()) == (0, 0)
    assert take(browser, url) == 302
    weather, temperature = Signal.objects.order_by("position")
    assert (weather.type, weather.categories, weather.consent) == ("categorical", ["sun", "rain"], True)
    assert temperature.type == "numeric"
    assert {one.key: (one.state, one.organisation) for one in Variant.objects.all()} == dict.fromkeys(
        ("V-01", "V-02", "V-03"), ("draft", hope.tondella.organisation)
    )
    draft = TableVersion.objects.get()
    assert (draft.state, draft.source, draft.default, draft.signals) == (
        "draft", "logic.csv", "V-01", ["weather", "temp_c"],
    )  # fmt: skip
    rules = [(one.when, one.then, one.note) for one in draft.rules.all()]
    assert rules == [({"weather": '"rain"', "temp_c": "< 5"}, "V-02", "Wet"), ({}, "even(V-01, V-03)", "")]
    assert browser.get(url).status_code == 404


def test_every_cell_that_cannot_be_read_is_told_with_its_row_and_column(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    body = 'weather,hour,then: variant\n"""rain""",[5..,V-01\n"""sun",late,V-01\n'
    url = send(browser, hope, body)
    page = look(browser, url)
    assert [where in page for where in ("Row 2, column B", "Row 3, column A", "Row 3, column B")] == [True] * 3
    assert "Import all of it" not in page
    assert browser.post(url, seen(page)).status_code == 422
    assert TableVersion.objects.get().rules.count() == 1


@pytest.mark.parametrize("form", ["json", "dmn"])
def test_every_cell_of_a_model_that_cannot_be_read_is_told(hope: Hope, form: str) -> None:
    rules = [{"when": {"temp": "98761"}, "then": "V-01"}] * 32
    table = from_dict({"inputs": [{"key": "temp", "type": "numeric"}], "rules": rules, "hit_policy": "FIRST"})
    browser = client(hope.tondella.ines)
    url = send(browser, hope, WRITERS[f".{form}"](table).replace(b"98761", b"[3.."), f"logic.{form}")
    page = look(browser, url)
    assert [f'<td data-label="Where">Rule {number}</td>' in page for number in (1, 2, 30, 31)] == [
        True,
        True,
        True,
        False,
    ]
    assert ("the first 30 are listed" in page, '<span class="seg-count">32</span>' in page) == (True, True)
    assert browser.post(url, seen(page)).status_code == 422
    assert TableVersion.objects.count() == 0


def test_cells_are_pasted_as_a_spreadsheet_copies_them(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    rows = 'weather\thour\tthen: variant\n"rain","cold"\t< 5\tV-01\n"""sun"",""rain"""\t\tV-02\n'
    answer = browser.post(at(hope, "import"), {"pasted": rows})
    assert take(browser, answer.headers["Location"]) == 302
    rules = [one.when for one in TableRule.objects.filter(version__state="draft")]
    assert rules == [{"weather": '"rain","cold"', "hour": "< 5"}, {"weather": '"sun","rain"'}]


def test_the_same_rules_keep_their_keys_and_the_draft_before_is_put_aside(hope: Hope) -> None:
    plan = creative.plan(hope)
    browser = client(hope.tondella.ines)
    file = 'weather,hour,then: variant\n"""sun""",-,V-01\n"""rain"", ""cold""",-,V-02\n'
    url = send(browser, hope, file)
    assert "1 rule added, 0 changed, 0 taken out" in look(browser, url)
    assert take(browser, url) == 302
    assert [(one.number, one.state) for one in TableVersion.objects.all()] == [(2, "draft"), (1, "withdrawn")]
    keys = list(TableRule.objects.filter(version__number=2).values_list("key", flat=True))
    assert (keys[1], len(set(keys))) == (plan.rule.key, 2)
    changed = send(browser, hope, file.replace("V-02", "V-01"))
    assert "0 rules added, 1 changed, 0 taken out" in look(browser, changed)


def test_what_a_file_does_not_say_stays(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    rule = TableRule.objects.get()
    TableRule.objects.update(group=3, note="Agreed by phone")
    url = send(browser, hope, 'weather,hour,then: variant\n"""rain"", ""cold""",-,V-02\n"""sun""",-,V-02\n')
    page = look(browser, url)
    assert "1 rule added, 0 changed, 0 taken out" in page
    assert "becomes" not in page
    assert take(browser, url) == 302
    draft = TableVersion.objects.get(state="draft")
    assert (draft.hit_policy, draft.missing_policy, draft.default) == ("FIRST", "feel", "V-01")
    kept = draft.rules.get(key=rule.key)
    assert (kept.group, kept.note) == (3, "Agreed by phone")


@pytest.mark.parametrize("name", ["logic.csv", "logic.md", "logic.xlsx"])
def test_a_plain_table_gives_a_new_plan_the_policies_of_one(hope: Hope, name: str) -> None:
    rows = [["weather", "then: variant"], ['"rain"', "V-01"]]
    browser = client(hope.tondella.ines)
    assert take(browser, send(browser, hope, written(rows, name), name)) == 302
    draft = TableVersion.objects.get()
    assert (draft.hit_policy, draft.missing_policy, draft.default) == ("FIRST", "feel", "")


def written(rows: list[list[str]], name: str) -> bytes:
    if name.endswith(".xlsx"):
        book, stream = Workbook(), io.BytesIO()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(stream)
        return stream.getvalue()
    if name.endswith(".md"):
        lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
        return "\n".join(f"| {' | '.join(row)} |" for row in lines).encode()
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_what_changes_besides_the_rules_is_named(hope: Hope) -> None:
    creative.plan(hope)
    add_rule(by=viewer(hope.tondella.ines), campaign=hope.seen(), when={"hour": "< 5"}, then="V-01")
    browser = client(hope.tondella.ines)
    head = "Hit policy,UNIQUE\nMissing,no_match\nDefault,\n,\n"
    page = look(
        browser, send(browser, hope, head + 'moon,hour,then: variant\n,< 5,V-01\n"""full""",,V-01\n')
    )  # fmt: skip
    for said in (
        "Hit policy: FIRST becomes UNIQUE.", "Everyone else: V-01 becomes nothing.",
        "Missing signals: “not(…) holds on a missing signal.” becomes “No test holds on a missing signal.”",
        "The column moon is added.", "The column Weather is taken out.",
    ):  # fmt: skip
        assert said in page
    page = look(browser, send(browser, hope, "hour,weather,then: variant\n< 5,,V-01\n"))
    assert ("The columns stand in another order." in page, "0 rules added, 0 changed, 1 taken out" in page) == (
        True,
        True,
    )
    turned = 'weather,hour,then: variant\n,< 5,V-01\n"""rain"",""cold""",,V-02\n'
    page = look(browser, send(browser, hope, turned))
    assert ("The rules stand in another order." in page, "0 rules added, 0 changed, 0 taken out" in page) == (
        True,
        True,
    )


@pytest.mark.parametrize("form", ["dmn", "csv", "xlsx", "json"])
def test_a_file_that_changes_nothing_is_not_taken(hope: Hope, form: str) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    url = send(browser, hope, browser.get(at(hope, "export", 1, form)).content, f"logic.{form}")
    page = look(browser, url)
    assert ("Nothing changes: v1 has this table already." in page, "Import all of it" in page) == (True, False)
    assert "put aside" not in page
    answer = browser.post(url, seen(page))
    assert (answer.status_code, "the campaign has this table already" in answer.content.decode()) == (422, True)
    assert TableVersion.objects.count() == 1


@pytest.mark.parametrize(
    "head", ["Time of day,WEATHER,Shows,Note", "#,time  of day,Weather,Variant,note", "hour,weather,then: variant,Note"]
)
def test_the_headings_and_variants_of_the_page_are_known(hope: Hope, head: str) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    number = "1," if head.startswith("#") else ""
    rules = f'{number}< 5,"""rain""",rain check,Wet\n{number},,"even(V-01, Rain check)",\n'
    url = send(browser, hope, f"{head}\n{rules}")
    page = look(browser, url)
    assert ("New signals" in page, "New variants" in page) == (False, False)
    assert take(browser, url) == 302
    draft = TableVersion.objects.get(state="draft")
    assert draft.signals == ["hour", "weather"]
    assert [(one.when, one.then, one.note) for one in draft.rules.all()] == [
        ({"hour": "< 5", "weather": '"rain"'}, "V-02", "Wet"), ({}, "even(V-01, V-02)", ""),
    ]  # fmt: skip


def test_what_the_page_shows_in_words_is_read(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    rows = 'Weather,Time of day,Shows\nRain or cold,17 to 22,Rain check\n"rain, sun",any,V-01\nnot known,up to 7,V-01\n'
    assert take(browser, send(browser, hope, rows)) == 302
    assert [one.when for one in TableRule.objects.filter(version__state="draft")] == [
        {"weather": '"rain","cold"', "hour": "[17..22]"}, {"weather": '"rain","sun"'}, {"weather": "null", "hour": "<= 7"},
    ]  # fmt: skip


def test_who_was_first_is_not_overwritten(hope: Hope) -> None:
    plan = creative.plan(hope)
    ines, marcus = client(hope.tondella.ines), client(hope.halyard.marcus)
    url = send(ines, hope, GOOD)
    mark = seen(look(ines, url))
    marcus.post(at(hope, "rule", plan.rule.key), {"when-hour": "< 5", "then": "V-02"})
    assert ines.post(url, mark).status_code == 409
    assert not Variant.objects.filter(key="V-03").exists()
    assert marcus.get(url).status_code == 404
    assert take(ines, url) == 302


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"weather,temp\nrain,5\n", "x.csv", "No decision table was found"),
        (b"{", "x.json", "This is no JSON"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><definitions>&b;</definitions>', "x.dmn", ""),
        (b"", "x.csv", ""),
    ],
)
def test_what_is_no_table_is_refused_at_once(hope: Hope, data: bytes, name: str, said: str) -> None:
    """ABUSE 18."""
    browser = client(hope.tondella.ines)
    answer = browser.post(at(hope, "import"), {"file": SimpleUploadedFile(name, data)})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert hope.campaign.uploads.count() == 0


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Hit policy,COLLECT\n,\nweather,then: variant\n-,V-01\n", "serves several rules at once"),
        ("weather,then: variant,then: price\n-,V-01,3\n", "has 2 outputs: variant, price"),
        ("weather,then: variant\n-,5\n", "Rule 1: it serves 5, which is the key of no variant."),
        ("weather,then: variant,Group\n-,V-01,-3\n", "Rule 1: a priority group is a number from 0"),
        (f"weather,then: variant,Note\n-,V-01,{'n' * 301}\n", "Rule 1: a note has at most 300"),
        (f"weather,then: variant\n-,{'v' * 81}\n", "is no key of a variant"),
        ("Default,7\n,\nweather,then: variant\n-,V-01\n", "Default: it serves 7"),
        ("weather,then: variant\n", "The table has no rules."),
    ],
)
def test_what_a_plan_has_no_place_for_is_told_and_nothing_is_taken(hope: Hope, file: str, said: str) -> None:
    browser = client(hope.tondella.ines)
    url = send(browser, hope, file)
    page = look(browser, url)
    assert said in page
    assert browser.post(url, seen(page)).status_code == 422
    assert (TableVersion.objects.count(), Signal.objects.count(), Variant.objects.count()) == (0, 0, 0)


def test_a_table_of_other_outputs_is_told_where_there_is_a_plan(hope: Hope) -> None:
    creative.plan(hope)
    browser = client(hope.tondella.ines)
    page = look(browser, send(browser, hope, "weather,then: variant,then: price\n-,V-01,3\n"))
    assert ("has 2 outputs: variant, price" in page, "Import all of it" in page) == (True, False)


def test_what_is_more_important_comes_first(hope: Hope) -> None:
    browser = client(hope.tondella.ines)
    values = "Values,variant,V-02,V-01\n"
    url = send(browser, hope, f"Hit policy,PRIORITY\n{values},\nhour,then: variant\n< 5,V-01\n< 9,V-02\n")
    assert "PRIORITY becomes FIRST" in look(browser, url)
    assert take(browser, url) == 302
    draft = TableVersion.objects.get()
    assert (draft.hit_policy, [one.then for one in draft.rules.all()]) == ("FIRST", ["V-02", "V-01"])


@pytest.mark.parametrize("pasted", ["csv", "json", "dmn"])
def test_a_table_is_pasted(hope: Hope, pasted: str) -> None:
    table = from_dict({
        "inputs": [{"key": "day", "type": "date", "range": ["2026-08-01", None]}],
        "rules": [{"when": {"day": '< date("2026-09-01")'}, "then": "V-01"}],
        "hit_policy": "FIRST", "missing_policy": "no_match", "default": "V-02",
    })  # fmt: skip
    browser = client(hope.tondella.ines)
    text = WRITERS[f".{pasted}"](table).decode("utf-8-sig")
    answer = browser.post(at(hope, "import"), {"pasted": text})
    assert answer.status_code == 302
    assert take(browser, answer.headers["Location"]) == 302
    draft, signal = TableVersion.objects.get(), Signal.objects.get()
    assert (draft.missing_policy, draft.default, signal.low, signal.high) == ("no_match", "V-02", "2026-08-01", "")
    assert draft.rules.get().when == {"day": '< date("2026-09-01")'}


def test_versions_as_files(hope: Hope) -> None:
    plan = creative.plan(hope)
    browser = client(hope.halyard.priya)
    tables: dict[str, Table] = {}
    for form in ("dmn", "csv", "xlsx", "json"):
        answer = browser.get(at(hope, "export", 1, form))
        name = f"slice-of-hope-decision-table-v1.{form}"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        tables[form] = read_table(answer.content, name)
    assert len({one.digest for one in tables.values()}) == 1
    assert tables["dmn"].keys == ("weather", "hour")
    assert [(one.key, one.planned) for one in tables["dmn"].placements] == [("daily", 540_000)]
    assert browser.get(at(hope, "export", 1, "exe")).status_code == 404
    TableRule.objects.filter(key=plan.rule.key).update(when={"weather": "[3"})
    assert browser.get(at(hope, "export", 1, "json")).status_code == 409
