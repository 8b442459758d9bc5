"""DMN models: what other modelers write is read, and what is no single decision table is refused as a whole."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from commonground.engines.decisions import (
    Aggregation,
    HitPolicy,
    SignalType,
    Unparsable,
    cell_text,
    evaluate,
    from_dict,
)
from commonground.engines.decisions.dmn_read import read_dmn
from commonground.engines.decisions.files import WRITERS, read_table
from commonground.engines.errors import EngineError, Unreadable
from tests.engines.decisions.strategies import tables
from tests.engines.decisions.tables import WEATHER

EXTENSION = (
    '<extensionElements><c:table xmlns:c="https://commonground.example/decisions/1">{}</c:table></extensionElements>'
)
DMN = "https://www.omg.org/spec/DMN/{}/MODEL/"
INPUTS = """
<input label="Device"><inputExpression typeRef="tDevice"><text>device</text></inputExpression></input>
<input><inputExpression typeRef="number"><text>temp</text></inputExpression>
 <inputValues><text>[-10..40]</text></inputValues></input>
<input><inputExpression><text>day</text></inputExpression></input>"""
TYPE = '<itemDefinition name="tDevice"><typeRef>string</typeRef><allowedValues><text>"phone","pc"</text></allowedValues></itemDefinition>'
OUTPUT = '<output name="variant"><outputValues><text>"a, b","c"</text></outputValues><defaultOutputEntry><text>"c"</text></defaultOutputEntry></output>'
RULE = """<rule><description>cold</description><inputEntry><text>"phone"</text></inputEntry><inputEntry><text>&lt; 5</text></inputEntry>
<inputEntry><text>&gt; date("2026-01-01")</text></inputEntry><outputEntry><text>"a, b"</text></outputEntry></rule>"""


def model(
    body="", *, version="20191111", inputs=INPUTS, output=OUTPUT, rule=RULE, table='hitPolicy="FIRST"', type_=TYPE
):
    body = (
        body
        or f'<decision name="Creative" id="d1"><decisionTable {table}>{inputs}{output}{rule}</decisionTable></decision>'
    )
    return (
        f'<?xml version="1.0"?><definitions xmlns="{DMN.format(version)}" name="m">{type_}{body}</definitions>'.encode()
    )


@pytest.mark.parametrize("version", ["20191111", "20211108", "20230324"])
def test_a_model_of_another_modeler(version):
    found = read_dmn(model(version=version))
    device, temp, day = found.signals
    assert (device.type, device.categories) == (SignalType.CATEGORICAL, ("phone", "pc"))
    assert (temp.type, temp.low, temp.high) == (SignalType.NUMERIC, -10, 40)
    assert day.type is SignalType.DATE
    assert (found.name, found.hit_policy, found.default) == ("Creative", HitPolicy.FIRST, ("c",))
    assert found.outputs[0].values == ("a, b", "c")
    assert (found.rules[0].then, found.rules[0].note) == (("a, b",), "cold")


def test_a_decision_is_chosen_by_name():
    one = model().decode().partition("<decision ")[2].partition("</definitions>")[0]
    two = model(
        f'<decision {one}<decision name="Price"><literalExpression><text>1</text></literalExpression></decision>'
    )
    assert read_table(two, "x.dmn", decision="Creative").name == "Creative"
    with pytest.raises(Unreadable) as caught:
        read_dmn(two)
    assert str(caught.value) == (
        "The model has 2 decisions, of which exactly one is read: “Creative” (a decision table), “Price” (a literal expression)."
    )
    with pytest.raises(Unreadable, match="The model has no decision “Prize”"):
        read_dmn(two, decision="Prize")
    with pytest.raises(Unreadable, match="The decision “Price” is a literal expression, not a decision table"):
        read_dmn(two, decision="Price")


def with_own(said, body=None):
    """A model with an extension in its decision."""
    inside = model() if body is None else body
    return inside.replace(
        b"<decisionTable", EXTENSION.format(said.replace("<", "&lt;")).encode() + b"<decisionTable", 1
    )


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "The XML holds a document type or an entity"),
        (b"<a", "This is no XML"),
        (b"<a/>", "This XML is no DMN model: its root is “a”"),
        (model('<decision name="D"/>'), "The decision “D” is empty, not a decision table."),
        (model("<businessKnowledgeModel/>"), "The model has 0 decisions, of which exactly one is read: none."),
        (
            model(
                '<decision name="D"><informationRequirement><requiredDecision href="#e"/></informationRequirement>'
                "<decisionTable/></decision>"
            ),
            "The decision “D” needs another decision, “e”.",
        ),
        (model(rule="<rule><inputEntry/></rule>"), "Rule 1 has 1 input entries for 3 inputs."),
        (model(output="", rule=""), "A table needs an output."),
        (
            model(rule=RULE.replace("<outputEntry>", "<x>").replace("</outputEntry>", "</x>")),
            "Rule 1 has 0 output entries",
        ),
        (model(rule=RULE.replace('"a, b"', "a + b")), "Rule 1, output 1: “a + b” is no literal"),
        (model(table='hitPolicy="LAST"'), "There is no hit policy 'LAST'"),
        (model(inputs=INPUTS.replace(">temp<", ">temp * 2<")), "The input “temp * 2” reads the expression “temp * 2”"),
        (model(inputs=INPUTS.replace('"number"', '"time"')), "An input has the type “time”: only boolean"),
        (
            model(type_='<itemDefinition name="tDevice"><itemComponent name="x"/></itemDefinition>'),
            "The type “tDevice” is a structure or a collection",
        ),
        (
            model(f'<decision name="D">{EXTENSION.format("{")}<decisionTable/></decision>'),
            "This is no JSON",
        ),
        (
            model(f'<decision name="D">{EXTENSION.format("[]")}<decisionTable/></decision>'),
            "What the model says for this product is no description",
        ),
        (with_own('{"inputs": 3}'), "What the model says for this product is no description"),
        (with_own('{"name": ["x"]}'), "What the model says for this product is no description"),
        (with_own('{"groups": {"rule_1": "first"}}'), "What the model says for this product is no description"),
        (with_own('{"groups": {"rule_1": true}}'), "What the model says for this product is no description"),
        (with_own('{"order": [3]}'), "What the model says for this product is no description"),
        (with_own('{"placements": []}'), "What the model says for this product is no description"),
        (with_own('{"name": "a", "name": "b"}'), "This JSON names “name” twice in one object."),
        (with_own('{"name": "\\ud800"}'), "This JSON holds a character that cannot be stored"),
        (with_own('{"name": ' + "9" * 1_001 + "}"), "This JSON holds a number of 1,001 digits"),
        (with_own("[" * 100_000), "This JSON is nested too deeply."),
        (
            model().replace(b"<itemDef", b'<import name="Common" namespace="n" importType="t"/><itemDef', 1),
            "The model imports another one, “Common”, which is not read.",
        ),
        (
            model(
                '<decision name="D"><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><decisionTable/>'
                '</decision><businessKnowledgeModel id="k" name="Is it wet"/>'
            ),
            "The decision “D” needs a business knowledge model, “Is it wet”.",
        ),
        (
            model(inputs=INPUTS.replace("<inputExpression ", '<inputExpression expressionLanguage="juel" ', 1)),
            "The model is written in “juel”: only FEEL can be read.",
        ),
        (
            model(rule=RULE.replace("<outputEntry", '<outputEntry expressionLanguage="javascript"')),
            "The model is written in “javascript”: only FEEL can be read.",
        ),
        (
            model().replace(b"<definitions ", b'<definitions expressionLanguage="groovy" '),
            "The model is written in “groovy”",
        ),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(EngineError) as caught:
        read_dmn(data)
    assert str(caught.value)[: len(reason)] == reason


def test_a_cell_that_does_not_parse():
    with pytest.raises(Unparsable) as caught:
        read_dmn(model(rule=RULE.replace("&lt; 5", "temp + 1")))
    assert (caught.value.rule, caught.value.column, caught.value.position) == (1, "temp", 1)


def test_outputs_without_values_or_name():
    found = read_dmn(
        model(
            table='hitPolicy="COLLECT" aggregation="SUM" outputLabel="Bid"',
            output="<output/>",
            rule=RULE.replace('"a, b"', ""),
        )
    )
    assert (found.outputs[0].key, found.rules[0].then, found.default) == ("Bid", (None,), None)
    assert found.aggregation is Aggregation.SUM


def test_values_of_the_outputs_type():
    types = TYPE + TYPE.replace("tDevice", "tOut")
    found = read_dmn(model(type_=types, output="<output/>", table='typeRef="tOut"'))
    assert found.outputs[0].values == ("phone", "pc")
    assert found.hit_policy is HitPolicy.UNIQUE


def test_a_range_that_is_not_one_interval_stays_open():
    found = read_dmn(model(inputs=INPUTS.replace("[-10..40]", "&lt; 3, &gt; 7")))
    assert (found.signals[1].low, found.signals[1].high) == (None, None)


def test_what_is_written_is_standard():
    text = WRITERS[".dmn"](from_dict(WEATHER)).decode()
    found = read_dmn(without_own(text))
    assert [one.type.value for one in found.signals] == ["categorical", "numeric"]
    assert [rule.then for rule in found.rules] == [("soup",), ("salad",)]
    assert '<dmndi:DMNShape id="shape_decision" dmnElementRef="decision">' in text


def without_own(text):
    """What another engine sees of it."""
    before, _, after = text.partition("<extensionElements>")
    return (before + after.partition("</extensionElements>")[2]).encode()


def decided(found, cases):
    return [evaluate(found, {key: one for key, one in case.items() if one is not None}).outputs for case in cases]


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(tables(policies=(HitPolicy.FIRST, HitPolicy.GROUPS, HitPolicy.UNIQUE)))
def test_other_engines_decide_as_this_one(wanted):
    wanted = replace(wanted, signals=tuple(replace(one, parents=()) for one in wanted.signals))
    seen = read_dmn(without_own(WRITERS[".dmn"](wanted).decode()))
    cases = [dict(zip(wanted.keys, values, strict=True)) for values in product(*map(_values, wanted.signals))]
    assert decided(seen, cases) == decided(wanted, cases)


def _values(signal):
    return [None, *(signal.categories or range(-3, 7))]


GROUPS = from_dict({
    "hit_policy": "PRIORITY GROUPS", "missing_policy": "no_match",
    "inputs": [{"key": "x", "type": "categorical", "categories": ["a", "b", "c"], "parents": {"c": "a"}, "path": "p.x",
                "consent": True}, {"key": "n", "type": "integer", "range": [0, 9]}],
    "rules": [
        {"when": {"x": 'not("a")'}, "then": "one", "group": 3}, {"when": {"x": 'not("b",null)'}, "then": "two", "group": 1},
        {"when": {"n": "not(< 5)"}, "then": "three", "group": 2}, {"when": {}, "then": "four", "group": 1},
    ],
    "placements": {"feed": {"targeting": {"x": ["a"], "n": "[1..2]"}, "coverage": {"x": 0.5}}},
})  # fmt: skip


def rules(text):
    return re.findall(r"<rule id=.*?</rule>\s*", text, re.DOTALL)


def thens(found):
    return [(one.then[0], one.group) for one in found.rules]


def test_groups_are_written_in_their_order_and_read_back_in_that_of_the_table():
    text = WRITERS[".dmn"](GROUPS).decode()
    assert [re.search(r'id="(rule_\d)"', one)[1] for one in rules(text)] == ["rule_2", "rule_4", "rule_3", "rule_1"]
    assert 'not("a",null)' in text
    assert "not(&lt; 5,null)" in text
    assert read_dmn(text.encode()) == GROUPS


def test_what_a_modeler_changes_counts():
    text = WRITERS[".dmn"](GROUPS).decode()
    two, four, three, _ = rules(text)
    gone = read_dmn(text.replace(four, "").encode())
    assert (thens(gone), gone.hit_policy) == ([("one", 3), ("two", 1), ("three", 2)], HitPolicy.GROUPS)
    swapped = text.replace(two, "@").replace(three, two).replace("@", three)
    assert thens(read_dmn(swapped.encode())) == [("three", 2), ("four", 1), ("two", 1), ("one", 3)]
    new = three.replace("rule_3", "DecisionRule_0abc").replace("three", "five").replace("in_3_", "UnaryTests_")
    added = read_dmn(text.replace(three, three + new).encode())
    assert thens(added) == [("two", 1), ("four", 1), ("three", 2), ("five", 2), ("one", 3)]
    assert cell_text(added.rules[3].when[1]) == "not(< 5,null)"
    edited = read_dmn(text.replace('not("a",null)', 'not("a","b")').encode())
    assert cell_text(edited.rules[0].when[0]) == 'not("a","b")'
    unique = read_dmn(text.replace('hitPolicy="FIRST"', 'hitPolicy="UNIQUE"').encode())
    assert (unique.hit_policy, unique.rules) == (HitPolicy.UNIQUE, GROUPS.rules)
    named = text.replace('name="Creative"', 'name="Weather plan"').replace('name="variant"', 'name="shown"')
    found = read_dmn(named.encode())
    assert (found.name, found.outputs[0].key) == ("Weather plan", "shown")


def test_the_values_that_a_modeler_allows_count():
    text = WRITERS[".dmn"](GROUPS).decode()
    x, n = read_dmn(
        text.replace('"a","b","c"</text>', '"a","b","d"</text>').replace("[0..9]", "[0..12]").encode()
    ).signals
    assert (x.categories, x.parents, x.path, x.consent) == (("a", "b", "d"), (), "p.x", True)
    assert (n.type, n.low, n.high) == (SignalType.INTEGER, 0, 12)
    x, n = read_dmn(text.replace('"a","b","c"</text>', '"a","c"</text>').replace("[0..9]", "[0.5..9]").encode()).signals
    assert (x.type, x.parents, n.type, n.low) == (SignalType.CATEGORICAL, (("c", "a"),), SignalType.NUMERIC, 0.5)
    spaced = text.replace('"a","b","c"</text>', '"a", "b" ,"c"</text>')
    assert read_dmn(spaced.encode()) == GROUPS
    for not_said in ('not("a","b")', ""):
        assert read_dmn(text.replace('"a","b","c"</text>', not_said + "</text>").encode()) == GROUPS


def test_an_input_that_is_gone_or_another_takes_its_targeting_along():
    text = WRITERS[".dmn"](GROUPS).decode()
    text = re.sub(r'<input id="input_2".*?</input>', "", text, flags=re.DOTALL)
    text = re.sub(r'<inputEntry id="in_\d_2">.*?</inputEntry>', "", text, flags=re.DOTALL)
    found = read_dmn(text.encode())
    assert (found.keys, [key for key, _ in found.placements[0].targeting]) == (("x",), ["x"])
    whole = WRITERS[".dmn"](replace(GROUPS, rules=())).decode()
    other = re.sub(r'typeRef="number">(\s*<text>n<)', r'typeRef="string">\1', whole).replace("[0..9]", "")
    found = read_dmn(other.encode())
    assert (found.signals[1].type, [key for key, _ in found.placements[0].targeting]) == (SignalType.TEXT, ["x"])


def test_the_extension_is_of_its_own_decision_alone():
    text = WRITERS[".dmn"](GROUPS).decode()
    other = (
        '<decision name="Other"><decisionTable hitPolicy="FIRST">'
        + INPUTS
        + OUTPUT
        + RULE
        + "</decisionTable></decision>"
    )
    both = text.replace("<inputData", f"{TYPE}{other}<inputData", 1)
    assert read_dmn(both.encode(), decision="Creative") == GROUPS
    found = read_dmn(both.encode(), decision="Other")
    assert (found.hit_policy, found.missing_policy.value, found.placements, found.name) == (
        HitPolicy.FIRST, "feel", (), "Other",
    )  # fmt: skip


def test_a_file_of_an_older_release():
    said = '{"name": "Old", "missing_policy": "no_match", "hit_policy": "PRIORITY GROUPS", "groups": [4], "inputs": []}'
    whole = model().replace(b"<itemDef", EXTENSION.format(said).encode() + b"<itemDef", 1)
    found = read_dmn(whole)
    assert (found.name, found.hit_policy, found.missing_policy.value) == ("Creative", HitPolicy.GROUPS, "no_match")
    assert [one.group for one in found.rules] == [4]


@pytest.mark.parametrize("allowed", ['not("a","b")', "not(null)"])
def test_values_that_are_none_say_nothing(allowed):
    inputs = INPUTS.replace(
        "</inputExpression></input>", f"</inputExpression><inputValues><text>{allowed}</text></inputValues></input>", 1
    )
    found = read_dmn(model(inputs=inputs.replace('typeRef="tDevice"', 'typeRef="string"')))
    assert (found.signals[0].type, found.signals[0].categories) == (SignalType.TEXT, ())


@pytest.mark.parametrize("language", ["https://www.omg.org/spec/DMN/20191111/FEEL/", "feel", "S-FEEL"])
def test_feel_by_every_name(language):
    inputs = INPUTS.replace("<inputExpression ", f'<inputExpression expressionLanguage="{language}" ', 1)
    assert read_dmn(model(inputs=inputs)) == read_dmn(model())
