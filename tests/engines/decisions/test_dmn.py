"""DMN models: what other modelers write is read, and what is no single decision table is refused as a whole."""

import pytest

from commonground.engines.decisions import Aggregation, HitPolicy, SignalType, Unparsable, from_dict
from commonground.engines.decisions.dmn_read import read_dmn
from commonground.engines.decisions.files import WRITERS, read_table
from commonground.engines.errors import EngineError, Unreadable
from tests.engines.decisions.tables import WEATHER

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
            model(
                '<extensionElements><c:table xmlns:c="https://commonground.example/decisions/1">{</c:table></extensionElements>'
            ),
            "What the model says for this product is no JSON",
        ),
        (
            model(
                '<extensionElements><c:table xmlns:c="https://commonground.example/decisions/1">[]</c:table></extensionElements>'
            ),
            "What the model says for this product is no description",
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
    own = text.partition("<extensionElements>")
    plain = own[0] + own[2].partition("</extensionElements>")[2]
    found = read_dmn(plain.encode())
    assert [one.type.value for one in found.signals] == ["categorical", "numeric"]
    assert [rule.then for rule in found.rules] == [("soup",), ("salad",)]
    assert '<dmndi:DMNShape id="shape_decision" dmnElementRef="decision">' in text
