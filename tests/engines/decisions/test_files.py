"""Files: every form written is read back identically; what cannot be read is said in words."""

import csv
import datetime
import io
import json
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from commonground.engines.decisions import (
    HitPolicy,
    MissingPolicy,
    Rotation,
    SignalType,
    Turn,
    Unparsable,
    cell_text,
    evaluate,
    from_dict,
    to_dict,
)
from commonground.engines.decisions.files import WRITERS, read_cases, read_file, read_signals, read_table
from commonground.engines.decisions.headings import Called
from commonground.engines.decisions.sent import ALL, POLICIES
from commonground.engines.decisions.unread import Misread
from commonground.engines.errors import Contradiction, EngineError, TooLarge, Unreadable
from tests.engines.decisions.strategies import odd_tables, tables
from tests.engines.decisions.tables import DATA, WEATHER, table

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@SLOW
@given(odd_tables() | tables(), st.sampled_from(sorted(WRITERS)))
def test_written_and_read_back_identically(wanted, ending):
    assert read_table(WRITERS[ending](wanted), f"table{ending}") == wanted


@pytest.mark.parametrize("name", ["weather", "geo", "funnel-unique"])
def test_round_through_every_form(name):
    wanted = table(name)
    found = wanted
    for ending, after in pairwise([".json", ".csv", ".xlsx", ".dmn", ".json"]):
        found = read_table(WRITERS[after](read_table(WRITERS[ending](found), f"x{ending}")), f"x{after}")
    assert found == wanted
    assert found.digest == wanted.digest


EVERYTHING = {
    "name": "Winter, \"all\" markets",
    "hit_policy": "PRIORITY GROUPS",
    "missing_policy": "no_match",
    "inputs": [
        {
            "key": "device.devicetype",
            "type": "categorical",
            "categories": ["1", "4", "5", "a,b", "\x7f\uffff\n"],
            "parents": {"4": "1", "5": "1"},
            "path": "device.devicetype",
        },
        {"key": "member", "type": "binary", "categories": ["yes", "no"], "consent": True},
        {"key": "=day", "type": "date", "range": ["2026-01-01", "2026-12-31"]},
        {"key": "city", "type": "text"},
        {"key": "temp", "type": "numeric", "range": [-10.5, None]},
    ],
    "outputs": [
        {"key": "variant", "values": ["-", "=1+1", {"date": "2026-08-03"}, "5"]},
        {"key": "bid", "values": [2.5, True, None]},
    ],
    "rules": [
        {
            "when": {"device.devicetype": 'not("4","a,b")', "=day": '> date("2026-08-03")'},
            "then": {"variant": {"rotate": "weighted", "of": ["a 1", "b"], "weights": [70.0, 30.0]}, "bid": 2.5},
            "group": 2,
            "note": "-agreed, with «Quarry»",
        },
        {"when": {"member": '"yes"', "temp": "-5"}, "then": {"variant": {"rotate": "even", "of": ["a", "b"]}, "bid": True}},
        {
            "when": {"city": '"Köln\\u0001\\n"', "temp": "[-1.5..3)"},
            "then": {"variant": {"rotate": "optimised", "of": ["a", "b"], "weights": [1.0, 2.0]}, "bid": None},
            "group": -1,
        },
        {"when": {}, "then": {"variant": {"rotate": "optimised", "of": ["a", "b"]}, "bid": -3}},
        {"when": {}, "then": {"variant": {"date": "2026-08-03"}, "bid": False}},
        {"when": {}, "then": {"variant": "weighted(a 1, b)x", "bid": "null"}},
        {"when": {}, "then": {"variant": " two\nlines\u0001", "bid": 'date("2026-02-31")'}},
    ],
    "default": {"variant": "'quoted", "bid": 'weighted(a, b'},
    "placements": {
        "feed": {"targeting": {"member": '"yes"'}, "coverage": {"city": 0.25}, "partner": "Quarry", "planned": 3},
        "app": {"targeting": {}},
    },
}  # fmt: skip
SUM = {
    "hit_policy": "COLLECT",
    "aggregation": "SUM",
    "inputs": [{"key": "x", "type": "integer"}],
    "rules": [{"when": {"x": "> 1"}, "then": 4}],
    "default": {"variant": None},
}


@pytest.mark.parametrize("ending", sorted(WRITERS))
@pytest.mark.parametrize("given_table", [EVERYTHING, SUM])
def test_everything_that_a_table_can_say_comes_back(given_table, ending):
    wanted = from_dict(given_table)
    assert read_table(WRITERS[ending](wanted), f"table{ending}") == wanted
    assert from_dict(to_dict(wanted)) == wanted


def test_rows_and_columns_that_do_not_fit():
    wanted = from_dict(WEATHER)
    with pytest.raises(Contradiction, match="Rule 1 does not have one cell for each column"):
        replace(wanted, signals=wanted.signals[:1])
    with pytest.raises(Contradiction, match="The default does not have one value for each output"):
        replace(wanted, default=("a", "b"))


def test_a_table_written_by_hand():
    text = 'Rule,weather,temp,then: variant\n1,"""snow""",< 5,soup\n2,-,>= 5,salad\n'
    found = read_table(text.encode(), "plan.csv")
    assert [(one.key, one.type) for one in found.signals] == [
        ("weather", SignalType.TEXT),
        ("temp", SignalType.NUMERIC),
    ]
    assert [rule.then for rule in found.rules] == [("soup",), ("salad",)]
    assert (found.hit_policy, found.default) == (HitPolicy.UNIQUE, None)
    known = read_signals(json.dumps({"signals": WEATHER["inputs"]}).encode())
    assert read_table(text.encode(), "plan.csv", known).signals == from_dict(WEATHER).signals


def test_what_kind_of_signal_is_told_from_its_tests():
    rows = [
        ["member", "day", "share", "city", "none", "then: variant"],
        ["true", 'date("2026-08-03")', "0.5", '"Rome"', "-", "a"],
        ["", "", "", "", "", "b"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    found = read_table(text.getvalue().encode(), "x.csv")
    assert [one.type.value for one in found.signals] == ["binary", "date", "numeric", "text", "text"]


def test_spreadsheets_write_true_in_capitals():
    found = read_table(b"member,then: v\nTRUE,a\nFALSE,b\n", "x.csv")
    assert found == read_table(b"member,then: v\ntrue,a\nfalse,b\n", "x.csv")
    assert found.signals[0].type is SignalType.BINARY


def test_a_long_cell_is_cut_off_in_what_is_said():
    known = read_signals(b'[{"key": "x", "type": "numeric"}]')
    with pytest.raises(Unparsable) as caught:
        read_table(b"x,then: v\n" + b"3;" * 100 + b",a\n", "x.csv", known)
    assert str(caught.value) == (
        f"Rule 1, column “x”, position 2 of “{'3;' * 40}…”: expected a comma or the end of the cell."
    )


def test_known_signals_count_before_the_files_own():
    known = read_signals(json.dumps([{"key": "temp", "type": "numeric", "range": [0, 100]}]).encode())
    found = read_table(json.dumps(WEATHER).encode(), "x.json", known)
    assert [one.type.value for one in found.signals] == ["categorical", "numeric"]


def test_cases():
    assert read_cases(b'[{"weather": "snow", "temp": 3}]', "c.json") == ({"weather": "snow", "temp": 3},)
    assert read_cases(b'{"weather": null}', "c.json") == ({"weather": None},)
    assert read_cases(b"weather,temp\nsnow,3\n,4\n", "c.csv") == ({"weather": "snow", "temp": "3"}, {"temp": "4"})
    with pytest.raises(Unreadable, match="Cases are a JSON list"):
        read_cases(b"[3]", "c.json")


def changed(**more):
    return json.dumps(WEATHER | more).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "This is no JSON"),
        (b"[]", "This JSON is no decision table."),
        (b"[" * 100_000, "This JSON is nested too deeply."),
        (b'{"inputs": [], "rules": NaN}', "This is no JSON: NaN is no number."),
        (b'{"name": "a\\ud800b"}', "This JSON holds a character that cannot be stored (code D800), in “a\ufffdb”."),
        (b'{"rules": [{"\\u0000": 1}]}', "This JSON holds a character that cannot be stored (code 0000), in “\ufffd”."),
        (b'{"a": {"b": 1, "c": 2, "b": 3}}', "This JSON names “b” twice in one object."),
        (b'{"a": ' + b"9" * 5000 + b"}", "This JSON holds a number of 5,000 digits; at most 1,000 are read."),
        (b'{"inputs": 3}', "“inputs” is missing or no list."),
        (b'{"columns": []}', "A table has no “columns”"),
        (changed(hit_policy="LAST"), "There is no hit policy 'LAST': use one of UNIQUE, FIRST"),
        (changed(missing_policy=1), "There is no missing policy 1"),
        (changed(inputs=[3]), "A signal is an object with a key and a type."),
        (changed(inputs=[{"key": "x"}]), "The signal “x” has the type None: use one of binary"),
        (changed(inputs=[{"key": "x", "type": "text", "categories": 3}]), "The categories of “x” are a list of texts."),
        (changed(inputs=[{"key": "x", "type": "text", "parents": 3}]), "The parents of “x” are an object"),
        (changed(inputs=[{"key": "x", "type": "text", "range": [0, 1]}]), "The range of “x” is a list of two ends"),
        (
            changed(inputs=[{"key": "x", "type": "integer", "range": [0, 1.5]}]),
            "The range of “x” ends at whole numbers.",
        ),
        (changed(inputs=[{"key": "x", "type": "integer", "range": ["a", 1]}]), "The signal “x” cannot take 'a'"),
        (changed(inputs=[{"key": "x", "type": "text", "path": 1}]), "The path of “x” is a text"),
        (changed(rules=[3]), "Rule 1 is an object with “when” and “then”."),
        (changed(rules=[{"when": {"x": "3"}, "then": "a"}]), "Rule 1 asks for “x”, which is no input: use one of temp"),
        (changed(rules=[{"when": {"temp": 3}, "then": "a"}]), "Rule 1, column “temp”: a test is a text"),
        (changed(rules=[{"when": {}, "then": "a", "group": "x"}]), "Rule 1: a group is a whole number"),
        (changed(rules=[{"when": {}, "then": []}]), "Rule 1: [] is no output"),
        (changed(rules=[{"when": {}, "then": 10**18}]), "Rule 1: 1000000000000000000 is no output"),
        (changed(outputs=[3]), "An output is an object with a key."),
        (changed(outputs=[{"key": "a"}, {"key": "b"}]), "Rule 1: it serves an object with a, b."),
        (changed(default={"date": "2026-02-31"}), 'The default: “date("2026-02-31")” is no day that exists.'),
        (changed(default="weighted(a 1, b)"), "The default: “weighted(a 1, b)” needs a weight after each variant"),
        (changed(placements=[]), "The placements are an object"),
        (changed(placements={"p": 3}), "The placement “p” is an object"),
        (changed(placements={"p": {"targeting": 3}}), "The placement “p”: targeting, coverage and passes are"),
        (changed(placements={"p": {"coverage": {"temp": "x"}}}), "The placement “p”: a coverage is a number"),
        (changed(placements={"p": {"planned": -1}}), "The placement “p”: planned impressions are a whole number."),
        (changed(placements={"p": {"country": ["AUS"]}}), "The placement “p” targets “country”, which is no input."),
        (changed(placements={"p": {"weather": []}}), "The placement “p”: the values of “weather” are a list"),
    ],
)
def test_json_that_is_no_table(data, reason):
    with pytest.raises(Unreadable) as caught:
        read_table(data, "x.json")
    assert str(caught.value)[: len(reason)] == reason


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"inputs": [{"key": " x", "type": "text"}]}, "A signal's key is one line of text"),
        ({"inputs": [{"key": "x", "type": "text"}] * 2}, "The signal “x” stands in the table twice."),
        (
            {"inputs": [{"key": "x", "type": "binary", "categories": ["a"]}]},
            "The signal “x” is binary and has 1 categories",
        ),
        (
            {"inputs": [{"key": "x", "type": "categorical", "categories": ["a", "a"]}]},
            "The signal “x” names a category twice.",
        ),
        ({"inputs": [{"key": "x", "type": "integer", "range": [2, 1]}]}, "The range of “x” begins after its end."),
        (
            {"inputs": [{"key": "x", "type": "categorical", "categories": ["a"], "parents": {"a": "b"}}]},
            "“b” is no category of the signal “x”.",
        ),
        (
            {
                "inputs": [
                    {"key": "x", "type": "categorical", "categories": ["a", "b"], "parents": {"a": "b", "b": "a"}}
                ]
            },
            "The category “a” of “x” covers itself.",
        ),
        ({"outputs": [{"key": "a"}] * 2}, "The output “a” stands in the table twice."),
        ({"outputs": []}, "A table needs an output."),
        ({"aggregation": "SUM"}, "Only COLLECT with one output can add up"),
        ({"name": "two\nlines"}, "A name or note is one line"),
        ({"placements": {"p": {"coverage": {"temp": 2}}}}, "The coverage of “temp” on “p” is not between 0 and 1."),
        ({"placements": {"p": {"coverage": {"x": 1}}}}, "The placement “p” names the signal “x”, which is no input."),
    ],
)
def test_values_that_cannot_hold_together(more, reason):
    with pytest.raises(Contradiction) as caught:
        from_dict({"inputs": [{"key": "temp", "type": "integer"}], "rules": [], **more})
    assert str(caught.value)[: len(reason)] == reason


@pytest.mark.parametrize(
    "rotation",
    [
        {"rotate": "even", "of": ["a"]},
        {"rotate": "even", "of": ["a", "a"]},
        {"rotate": "even", "of": ["a", "b,c"]},
        {"rotate": "even", "of": ["a", "b"], "weights": [1, 2]},
        {"rotate": "weighted", "of": ["a", "b"]},
        {"rotate": "weighted", "of": ["a", "b"], "weights": [1, -2]},
    ],
)
def test_rotations_that_cannot_hold(rotation):
    with pytest.raises(Unreadable, match=r"The default: .*otation"):
        from_dict({"inputs": [], "rules": [], "default": rotation})


def test_limits():
    rule = {"when": {}, "then": "a"}
    with pytest.raises(TooLarge, match="20,001 rules; at most 20,000"):
        from_dict({"inputs": [], "rules": [rule] * 20_001})
    with pytest.raises(TooLarge, match="201 columns; at most 200"):
        from_dict({"inputs": [{"key": f"x{n}", "type": "text"} for n in range(201)], "rules": []})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\n1,2\n", "No decision table was found"),
        ("x,then: v\n5 6,a\n", "Rule 1, column “x”, position 1 of “5 6”"),
        ('x,then: v\n5,"date(""2026-02-31"")"\n', "Row 2, column B"),
        ("x,then: v,Group\n5,a,first\n", "Row 2, column C: a group is a whole number, not “first”."),
        ("Signal,x,3\nx,then: v\n5,a\n", "Row 1, column C: a key and then a JSON object are expected."),
        ("Signal,x\nx,then: v\n5,a\n", "Row 1, column C: a key and then a JSON object are expected."),
        ("Hit policy,last\nx,then: v\n5,a\n", "There is no hit policy 'last'"),
    ],
)
def test_separated_text_that_is_no_table(text, reason):
    with pytest.raises(Unreadable) as caught:
        read_table(text.encode(), "x.csv")
    assert str(caught.value)[: len(reason)] == reason


def test_a_signal_named_like_an_output_is_refused_for_spreadsheets():
    given = from_dict({"inputs": [{"key": "then: x", "type": "text"}], "rules": []})
    with pytest.raises(Contradiction, match="cannot stand beside outputs"):
        WRITERS[".csv"](given)


def test_signals_of_a_file():
    with pytest.raises(Unreadable, match="A file of signals is a JSON list"):
        read_signals(b"3")
    assert read_signals(b'[{"key": "x", "type": "text"}]')[0].key == "x"


def test_what_is_stored_is_small_and_plain():
    assert to_dict(table("weather")) == json.loads((DATA / "weather.json").read_text())
    assert from_dict(WEATHER).missing_policy is MissingPolicy.FEEL


@SLOW
@given(st.binary(max_size=200), st.sampled_from([".json", ".csv", ".dmn"]))
def test_no_bytes_end_in_anything_but_words(data, ending):
    with suppress(EngineError):
        read_table(data, f"x{ending}")


def test_errors_survive_a_process_border():
    import pickle

    with pytest.raises(Unparsable) as caught:
        from_dict(WEATHER | {"rules": [{"when": {"temp": "<"}, "then": "a"}]})
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


BAD = {"inputs": [{"key": "temp", "type": "numeric"}, {"key": "day", "type": "date"}],
       "rules": [{"when": {"temp": "<", "day": "today"}, "then": "a"}, {"when": {"temp": "< 5"}, "then": "b"}, {"when": {"temp": "[3..)"}, "then": "c"}]}  # fmt: skip


@pytest.mark.parametrize("ending", [".json", ".csv", ".dmn"])
def test_every_cell_that_is_no_test_is_told_and_counts_as_any(ending):
    good = BAD | {
        "rules": [{"when": {}, "then": "a"}, {"when": {"temp": "< 5"}, "then": "b"}, {"when": {}, "then": "c"}]
    }
    text = json.dumps(BAD).encode() if ending == ".json" else _written_badly(ending)
    known = list(from_dict(good).signals) if ending == ".csv" else []
    unread: list[Misread] = []
    found = read_table(text, f"x{ending}", known, unread=unread)
    assert [(one.rule, one.column) for one in unread] == [(1, "temp"), (1, "day"), (3, "temp")]
    assert found.rules == from_dict(good).rules
    with pytest.raises(Unparsable):
        read_table(text, f"x{ending}", known)


def _written_badly(ending):
    """The same rules as the form writes them, with its bad cells put in afterwards."""
    whole = from_dict(BAD | {"rules": [
        {"when": {"temp": "98761", "day": 'date("2026-01-01")'}, "then": "a"}, {"when": {"temp": "< 5"}, "then": "b"},
        {"when": {"temp": "98763"}, "then": "c"},
    ]})  # fmt: skip
    text = WRITERS[ending](whole).decode("utf-8-sig")
    day = '"date(""2026-01-01"")"' if ending == ".csv" else 'date("2026-01-01")'
    marks = {"98761": "<" if ending == ".csv" else "&lt;", "98763": "[3..)", day: "today"}
    for mark, bad in marks.items():
        assert mark in text
        text = text.replace(mark, bad)
    return text.encode()


def test_what_is_no_test_of_any_kind_says_nothing_about_its_column():
    unread: list[Misread] = []
    found = read_table(b"temp,then: v\n< 5,a\n[3..,b\n> 9,c\n", "x.csv", unread=unread)
    assert (found.signals[0].type, [one.rule for one in unread]) == (SignalType.NUMERIC, [2])


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_what_is_written_says_everything_that_counts(ending):
    whole = replace(table("weather"), default=("generic",))
    assert set(POLICIES) <= read_file(WRITERS[ending](whole), f"x{ending}").said


def test_what_a_file_does_not_say():
    assert read_file(b"temp,then: v\n< 5,a\n", "x.csv").said == frozenset()
    assert read_file(b"Missing,no_match\n,\ntemp,Shows,Note\n< 5,a,b\n", "x.csv").said == {"missing_policy", "note"}
    assert read_file(b'{"inputs": [], "rules": [], "default": null}', "x.json").said == {"default", "group", "note"}
    sent = read_file(b"Default,a\n,\ntemp,then: v\n< 5,a\n", "x.csv")
    before = replace(sent.table, hit_policy=HitPolicy.GROUPS, missing_policy=MissingPolicy.NO_MATCH, default=("b",))
    assert sent.within(before) == replace(before, default=("a",))
    assert replace(sent, said=ALL).within(before) == sent.table


CALLED = Called(
    {"temp": "Degrees", "day": "Day of sale", "x": "Twice", "y": "twice"}, {"v1": "Sunny", "v2": "Rain  check"}
)


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("Rule,DEGREES,day OF  sale,Shows", ("temp", "day")),
        ("day,Output,degrees", ("day", "temp")),
        ("Day of sale,moon,then: v", ("day", "moon")),
        ("No.,group,degrees,variant", ("temp",)),
    ],
)
def test_columns_as_people_head_them(head, keys):
    found = read_table(f"A list of ours\n,\n{head}\n".encode(), "x.csv", called=CALLED)
    assert found.keys == keys


def test_variants_groups_and_notes_as_people_write_them():
    found = read_file(b'degrees,Group,SHOWS,note\n< 5,2,sunny,Wet\n,,"even(rain check, v1)",\n', "x.csv", called=CALLED)
    assert found.said == {"group", "note"}
    assert [(one.then[0], one.group, one.note) for one in found.table.rules] == [
        ("v1", 2, "Wet"), (Rotation(Turn.EVEN, ("v2", "v1")), 0, ""),
    ]  # fmt: skip


def test_words_in_a_column_that_nothing_is_known_of():
    text = b"city,temp,day,member,shows\nBerlin or K\xc3\xb6ln,under 5,2026-08-03,TRUE,a\nnot Berlin,5 to 7,any,,b\n"
    found = read_table(text, "x.csv")
    assert [one.type for one in found.signals] == ["text", "numeric", "date", "binary"]
    assert [list(map(cell_text, one.when)) for one in found.rules] == [
        ['"Berlin","Köln"', "< 5", 'date("2026-08-03")', '"true"'], ['not("Berlin")', "[5..7]", "-", "-"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            b"Twice,Shows\n1,a\n",
            "Row 1, column A: Several signals are called \u201cTwice\u201d: write the key, x or y.",
        ),
        (b"temp,Shows,variant\n1,a,b\n", "Row 1, column C: this column stands here twice."),
        (b"temp,Shows,note,note\n1,a,b,c\n", "Row 1, column D: this column stands here twice."),
        (b"Values,variant,a\n1,a\n", "No decision table was found"),
    ],
)
def test_headings_that_say_too_much_or_too_little(text, said):
    with pytest.raises(Unreadable) as caught:
        read_table(text, "x.csv", called=CALLED)
    assert said in str(caught.value)


def test_every_output_that_cannot_be_read_is_told_with_the_tests():
    text = b'temp,Shows,Group\n< 5,"weighted(a, b)",1\n[3..,b,x\n> 9,even(a),2\n'
    unread: list[Misread] = []
    found = read_table(text, "x.csv", unread=unread)
    assert [(one.where, one.column, one.rule) for one in unread] == [
        ("Row 2, column B", "Shows", 1), ("Row 3, column A", "temp", 2), ("Row 3, column C", "Group", 2),
        ("Row 4, column B", "Shows", 3),
    ]  # fmt: skip
    assert [one.then for one in found.rules] == [(None,), ("b",), (None,)]
    with pytest.raises(Unreadable, match=r"Row 2, column B: .* needs a weight"):
        read_table(text, "x.csv")


@pytest.mark.parametrize("ending", [".json", ".dmn"])
def test_every_output_of_a_model_that_cannot_be_read_is_told(ending):
    rules = [{"when": {"temp": "< 5"}, "then": one} for one in ("98761", "b", "98762")]
    given = {"inputs": [{"key": "temp", "type": "numeric"}], "rules": rules}
    text = WRITERS[ending](from_dict(given)).decode()
    for mark in ("98761", "98762"):
        text = text.replace(f'"{mark}"', '{"rotate": "no"}' if ending == ".json" else "f(x)")
    unread: list[Misread] = []
    found = read_table(text.encode(), f"x{ending}", unread=unread)
    assert [(one.rule, one.where[:6]) for one in unread] == [(1, "Rule 1"), (3, "Rule 3")]
    assert [one.then for one in found.rules] == [(None,), ("b",), (None,)]
    with pytest.raises(Unreadable, match="Rule 1"):
        read_table(text.encode(), f"x{ending}")


@pytest.mark.parametrize("text", ["optimised(a 70, b)", "weighted(a, b 30)", "optimised(a, b 3)"])
def test_a_rotation_with_weights_for_some(text):
    with pytest.raises(Unreadable, match="needs a weight after each variant"):
        read_table(f'x,then: v\n5,"{text}"\n'.encode(), "x.csv")


@pytest.mark.parametrize("text", ["5.", "٣", "1e-400", 'date("2026-W32-1")x'])
def test_what_only_looks_like_a_number_or_day_is_a_name(text):
    found = read_table(f"x,then: v\n5,{text}\n".encode(), "x.csv") if '"' not in text else None
    assert found is None or found.rules[0].then == (text,)


def test_a_day_that_a_spreadsheet_holds_as_one():
    book, stream = Workbook(), io.BytesIO()
    for row in (
        ["day", "then: v"],
        [datetime.date(2026, 8, 3), "a"],
        [datetime.datetime.fromisoformat("2026-08-04T00:00"), "b"],
    ):
        book.worksheets[0].append(row)
    book.save(stream)
    found = read_table(stream.getvalue(), "x.xlsx")
    assert [cell_text(one.when[0]) for one in found.rules] == ['date("2026-08-03")', 'date("2026-08-04")']
    book.worksheets[0].delete_cols(2)
    stream = io.BytesIO()
    book.save(stream)
    cases = read_cases(stream.getvalue(), "x.xlsx")
    assert [evaluate(found, case).outputs for case in cases] == [(("a",),), (("b",),)]


def test_an_empty_text_is_missing_wherever_it_stands():
    signals = [{"key": "city", "type": "text"}, {"key": "x", "type": "categorical", "categories": ["a"]}]
    rules = [{"when": {"city": "null", "x": "null"}, "then": "nothing known"}]
    found = from_dict({"inputs": signals, "rules": rules, "default": "known"})
    (case,) = read_cases(b'[{"city": "", "x": ""}]', "x.json")
    (other,) = read_cases(b'city,x,n\n,"",1\n', "x.csv")
    for one in (case, {key: text for key, text in other.items() if key != "n"}):
        assert evaluate(found, one).outputs == (("nothing known",),)
    assert evaluate(found, {"city": " "}).outputs == (("known",),)
