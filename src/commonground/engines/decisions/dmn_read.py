"""DMN 1.1 to 1.5: one decision table of a model becomes a table. All that it asks for is taken, or it is refused."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

from commonground.engines.decisions.dmn import OWN, READ, child, children, name_of, parse_xml, text_in
from commonground.engines.decisions.feel import Cell, Equals, Interval, parse_cell
from commonground.engines.decisions.guess import guess_signal
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, output_of
from commonground.engines.decisions.signal import Signal, SignalType, signal_from
from commonground.engines.decisions.stored import choice, placement_from
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Rule, Table
from commonground.engines.decisions.unread import Misread, cell_or_any, read_or_none
from commonground.engines.errors import EngineError, Unreadable

TYPES = {
    "boolean": SignalType.BINARY, "number": SignalType.NUMERIC, "integer": SignalType.INTEGER, "long": SignalType.INTEGER,
    "double": SignalType.NUMERIC, "date": SignalType.DATE, "string": SignalType.TEXT,
}  # fmt: skip
KINDS = {
    "literalExpression": "a literal expression", "invocation": "an invocation", "context": "a context",
    "functionDefinition": "a function", "relation": "a relation", "list": "a list", "conditional": "a conditional",
    "for": "a loop", "every": "a quantified expression", "some": "a quantified expression", "filter": "a filter",
}  # fmt: skip
NO_NAME = re.compile(r"[()\[\]{}\"*/+<>=,]|\bif\b|\bfor\b")


def read_dmn(
    data: bytes, known: Sequence[Signal] = (), decision: str = "", unread: list[Misread] | None = None
) -> Table:
    """The decision table of a model: the one named (by name or id) or its only one.

    Raises Unreadable for XML that is no such model, and for other kinds of decisions, which it names; Unparsable for a
    cell. Nothing is imported in part. Where `unread` is given, each cell that cannot be read is put there and counts as any
    or nothing.
    """
    root = parse_xml(data)
    if name_of(root)[0] not in READ or name_of(root)[1] != "definitions":
        raise Unreadable(f"This XML is no DMN model: its root is “{name_of(root)[1]}”, not DMN 1.1 to 1.5 definitions.")
    return _Model(root).table(known, decision, unread)


def decisions_in(root: Element) -> list[Element]:
    """The decisions of a model."""
    return list(children(root, "decision"))


class _Model:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.items = {one.get("name", ""): one for one in children(root, "itemDefinition")}
        own = next(root.iter(f"{{{OWN}}}table"), None)
        self.own: dict[str, Any] = _own(own.text or "") if own is not None else {}

    def table(self, known: Sequence[Signal], wanted: str, unread: list[Misread] | None) -> Table:
        decision = self._decision(wanted)
        found = child(decision, "decisionTable")
        if found is None:
            raise Unreadable(f"The decision “{decision.get('name', '')}” is {_kind(decision)}, not a decision table.")
        described = {one.key: one for one in (*map(signal_from, self.own.get("inputs", [])), *known)}
        rows = [[text_in(cell) for cell in children(rule, "inputEntry")] for rule in children(found, "rule")]
        columns = list(children(found, "input"))
        for number, row in enumerate(rows, start=1):
            if len(row) != len(columns):
                _refuse(f"Rule {number} has {len(row)} input entries for {len(columns)} inputs.")
        signals = tuple(
            self._signal(column, [row[place] for row in rows], described) for place, column in enumerate(columns)
        )
        outputs = tuple(self._output(one, found, decision) for one in children(found, "output"))
        whens = [
            tuple(
                cell_or_any(partial(parse_cell, text, signal, number), number, unread)
                for text, signal in zip(row, signals, strict=True)
            )
            for number, row in enumerate(rows, start=1)
        ]
        rules = [
            self._rule(rule, when, outputs, number, unread)
            for number, (rule, when) in enumerate(zip(children(found, "rule"), whens, strict=True), start=1)
        ]
        return self._assembled(found, decision, signals, tuple(rules), outputs)

    def _assembled(
        self,
        found: Element,
        decision: Element,
        signals: tuple[Signal, ...],
        rules: tuple[Rule, ...],
        outputs: tuple[OutputColumn, ...],
    ) -> Table:
        own = self.own
        policy, aggregation = found.get("hitPolicy", "UNIQUE"), found.get("aggregation")
        policy = own.get("hit_policy", policy) if policy == HitPolicy.FIRST else policy
        groups = own.get("groups", [])
        if policy == HitPolicy.GROUPS and len(groups) == len(rules):
            rules = tuple(replace(rule, group=group) for rule, group in zip(rules, groups, strict=True))
        known = {one.key: one for one in signals}
        return Table(
            signals,
            rules,
            choice(HitPolicy, policy, "hit policy"),
            self._default(found, len(outputs)),
            choice(MissingPolicy, own.get("missing_policy", "feel"), "missing policy"),
            outputs,
            tuple(placement_from(key, one, known) for key, one in own.get("placements", {}).items()),
            choice(Aggregation, aggregation, "aggregation") if aggregation else None,
            own.get("name", decision.get("name", "")),
        )

    def _decision(self, wanted: str) -> Element:
        decisions = decisions_in(self.root)
        named = [one for one in decisions if wanted in (one.get("name"), one.get("id"))] if wanted else decisions
        if wanted and not named:
            raise Unreadable(f"The model has no decision “{wanted}”: it has {_names(decisions)}.")
        if len(named) != 1:
            raise Unreadable(
                f"The model has {len(decisions)} decisions, of which exactly one is read: {_names(decisions) or 'none'}."
            )
        if (needed := next(named[0].iter(f"{{{name_of(named[0])[0]}}}requiredDecision"), None)) is not None:
            needs = needed.get("href", "").lstrip("#")
            raise Unreadable(f"The decision “{named[0].get('name', '')}” needs another decision, “{needs}”.")
        return named[0]

    def _signal(self, column: Element, texts: list[str], described: dict[str, Signal]) -> Signal:
        expression = child(column, "inputExpression")
        key = text_in(expression)
        if key in described:
            return described[key]
        key = " ".join(key.split())
        if not key or NO_NAME.search(key):
            label = column.get("label", "") or key
            _refuse(f"The input “{label}” reads the expression “{key}”: only the name of a signal can be read.")
        ref = (expression.get("typeRef", "") if expression is not None else "").rpartition(":")[2]
        kind = self._type(ref)
        if kind is None:
            return guess_signal(key, texts)
        allowed = text_in(child(column, "inputValues")) or self._allowed(ref)
        return _with_domain(Signal(key, kind), allowed)

    def _type(self, ref: str) -> SignalType | None:
        if ref in ("", "Any"):
            return None
        item = self.items.get(ref)
        if item is None:
            if ref not in TYPES:
                _refuse(f"An input has the type “{ref}”: only {', '.join(TYPES)} can be read.")
            return TYPES[ref]
        inner = child(item, "typeRef")
        if inner is None or item.get("isCollection") == "true":
            _refuse(f"The type “{ref}” is a structure or a collection: only single values can be read.")
        return self._type((inner.text or "").strip().rpartition(":")[2])

    def _allowed(self, ref: str) -> str:
        item = self.items.get(ref)
        return text_in(child(item, "allowedValues")) if item is not None else ""

    def _output(self, column: Element, found: Element, decision: Element) -> OutputColumn:
        variable = child(decision, "variable")
        default = variable.get("name", "") if variable is not None else ""
        only = len(list(children(found, "output"))) == 1
        key = self.own.get("output", "") if only else ""
        key = key or column.get("name") or column.get("label") or found.get("outputLabel") or default or "variant"
        allowed = text_in(child(column, "outputValues"))
        if not allowed and only:
            ref = found.get("typeRef") or (variable.get("typeRef") if variable is not None else None)
            allowed = self._allowed(ref or "")
        return OutputColumn(key, tuple(_output_of(one, "The output values") for one in split_list(allowed)))

    def _rule(
        self,
        rule: Element,
        when: tuple[Cell, ...],
        outputs: Sequence[OutputColumn],
        number: int,
        unread: list[Misread] | None,
    ) -> Rule:
        entries = [text_in(one) for one in children(rule, "outputEntry")]
        if len(entries) != len(outputs):
            _refuse(f"Rule {number} has {len(entries)} output entries for {len(outputs)} outputs.")
        then = tuple(
            read_or_none(partial(_literal, text), number, unread, f"Rule {number}, output {place}", output.key, text)
            for place, (text, output) in enumerate(zip(entries, outputs, strict=True), start=1)
        )
        note = child(rule, "description")
        entry = next((text_in(one) for one in children(rule, "annotationEntry")), "")
        return Rule(when, then, 0, " ".join((entry or (note.text or "" if note is not None else "")).split()))

    def _default(self, found: Element, outputs: int) -> tuple[Output, ...] | None:
        entries = [child(one, "defaultOutputEntry") for one in children(found, "output")]
        if all(one is None for one in entries):
            return None
        return tuple(_output_of(text_in(one), "The default") if one is not None else None for one in entries)


def _own(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Unreadable(f"What the model says for this product is no JSON: {error}.") from error
    if not isinstance(found, dict) or not isinstance(found.get("inputs", []), list):
        _refuse("What the model says for this product is no description of a decision table.")
    return found


def _kind(decision: Element) -> str:
    for one in decision:
        if isinstance(one.tag, str) and name_of(one)[1] in KINDS:
            return KINDS[name_of(one)[1]]
    return "empty"


def _names(decisions: Sequence[Element]) -> str:
    return ", ".join(
        f"“{one.get('name', one.get('id', ''))}” ({'a decision table' if child(one, 'decisionTable') is not None else _kind(one)})"
        for one in decisions
    )


def _with_domain(signal: Signal, allowed: str) -> Signal:
    """The signal with the values that the model allows."""
    if not allowed:
        return signal
    cell = parse_cell(allowed, signal)
    if signal.type is SignalType.TEXT:
        values = tuple(str(part.value) for part in cell.parts if isinstance(part, Equals) and part.value is not None)
        return replace(signal, type=SignalType.CATEGORICAL, categories=values)
    if len(cell.parts) == 1 and isinstance(cell.parts[0], Interval) and not cell.negated:
        return replace(signal, low=cell.parts[0].low, high=cell.parts[0].high)
    return signal


def split_list(text: str) -> list[str]:
    """FEEL literals set apart by commas."""
    return [one.strip() for one in re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^",])+', text) if one.strip()]


def _output_of(text: str, where: str) -> Output:
    try:
        return _literal(text)
    except EngineError as error:
        raise Unreadable(f"{where}: {error}") from error


def _literal(text: str) -> Output:
    return output_of(text, plain=False) if text else None


def _refuse(message: str) -> NoReturn:
    raise Unreadable(message)
