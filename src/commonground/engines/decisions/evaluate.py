"""One case through the table, with a trace of why each rule did or did not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonground.engines.decisions.columns import bits_of, mask_of, tested_bits
from commonground.engines.decisions.feel import Cell, cell_text
from commonground.engines.decisions.match import MissingPolicy, fires_through_negation, matches
from commonground.engines.decisions.outcome import Judge
from commonground.engines.decisions.output import Output
from commonground.engines.decisions.pieces import cut
from commonground.engines.decisions.signal import Signal, Value
from commonground.engines.decisions.table import Aggregation, HitPolicy, Table
from commonground.engines.errors import Unreadable

METHOD, VERSION = "decisions.evaluate", "2"


@dataclass(frozen=True, slots=True)
class Failed:
    """A cell that did not hold: the signal, its test, and the value that it met (None when missing)."""

    signal: str
    test: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Step:
    """One rule of the trace.

    rule              number from 1
    holds             every cell holds
    failed            the cells that do not
    through_negation  missing signals that only a negation let pass
    """

    rule: int
    holds: bool
    failed: tuple[Failed, ...]
    through_negation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is served for one case.

    served      rules that are served, numbers from 1: one, or for the collecting policies all that hold, in their order
    outputs     one tuple (a value for each output column) for each served rule; the default where none holds; () for
                nothing; for an aggregation one tuple with its result
    by_default  no rule holds and the default is served
    conflict    rules that hold though the hit policy forbids it; nothing is served then
    trace       every rule
    outcome     as a simulation counts it: a name of report.OUTCOMES
    better      the rule that would have shown another thing had missing signals been known, None where nothing was lost
    blamed      the missing signals that it asks about
    """

    served: tuple[int, ...]
    outputs: tuple[tuple[Output, ...], ...]
    by_default: bool
    conflict: tuple[int, ...]
    trace: tuple[Step, ...]
    digest: str
    outcome: str
    better: int | None = None
    blamed: tuple[str, ...] = ()
    method: str = METHOD
    version: str = VERSION
    uncertainty: str = "None: the rules are applied to one known case."


def evaluate(table: Table, case: Mapping[str, object]) -> Decision:
    """Evaluate `case`, a mapping from a signal's key to its value; a signal that is absent or None is missing.

    Raises Unreadable when a value is of another type or a key is no input.
    """
    values = values_of(table, case)
    trace = tuple(_step(table, place, values) for place in range(len(table.rules)))
    hits = tuple(place for place in table.order if trace[place].holds)
    conflict = conflict_of(table, hits)
    served = () if conflict else hits[:1] if table.hit_policy.serves_one else hits
    outputs = outputs_of(table, served)
    if not hits and table.default is not None:
        outputs = (table.default,)
    outcome, best = _judged(table, values, hits)
    asked = () if best is None else bits_of(tested_bits(table)[best])
    return Decision(
        tuple(place + 1 for place in served),
        outputs,
        not hits and table.default is not None,
        tuple(place + 1 for place in conflict),
        trace,
        table.digest,
        outcome,
        None if best is None else table.order[best] + 1,
        tuple(table.keys[place] for place in asked if values[place] is None),
    )


def _judged(table: Table, values: tuple[Value | None, ...], hits: Sequence[int]) -> tuple[str, int | None]:
    """The outcome, and the place in the table's order of the rule that was lost."""
    holds = set(hits)
    possible = mask_of(
        rank
        for rank, place in enumerate(table.order)
        if place in holds
        or all(
            _might(cell, value, signal)
            for cell, value, signal in zip(table.rules[place].when, values, table.signals, strict=True)
        )
    )
    return Judge(table).outcome(mask_of(rank for rank, place in enumerate(table.order) if place in holds), possible)


def _might(cell: Cell, value: Value | None, signal: Signal) -> bool:
    """The cell holds, or would for some value of a signal that is missing."""
    return matches(cell, value, signal, MissingPolicy.FEEL) or (value is None and bool(cut(signal, [cell]).spans(cell)))


def values_of(table: Table, case: Mapping[str, object]) -> tuple[Value | None, ...]:
    """The case as one value for each signal; raises Unreadable."""
    for key in case:
        if key not in table.keys:
            raise Unreadable(f"The case has “{key}”, which is no input: use one of {', '.join(table.keys)}.")
    return tuple(signal.value(case.get(signal.key)) for signal in table.signals)


def _step(table: Table, place: int, values: tuple[Value | None, ...]) -> Step:
    failed, negated = [], []
    for signal, cell, value in zip(table.signals, table.rules[place].when, values, strict=True):
        if not matches(cell, value, signal, table.missing_policy):
            failed.append(Failed(signal.key, cell_text(cell), value))
        elif value is None and fires_through_negation(cell, signal):
            negated.append(signal.key)
    return Step(place + 1, not failed, tuple(failed), () if failed else tuple(negated))


def conflict_of(table: Table, hits: Sequence[int]) -> tuple[int, ...]:
    """Those of `hits` (places from 0) that may not hold together, in the order of the table."""
    several = len(hits) > 1
    if table.hit_policy is HitPolicy.UNIQUE and several:
        return tuple(sorted(hits))
    if table.hit_policy is HitPolicy.ANY and len({table.output_codes[place] for place in hits}) > 1:
        return tuple(sorted(hits))
    return ()


def outputs_of(table: Table, served: Sequence[int]) -> tuple[tuple[Output, ...], ...]:
    """What the served rules give; raises Unreadable where an aggregation meets what it cannot add or compare."""
    outputs = tuple(table.rules[place].then for place in served)
    if table.aggregation is None or not outputs:
        return outputs
    values = [one[0] for one in outputs]
    if table.aggregation is Aggregation.COUNT:
        return ((len(values),),)
    numbers = [one for one in values if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < len(values):
        raise Unreadable(f"{table.aggregation} needs numbers as outputs.")
    if table.aggregation is Aggregation.SUM:
        return ((sum(numbers),),)
    return ((min(numbers) if table.aggregation is Aggregation.MIN else max(numbers),),)
