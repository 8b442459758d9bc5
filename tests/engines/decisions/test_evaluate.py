"""One case: every hit policy, the default, conflicts, missing signals and the trace."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.engines.decisions import Failed, Step, evaluate, from_dict
from commonground.engines.errors import Unreadable
from tests.engines.decisions import rows as by_row
from tests.engines.decisions.strategies import SPARE, tables
from tests.engines.decisions.tables import WEATHER, one_column, table


def served(given, **case):
    found = evaluate(given, case)
    return [one[0] for one in found.outputs]


def test_trace_says_why_each_other_rule_did_not_hold():
    given = from_dict(WEATHER)
    found = evaluate(given, {"weather": "snow", "temp": 7})
    assert found.served == (2,)
    assert found.outputs == (("salad",),)
    assert found.trace == (Step(1, holds=False, failed=(Failed("temp", "< 5", 7),)), Step(2, holds=True, failed=()))
    assert (found.method, found.version, found.digest) == ("decisions.evaluate", "2", given.digest)


def test_what_was_lost_for_a_missing_signal():
    given = from_dict(WEATHER)
    degraded = evaluate(given, {"weather": "snow"})
    assert (degraded.outcome, degraded.better, degraded.blamed) == ("degraded", 1, ("temp",))
    fine = evaluate(given, {"weather": "sun"})
    assert (fine.outcome, fine.better, fine.blamed) == ("personalised", None, ())


@settings(deadline=None, max_examples=60)
@given(tables(outputs=SPARE), st.data())
def test_what_was_lost_equals_its_definition(given_table, data):
    row = data.draw(st.sampled_from(by_row.every_row(given_table)))
    outcome, _, best, blame, _ = by_row.decided(given_table, row)
    found = evaluate(given_table, dict(zip(given_table.keys, row, strict=True)))
    wanted = (outcome, None if best is None else best + 1, blame or ())
    assert (found.outcome, found.better, found.blamed) == wanted


def test_missing_through_negation():
    feel = evaluate(from_dict(WEATHER), {"temp": 7})
    assert (feel.served, feel.trace[1].through_negation) == ((2,), ("weather",))
    strict = evaluate(from_dict(WEATHER | {"missing_policy": "no_match"}), {"temp": 7})
    assert (strict.served, strict.outputs, strict.by_default) == ((), (("brand",),), True)


@pytest.mark.parametrize(
    ("policy", "outputs", "conflict"),
    [
        ("UNIQUE", [], (1, 2, 3)),
        ("FIRST", ["a"], ()),
        ("ANY", [], (1, 2, 3)),
        ("PRIORITY", ["c"], ()),
        ("PRIORITY GROUPS", ["b"], ()),
        ("COLLECT", ["a", "b", "c"], ()),
        ("RULE ORDER", ["a", "b", "c"], ()),
        ("OUTPUT ORDER", ["c", "a", "b"], ()),
    ],
)
def test_hit_policies(policy, outputs, conflict):
    given = from_dict(
        {
            "hit_policy": policy,
            "inputs": [{"key": "x", "type": "integer"}],
            "outputs": [{"key": "variant", "values": ["c", "a"]}],
            "rules": [
                {"when": {"x": "> 1"}, "then": "a", "group": 2},
                {"when": {"x": "> 2"}, "then": "b", "group": 1},
                {"when": {"x": "> 3"}, "then": "c", "group": 1},
            ],
            "default": "d",
        }
    )
    found = evaluate(given, {"x": 4})
    assert ([one[0] for one in found.outputs], found.conflict) == (outputs, conflict)
    assert served(given, x=2) == ["a"]
    assert served(given, x=0) == ["d"]


def test_any_lets_rules_agree():
    given = one_column("integer", "> 1", "> 2", policy="ANY")
    same = from_dict(
        {
            "hit_policy": "ANY",
            "inputs": [{"key": "x", "type": "integer"}],
            "rules": [{"when": {"x": "> 1"}, "then": "a"}, {"when": {"x": "> 2"}, "then": "a"}],
        }
    )
    assert evaluate(given, {"x": 3}).conflict == (1, 2)
    assert served(same, x=3) == ["a"]


@pytest.mark.parametrize(("aggregation", "result"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_aggregations(aggregation, result):
    given = {
        "hit_policy": "COLLECT",
        "aggregation": aggregation,
        "inputs": [{"key": "x", "type": "integer"}],
        "rules": [{"when": {"x": f"> {number}"}, "then": number} for number in (1, 2, 3)],
    }
    assert evaluate(from_dict(given), {"x": 9}).outputs == ((result,),)
    assert evaluate(from_dict(given), {"x": 0}).outputs == ()
    given["rules"][0]["then"] = "one"
    if aggregation == "COUNT":
        assert evaluate(from_dict(given), {"x": 9}).outputs == ((3,),)
    else:
        with pytest.raises(Unreadable, match="needs numbers"):
            evaluate(from_dict(given), {"x": 9})


def test_several_outputs():
    given = from_dict(
        {
            "hit_policy": "PRIORITY",
            "inputs": [{"key": "x", "type": "date", "range": ["2026-01-01", "2026-12-31"]}],
            "outputs": [{"key": "variant", "values": ["b", "a"]}, {"key": "bid", "values": [2, 1]}],
            "rules": [
                {"when": {"x": '> date("2026-06-01")'}, "then": {"variant": "a", "bid": 2}},
                {"when": {"x": '> date("2026-07-01")'}, "then": {"variant": "b", "bid": 1}},
                {"when": {"x": '> date("2026-08-01")'}, "then": {"variant": "b", "bid": 2}},
            ],
        }
    )
    assert evaluate(given, {"x": "2026-09-01"}).outputs == (("b", 2),)
    assert evaluate(given, {"x": datetime.datetime(2026, 7, 15, tzinfo=datetime.UTC)}).outputs == (("b", 1),)
    assert evaluate(given, {"x": datetime.date(2026, 1, 15)}).outputs == ()


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("integer", "warm", "The signal “x” cannot take 'warm': a number is expected."),
        ("numeric", True, "The signal “x” cannot take True: a number is expected."),
        ("numeric", float("inf"), "The signal “x” cannot take inf: a number is expected."),
        ("integer", 10**19, f"The signal “x” cannot take {10**19}: a number is expected."),
        ("text", [], "The signal “x” cannot take []: a text is expected."),
        ("date", "2026-13-01", "The signal “x” cannot take '2026-13-01': a day as 2026-08-03 is expected."),
    ],
)
def test_values_of_another_type(kind, value, reason):
    with pytest.raises(Unreadable) as caught:
        evaluate(one_column(kind, "null"), {"x": value})
    assert str(caught.value) == reason


def test_values_are_taken_as_they_come_from_files():
    assert served(one_column("numeric", "[2..3)"), x="2.5") == ["a"]
    assert served(one_column("integer", "3"), x="3") == ["a"]
    assert served(one_column("integer", "null"), x="  ") == ["a"]
    assert served(one_column("numeric", "null"), x=float("nan")) == ["a"]
    assert served(one_column("binary", "true"), x=True) == ["a"]
    assert [served(one_column("binary", "true"), x=one) for one in ("TRUE", 1, 1.0, "1", "0")] == [["a"]] * 4 + [
        ["other"]
    ]
    assert served(one_column("text", '"4"'), x=4.0) == ["a"]
    assert served(one_column("text", '"4"'), x=4) == ["a"]


def test_unknown_keys_are_refused():
    with pytest.raises(Unreadable, match="The case has “temperature”, which is no input: use one of weather, temp"):
        evaluate(from_dict(WEATHER), {"temperature": 3})


def test_the_negation_of_the_data():
    assert served(table("geo"), country="NZL", daypart="night") == ["night-deal"]
