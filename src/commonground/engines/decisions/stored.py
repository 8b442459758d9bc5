"""Tables as JSON: `from_dict` reads what `to_dict` writes, and what a person writes by hand in the same form."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

from commonground.engines.decisions.feel import Cell, Equals, cell_text, parse_cell
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, output_from, output_to
from commonground.engines.decisions.signal import Signal, signal_from, signal_to
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Placement, Rule, Table
from commonground.engines.decisions.unread import Misread, cell_or_any, read_or_none
from commonground.engines.errors import EngineError, Unreadable
from commonground.engines.sheets.limits import CONTROL

KNOWN = {
    "name", "inputs", "rules", "outputs", "hit_policy", "aggregation", "default", "missing_policy", "placements",
}  # fmt: skip
EXTENDED = {"targeting", "coverage", "partner", "planned", "passes"}


def from_dict(given: Mapping[str, Any], unread: list[Misread] | None = None) -> Table:
    """The table of a JSON object. Raises Unreadable (Unparsable for a cell), Contradiction or TooLarge.

    Where `unread` is given, each cell of a rule that cannot be read is put there and counts as any or nothing.
    """
    for key in given:
        if key not in KNOWN:
            _refuse(f"A table has no “{key}”: it has {', '.join(sorted(KNOWN))}.")
    signals = tuple(map(signal_from, _list(given, "inputs")))
    outputs = tuple(map(_output_column, _list(given, "outputs"))) if "outputs" in given else (OutputColumn(),)
    rules = tuple(
        _rule(one, signals, outputs, number, unread) for number, one in enumerate(_list(given, "rules"), start=1)
    )
    default = given.get("default")
    return Table(
        signals,
        rules,
        choice(HitPolicy, given.get("hit_policy", HitPolicy.UNIQUE), "hit policy"),
        None if default is None else _default(default, outputs),
        choice(MissingPolicy, given.get("missing_policy", MissingPolicy.FEEL), "missing policy"),
        outputs,
        _placements(given.get("placements", {}), {one.key: one for one in signals}),
        choice(Aggregation, given["aggregation"], "aggregation") if given.get("aggregation") else None,
        str(given.get("name", "")),
    )


def choice(kind: Any, given: object, what: str) -> Any:
    """A member of a StrEnum by its value in any case; raises Unreadable with the members to choose from."""
    members = {member.value.casefold(): member for member in kind}
    if isinstance(given, str) and given.strip().casefold() in members:
        return members[given.strip().casefold()]
    raise Unreadable(f"There is no {what} {given!r}: use one of {', '.join(kind)}.")


def to_dict(table: Table) -> dict[str, Any]:
    """What `from_dict` reads as the identical table."""
    answer: dict[str, Any] = {"name": table.name} if table.name else {}
    answer["hit_policy"] = table.hit_policy.value
    if table.aggregation:
        answer["aggregation"] = table.aggregation.value
    if table.missing_policy is not MissingPolicy.FEEL:
        answer["missing_policy"] = table.missing_policy.value
    answer["inputs"] = list(map(signal_to, table.signals))
    if table.outputs != (OutputColumn(),):
        answer["outputs"] = [
            {"key": one.key} | ({"values": list(map(output_to, one.values))} if one.values else {})
            for one in table.outputs
        ]
    answer["rules"] = [_rule_to(rule, table) for rule in table.rules]
    answer["default"] = None if table.default is None else _then_to(table.default, table.outputs)
    if table.placements:
        answer["placements"] = {one.key: placement_to(one) for one in table.placements}
    return answer


def one_line(value: Any) -> str:
    """JSON in one line, for a cell or an element: characters that these cannot hold are written as escapes."""
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _rule(
    given: Any,
    signals: Sequence[Signal],
    outputs: Sequence[OutputColumn],
    number: int,
    unread: list[Misread] | None,
) -> Rule:
    if not isinstance(given, dict) or not isinstance(given.get("when"), dict) or "then" not in given:
        _refuse(f"Rule {number} is an object with “when” and “then”.")
    when, group, note = given["when"], given.get("group", 0), given.get("note", "")
    keys = {signal.key for signal in signals}
    for key, text in when.items():
        if key not in keys:
            _refuse(f"Rule {number} asks for “{key}”, which is no input: use one of {', '.join(sorted(keys))}.")
        if not isinstance(text, str):
            _refuse(f'Rule {number}, column “{key}”: a test is a text, such as "< 5".')
    if not isinstance(group, int) or isinstance(group, bool) or not isinstance(note, str):
        _refuse(f"Rule {number}: a group is a whole number and a note is a text.")
    cells = tuple(
        cell_or_any(partial(parse_cell, when.get(signal.key, ""), signal, number), number, unread) for signal in signals
    )
    then, where = given["then"], f"Rule {number}"
    served = read_or_none(partial(_outputs, then, outputs), number, unread, where, "then", one_line(then))
    return Rule(cells, served or (None,) * len(outputs), group, note)


def _default(given: Any, outputs: Sequence[OutputColumn]) -> tuple[Output, ...]:
    try:
        return _outputs(given, outputs)
    except EngineError as error:
        raise Unreadable(f"The default: {error}") from error


def _outputs(given: Any, outputs: Sequence[OutputColumn]) -> tuple[Output, ...]:
    keys = [one.key for one in outputs]
    if len(outputs) == 1 and not (isinstance(given, dict) and set(given) == set(keys)):
        return (output_from(given),)
    if not isinstance(given, dict) or set(given) != set(keys):
        _refuse(f"it serves an object with {', '.join(keys)}.")
    return tuple(output_from(given[key]) for key in keys)


def _output_column(given: Any) -> OutputColumn:
    if not isinstance(given, dict) or not isinstance(given.get("key"), str):
        _refuse("An output is an object with a key.")
    return OutputColumn(given["key"], tuple(map(output_from, _list(given, "values") if "values" in given else ())))


def _placements(given: Any, signals: Mapping[str, Signal]) -> tuple[Placement, ...]:
    if not isinstance(given, dict):
        _refuse("The placements are an object from a placement's key to its targeting.")
    return tuple(placement_from(key, one, signals) for key, one in given.items())


def placement_from(key: str, given: Any, signals: Mapping[str, Signal]) -> Placement:
    """A placement of JSON: its targeting alone, or an object with targeting, coverage, partner, planned and passes."""
    where = f"The placement “{key}”"
    if not isinstance(given, dict):
        _refuse(f"{where} is an object from a signal's key to the values that are targeted.")
    shaped = all(isinstance(given.get(name, {}), dict) for name in ("targeting", "coverage", "passes"))
    extended = set(given) <= EXTENDED and (shaped if given.keys() & signals.keys() else True)
    targeting, coverage = (given.get("targeting", {}), given.get("coverage", {})) if extended else (given, {})
    partner, planned = (given.get("partner", ""), given.get("planned")) if extended else ("", None)
    passes = given.get("passes", {}) if extended else {}
    if not all(isinstance(one, dict) for one in (targeting, coverage, passes)) or not isinstance(partner, str):
        _refuse(f"{where}: targeting, coverage and passes are objects, and the partner is a text.")
    if any(not isinstance(one, int | float) or isinstance(one, bool) for one in coverage.values()):
        _refuse(f"{where}: a coverage is a number from 0 to 1.")
    if planned is not None and (not isinstance(planned, int) or isinstance(planned, bool) or planned < 0):
        _refuse(f"{where}: planned impressions are a whole number.")
    for name in (*targeting, *passes):
        if name not in signals:
            _refuse(f"{where} targets “{name}”, which is no input.")
    targeted, passed = (
        tuple((name, _target(values, signals[name], where)) for name, values in tests.items())
        for tests in (targeting, passes)
    )
    shares = tuple((name, float(one)) for name, one in coverage.items())
    return Placement(key, targeted, shares, partner, planned, passed)


def _target(values: Any, signal: Signal, where: str) -> Cell:
    if isinstance(values, str):
        return parse_cell(values, signal)
    if not isinstance(values, list) or not values:
        _refuse(f'{where}: the values of “{signal.key}” are a list, or a test such as "[18..65]".')
    return Cell(tuple(Equals(signal.value(value)) for value in values))


def placement_to(placement: Placement) -> dict[str, Any]:
    """What `placement_from` reads."""
    answer: dict[str, Any] = {"targeting": {key: cell_text(cell) for key, cell in placement.targeting}}
    answer |= {"coverage": dict(placement.coverage)} if placement.coverage else {}
    answer |= {"passes": {key: cell_text(cell) for key, cell in placement.passes}} if placement.passes else {}
    answer |= {"partner": placement.partner} if placement.partner else {}
    return answer | ({"planned": placement.planned} if placement.planned is not None else {})


def _rule_to(rule: Rule, table: Table) -> dict[str, Any]:
    cells = zip(table.keys, rule.when, strict=True)
    answer: dict[str, Any] = {"when": {key: cell_text(cell) for key, cell in cells if not cell.is_any}}
    answer["then"] = _then_to(rule.then, table.outputs)
    answer |= {"group": rule.group} if rule.group else {}
    return answer | ({"note": rule.note} if rule.note else {})


def _then_to(then: tuple[Output, ...], outputs: tuple[OutputColumn, ...]) -> Any:
    # A lone output with the value null needs its key, or it would read as no default at all.
    if len(outputs) == 1 and then[0] is not None:
        return output_to(then[0])
    return {column.key: output_to(value) for column, value in zip(outputs, then, strict=True)}


def _list(given: Mapping[str, Any], key: str) -> list[Any]:
    found = given.get(key)
    if not isinstance(found, list):
        _refuse(f"“{key}” is missing or no list.")
    return found


def _refuse(message: str) -> NoReturn:
    raise Unreadable(message)
