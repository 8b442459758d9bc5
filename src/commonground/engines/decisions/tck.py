"""Test cases in the format of the public DMN Technology Compatibility Kit: a model beside files of cases and results."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import Element

from commonground.engines.decisions.dmn import child, children, name_of, parse_xml
from commonground.engines.decisions.dmn_read import read_dmn
from commonground.engines.decisions.evaluate import evaluate
from commonground.engines.decisions.feel import number_of
from commonground.engines.decisions.output import Output
from commonground.engines.decisions.table import Table
from commonground.engines.errors import EngineError, Unreadable

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
TOLERANCE = 1e-8
NUMBERS = ("decimal", "double", "float", "integer", "int", "long")


class Verdict(StrEnum):
    """What became of a case. Unsupported ones are decisions that are no single decision table of S-FEEL tests."""

    PASSED = "passed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Tried:
    """One result of one case."""

    file: str
    case: str
    decision: str
    verdict: Verdict
    why: str = ""


class _Other(Exception):
    """A value of a kind that decision tables do not have here."""


def try_cases(models: Mapping[str, bytes], tests: Mapping[str, bytes]) -> tuple[Tried, ...]:
    """Every result of every case. Both are files by name; a test names its model, or begins with the model's name.

    A test file that cannot be read at all is one failed result without a case.
    """
    found: list[Tried] = []
    for name in sorted(tests):
        try:
            found += _tried(name, parse_xml(tests[name]), models)
        except EngineError as error:
            found.append(Tried(name, "", "", Verdict.FAILED, str(error)))
    return tuple(found)


def _tried(name: str, root: Element, models: Mapping[str, bytes]) -> Iterable[Tried]:
    if name_of(root)[1] != "testCases":
        raise Unreadable(f"This XML holds no test cases: its root is “{name_of(root)[1]}”.")
    folder = name.rpartition("/")[0]
    said = child(root, "modelName")
    model = f"{folder}/{(said.text or '').strip()}".lstrip("/") if said is not None else ""
    if model not in models:
        # Some files name the model by its title; beside it stands the one that they are called after.
        model = next((one for one in models if name.startswith(f"{one.removesuffix('.dmn')}-test-")), model)
    if model not in models:
        raise Unreadable(f"The model “{model}” is not there.")
    tables: dict[str, Table | str] = {}
    for case in children(root, "testCase"):
        for result in children(case, "resultNode"):
            decision = result.get("name", "")
            if decision not in tables:
                tables[decision] = _table(models[model], decision)
            yield _one(name, case, result, tables[decision])


def _table(model: bytes, decision: str) -> Table | str:
    try:
        return read_dmn(model, decision=decision)
    except EngineError as error:
        return str(error)


def _one(name: str, case: Element, result: Element, table: Table | str) -> Tried:
    where = (name, case.get("id", ""), result.get("name", ""))
    if isinstance(table, str):
        return Tried(*where, Verdict.UNSUPPORTED, table)
    try:
        given = {node.get("name", ""): _value(node) for node in children(case, "inputNode")}
        wanted = _value(child(result, "expected"))
        decided = evaluate(table, {key: value for key, value in given.items() if key in table.keys})
    except _Other as other:
        return Tried(*where, Verdict.UNSUPPORTED, str(other))
    except (EngineError, ValueError) as error:
        expected = result.get("errorResult") == "true" and isinstance(error, EngineError)
        return Tried(*where, Verdict.PASSED if expected else Verdict.FAILED, "" if expected else str(error))
    found = _result(table, decided.outputs)
    if result.get("errorResult") == "true":
        wanted = None
    if _same(found, wanted) or (not decided.outputs and wanted == [] and _collects(table)):
        return Tried(*where, Verdict.PASSED)
    return Tried(*where, Verdict.FAILED, f"expected {wanted!r}, found {found!r}")


def _collects(table: Table) -> bool:
    return not table.hit_policy.serves_one and table.aggregation is None


def _result(table: Table, outputs: Sequence[tuple[Output, ...]]) -> Any:
    """As FEEL gives it: one value or context, or a list of them; null for nothing."""
    values = [_context(table, one) for one in outputs]
    if not values:
        return None
    return values if _collects(table) else values[0]


def _context(table: Table, values: tuple[Output, ...]) -> Any:
    if len(values) == 1:
        return values[0]
    return {column.key: value for column, value in zip(table.outputs, values, strict=True)}


def _value(node: Element | None) -> Any:
    """The value of a node: a single one, a list, or a context of components."""
    if node is None:
        return None
    if (listed := child(node, "list")) is not None:
        return [_value(item) for item in children(listed, "item")]
    parts = list(children(node, "component"))
    if parts:
        return {part.get("name", ""): _value(part) for part in parts}
    value = child(node, "value")
    if value is None or value.get(f"{XSI}nil") == "true":
        return None
    return _single((value.text or ""), value.get(f"{XSI}type", "").rpartition(":")[2])


def _single(text: str, kind: str) -> Any:
    if kind in ("string", ""):
        return text
    if kind in NUMBERS:
        found = number_of(text.strip())
        if found is None:
            raise _Other(f"A number has more digits than are kept: {text.strip()}.")
        return found
    if kind == "boolean":
        return text.strip() in ("true", "1")
    if kind == "date":
        return datetime.date.fromisoformat(text.strip())
    raise _Other(f"A value has the type “{kind}”.")


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_same, found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(_same(found[key], wanted[key]) for key in found)
    numbers = [one for one in (found, wanted) if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) == 2:
        return math.isclose(*numbers, rel_tol=0, abs_tol=TOLERANCE)
    return type(found) is type(wanted) and bool(found == wanted)
