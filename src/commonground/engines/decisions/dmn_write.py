"""A table as a DMN 1.3 model that other modelers open. What DMN has no place for is kept in one extension element."""

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from commonground.engines.decisions.dmn import DMN_1_3, NO_NAME, OWN, type_of
from commonground.engines.decisions.feel import Cell, Equals, cell_text, literal_text
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import output_text
from commonground.engines.decisions.signal import TRUTH, Signal, signal_to
from commonground.engines.decisions.stored import one_line, placement_to
from commonground.engines.decisions.table import HitPolicy, Table

DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
DC = "http://www.omg.org/spec/DMN/20180521/DC/"
DI = "http://www.omg.org/spec/DMN/20180521/DI/"


def to_dmn(table: Table) -> bytes:
    """UTF-8 XML; `read_dmn` reads it back as the identical table, and other engines decide by it as it does.

    PRIORITY GROUPS is written as FIRST with the rules in the order of their groups. Where a missing signal matches nothing,
    `not("x")` is written as `not("x",null)`, which does not hold on it either.
    """
    for prefix, namespace in (("", DMN_1_3), ("dmndi", DMNDI), ("dc", DC), ("di", DI), ("commonground", OWN)):
        register_namespace(prefix, namespace)
    root = Element(_q("definitions"), {"id": "definitions", "name": table.name or "Decision table", "namespace": OWN})
    decision = SubElement(root, _q("decision"), {"id": "decision", "name": table.name or NO_NAME})
    own = SubElement(SubElement(decision, _q("extensionElements")), f"{{{OWN}}}table")
    own.text = one_line(_own(table))
    SubElement(decision, _q("variable"), {"id": "decision_variable", "name": table.name or NO_NAME})
    for number, _ in enumerate(table.signals, start=1):
        needs = SubElement(decision, _q("informationRequirement"), {"id": f"requirement_{number}"})
        SubElement(needs, _q("requiredInput"), {"href": f"#data_{number}"})
    _table(decision, table)
    for number, signal in enumerate(table.signals, start=1):
        data = SubElement(root, _q("inputData"), {"id": f"data_{number}", "name": signal.key})
        SubElement(data, _q("variable"), {"id": f"variable_{number}", "name": signal.key, "typeRef": type_of(signal)})
    _diagram(root, table)
    indent(root)
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written


def _q(local: str) -> str:
    return f"{{{DMN_1_3}}}{local}"


def _own(table: Table) -> dict[str, Any]:
    said: dict[str, Any] = {"name": table.name, "inputs": list(map(signal_to, table.signals))}
    if len(table.outputs) == 1:
        said["output"] = table.outputs[0].key
    if table.missing_policy is not MissingPolicy.FEEL:
        said["missing_policy"] = table.missing_policy.value
        said["closed"] = [
            _entry(place, column)
            for place, rule in enumerate(table.rules)
            for column, cell in enumerate(rule.when)
            if _written(cell, table) != cell
        ]
    if any(rule.group for rule in table.rules):
        said["groups"] = {_rule(place): rule.group for place, rule in enumerate(table.rules)}
    if table.hit_policy is HitPolicy.GROUPS:
        said |= {"hit_policy": table.hit_policy.value, "order": list(map(_rule, range(len(table.rules))))}
    if table.placements:
        said["placements"] = {one.key: placement_to(one) for one in table.placements}
    return said


def _rule(place: int) -> str:
    return f"rule_{place + 1}"


def _entry(place: int, column: int) -> str:
    return f"in_{place + 1}_{column + 1}"


def _written(cell: Cell, table: Table) -> Cell:
    """The cell as it means the same where missing signals follow the standard."""
    closed = table.missing_policy is MissingPolicy.NO_MATCH and cell.negated and Equals(None) not in cell.parts
    return replace(cell, parts=(*cell.parts, Equals(None))) if closed else cell


def _table(decision: Element, table: Table) -> None:
    policy = HitPolicy.FIRST if table.hit_policy is HitPolicy.GROUPS else table.hit_policy
    found = SubElement(decision, _q("decisionTable"), {"id": "table", "hitPolicy": policy.value})
    if table.aggregation:
        found.set("aggregation", table.aggregation.value)
    for number, signal in enumerate(table.signals, start=1):
        _input(found, signal, number)
    for number, column in enumerate(table.outputs, start=1):
        output = SubElement(found, _q("output"), {"id": f"output_{number}", "name": column.key})
        if column.values:
            values = SubElement(output, _q("outputValues"), {"id": f"output_values_{number}"})
            _text(values, ",".join(output_text(one, plain=False) for one in column.values))
        if table.default is not None:
            default = SubElement(output, _q("defaultOutputEntry"), {"id": f"default_{number}"})
            _text(default, output_text(table.default[number - 1], plain=False))
    _rules(found, table)


def _rules(found: Element, table: Table) -> None:
    grouped = table.hit_policy is HitPolicy.GROUPS
    for place in table.order if grouped else range(len(table.rules)):
        rule = table.rules[place]
        row = SubElement(found, _q("rule"), {"id": _rule(place)})
        if rule.note:
            SubElement(row, _q("description")).text = rule.note
        for column, (cell, signal) in enumerate(zip(rule.when, table.signals, strict=True)):
            entry = SubElement(row, _q("inputEntry"), {"id": _entry(place, column)})
            text = cell_text(_written(cell, table))
            _text(entry, _boolean(text) if type_of(signal) == "boolean" else text)
        for column, value in enumerate(rule.then):
            entry = SubElement(row, _q("outputEntry"), {"id": f"out_{place + 1}_{column + 1}"})
            _text(entry, output_text(value, plain=False))


def _boolean(text: str) -> str:
    for word in TRUTH:
        text = text.replace(f'"{word}"', word)
    return text


def _input(found: Element, signal: Signal, number: int) -> None:
    column = SubElement(found, _q("input"), {"id": f"input_{number}", "label": signal.key})
    read = SubElement(column, _q("inputExpression"), {"id": f"expression_{number}", "typeRef": type_of(signal)})
    _text(read, signal.key)
    allowed = ""
    if signal.categories and type_of(signal) == "string":
        allowed = ",".join(map(literal_text, signal.categories))
    elif signal.low is not None and signal.high is not None:
        allowed = f"[{literal_text(signal.low)}..{literal_text(signal.high)}]"
    if allowed:
        _text(SubElement(column, _q("inputValues"), {"id": f"values_{number}"}), allowed)


def _text(parent: Element, text: str) -> None:
    SubElement(parent, _q("text")).text = text


def _diagram(root: Element, table: Table) -> None:
    """Boxes for the decision and its inputs: without them a modeler shows an empty page."""
    diagram = SubElement(SubElement(root, f"{{{DMNDI}}}DMNDI"), f"{{{DMNDI}}}DMNDiagram", {"id": "diagram"})
    middle = max(len(table.signals) - 1, 0) * 150 // 2 + 160
    _shape(diagram, "decision", middle, 100, 180, 80)
    for number, _ in enumerate(table.signals, start=1):
        left = 160 + (number - 1) * 150
        _shape(diagram, f"data_{number}", left, 300, 125, 45)
        edge = SubElement(
            diagram, f"{{{DMNDI}}}DMNEdge", {"id": f"edge_{number}", "dmnElementRef": f"requirement_{number}"}
        )
        SubElement(edge, f"{{{DI}}}waypoint", {"x": str(left + 62), "y": "300"})
        SubElement(edge, f"{{{DI}}}waypoint", {"x": str(middle + 90), "y": "180"})


def _shape(diagram: Element, of: str, x: int, y: int, width: int, height: int) -> None:
    shape = SubElement(diagram, f"{{{DMNDI}}}DMNShape", {"id": f"shape_{of}", "dmnElementRef": of})
    bounds = {"x": str(x), "y": str(y), "width": str(width), "height": str(height)}
    SubElement(shape, f"{{{DC}}}Bounds", bounds)
