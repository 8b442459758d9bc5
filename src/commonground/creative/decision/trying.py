"""One case through a table, as its page tells it: what is shown, and of each rule why it holds or does not."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.creative.decision.rules import words_of
from commonground.creative.decision.stored import Loaded, variants_of
from commonground.engines.decisions import Decision, Step, Value
from commonground.engines.decisions.output import Output


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of the trace.

    rule    its number and what it shows, in words
    tests   what it asks of the signals beside what they are: of a rule that does not hold those that fail
    served  it is what is shown; a rule may hold and not be served
    """

    rule: str
    holds: bool
    served: bool
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A case in words: what comes of it, and a line for each rule. `shown` is "" where the title says it."""

    title: str
    shown: str
    lines: tuple[Line, ...]


def tried_of(loaded: Loaded, decision: Decision, case: Mapping[str, object]) -> Tried:
    """What a table says of one case; `case` is from a signal's key to its value, None for missing."""
    shown = "" if decision.served else ", ".join(shows(loaded, one) for one in decision.outputs) or "Nothing is shown."
    return Tried(_title(loaded, decision), shown, tuple(_line(loaded, decision, step, case) for step in decision.trace))


def rule_words(loaded: Loaded, number: int) -> str:
    """A rule by its number from 1, and what it shows: "Rule 2, Warm slice (V-03)"."""
    return f"Rule {number}, {shows(loaded, loaded.table.rules[number - 1].then)}"


def shows(loaded: Loaded, outputs: tuple[Output, ...]) -> str:
    """The variants of an output by name and key."""
    keys = [key for output in outputs for key in variants_of(output)]
    return ", ".join(f"{loaded.variants[key]} ({key})" if key in loaded.variants else key for key in keys) or "nothing"


def _title(loaded: Loaded, decision: Decision) -> str:
    if decision.conflict:
        rules = " and ".join(str(one) for one in decision.conflict)
        return f"Nothing: rules {rules} hold, and may not together"
    if decision.by_default:
        return "No rule holds: the fallback"
    if not decision.served:
        return "No rule holds, and there is no fallback"
    return "; ".join(rule_words(loaded, one) for one in decision.served)


def _line(loaded: Loaded, decision: Decision, step: Step, case: Mapping[str, object]) -> Line:
    failed = {one.signal for one in step.failed}
    tests = []
    for facts, column, cell in zip(
        loaded.signals, loaded.table.signals, loaded.table.rules[step.rule - 1].when, strict=True
    ):
        if cell.is_any or (failed and facts.key not in failed):
            continue
        value: Value | None = column.value(case.get(facts.key))
        met = "is missing" if value is None else f"is {_said(value)} {facts.unit}".rstrip()
        because = ", which not(…) lets pass" if facts.key in step.through_negation else ""
        tests.append(f"{facts.name} {met}, asked for {words_of(cell, column, facts.unit)}{because}")
    return Line(rule_words(loaded, step.rule), step.holds, step.rule in decision.served, tuple(tests))


def _said(value: Value) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)
