"""DMN 1.1 to 1.5: one decision table of a model becomes a table. All that it asks for is taken, or it is refused."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NoReturn
from xml.etree.ElementTree import Element

from commonground.engines.decisions.dmn import READ, child, children, name_of, parse_xml, text_in, type_of
from commonground.engines.decisions.dmn_own import Own, own_of
from commonground.engines.decisions.feel import Cell, Equals, Interval, parse_cell
from commonground.engines.decisions.guess import guess_signal
from commonground.engines.decisions.output import Output, output_of
from commonground.engines.decisions.signal import Signal, SignalType
from commonground.engines.decisions.stored import choice
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
        self.own = Own()

    def table(self, known: Sequence[Signal], wanted: str, unread: list[Misread] | None) -> Table:
        decision = self._decision(wanted)
        found = child(decision, "decisionTable")
        if found is None:
            raise Unreadable(f"The decision “{decision.get('name', '')}” is {_kind(decision)}, not a decision table.")
        _check_languages(self.root, found)
        self.own = own_of(self.root, decision)
        entries = [list(children(rule, "inputEntry")) for rule in children(found, "rule")]
        rows = [[text_in(cell) for cell in row] for row in entries]
        columns = list(children(found, "input"))
        for number, row in enumerate(rows, start=1):
            if len(row) != len(columns):
                _refuse(f"Rule {number} has {len(row)} input entries for {len(columns)} inputs.")
        signals = tuple(
            self._signal(column, [row[place] for row in rows], {one.key: one for one in known})
            for place, column in enumerate(columns)
        )
        outputs = tuple(self._output(one, found, decision) for one in children(found, "output"))
        whens = [
            tuple(
                self.own.cell(
                    entry.get("id", ""),
                    cell_or_any(partial(parse_cell, text_in(entry), signal, number), number, unread),
                )
                for entry, signal in zip(row, signals, strict=True)
            )
            for number, row in enumerate(entries, start=1)
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
        said, aggregation = found.get("hitPolicy", "UNIQUE"), found.get("aggregation")
        policy = choice(HitPolicy, said, "hit policy")
        policy = own.hit_policy or policy if policy is HitPolicy.FIRST else policy
        return Table(
            signals,
            own.rules([rule.get("id", "") for rule in children(found, "rule")], rules),
            policy,
            self._default(found, len(outputs)),
            own.missing_policy,
            outputs,
            own.placements({one.key: one for one in signals}),
            choice(Aggregation, aggregation, "aggregation") if aggregation else None,
            own.named(decision.get("name", "")),
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
        self._check_needs(named[0])
        return named[0]

    def _check_needs(self, decision: Element) -> None:
        namespace, name = name_of(decision)[0], decision.get("name", "")
        if (imported := child(self.root, "import")) is not None:
            what = imported.get("name") or imported.get("locationURI") or imported.get("namespace", "")
            _refuse(f"The model imports another one, “{what}”, which is not read.")
        for kind, what in (
            ("requiredDecision", "another decision"),
            ("requiredKnowledge", "a business knowledge model"),
        ):
            if (needed := next(decision.iter(f"{{{namespace}}}{kind}"), None)) is not None:
                _refuse(f"The decision “{name}” needs {what}, “{self._called(needed.get('href', ''))}”.")

    def _called(self, href: str) -> str:
        """What an element of this model is called."""
        found = next((one for one in self.root if one.get("id") == href.lstrip("#")), None)
        return (found.get("name") if found is not None else None) or href.lstrip("#")

    def _signal(self, column: Element, texts: list[str], known: dict[str, Signal]) -> Signal:
        expression = child(column, "inputExpression")
        key = text_in(expression)
        if key in known:
            return known[key]
        if key in self.own.signals:
            return self._described(column, key)
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

    def _described(self, column: Element, key: str) -> Signal:
        """A signal that the extension describes."""
        own, expression = self.own.signals[key], child(column, "inputExpression")
        ref = (expression.get("typeRef", "") if expression is not None else "").rpartition(":")[2]
        kind = self._type(ref) or TYPES[type_of(own)]
        allowed = text_in(child(column, "inputValues")) or self._allowed(ref)
        plain = Signal(key, kind)
        seen = _with_domain(plain, allowed)
        return self.own.signal(key, seen, seen != plain)

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
        key = (
            column.get("name")
            or (self.own.output if only else "")
            or column.get("label")
            or found.get("outputLabel")
            or default
            or "variant"
        )
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


def _check_languages(root: Element, found: Element) -> None:
    for one in (root, *found.iter()):
        language = one.get("expressionLanguage", "FEEL")
        if "feel" not in language.casefold():
            _refuse(f"The model is written in “{language}”: only FEEL can be read.")


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
    if cell.negated:
        # It says what the signal is not, and so not which values it has.
        return signal
    if signal.type is SignalType.TEXT:
        values = tuple(str(part.value) for part in cell.parts if isinstance(part, Equals) and part.value is not None)
        return replace(signal, type=SignalType.CATEGORICAL, categories=values)
    if len(cell.parts) == 1 and isinstance(cell.parts[0], Interval):
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
