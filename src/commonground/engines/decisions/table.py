"""A decision table: signals in, rules, outputs, and what happens when none or several rules hold."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from commonground.engines.decisions.feel import Cell
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output
from commonground.engines.decisions.signal import Signal, check_name
from commonground.engines.errors import Contradiction, TooLarge

MOST_RULES = 20_000
MOST_COLUMNS = 200


class HitPolicy(StrEnum):
    """Which of the rules that hold is served.

    UNIQUE           at most one may hold
    FIRST            the first in the table
    PRIORITY         the one whose output stands first in the list of output values
    ANY              several may hold if they serve the same
    PRIORITY GROUPS  the first of those with the lowest group number
    COLLECT          all of them, in any order, or their sum, least, greatest or number
    RULE ORDER       all of them in the order of the table
    OUTPUT ORDER     all of them in the order of the output values
    """

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    PRIORITY = "PRIORITY"
    ANY = "ANY"
    GROUPS = "PRIORITY GROUPS"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"

    @property
    def serves_one(self) -> bool:
        """One rule is served, not a list."""
        return self not in (HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER)

    @property
    def prefers(self) -> bool:
        """One rule that holds is better than another."""
        return self in (HitPolicy.FIRST, HitPolicy.PRIORITY, HitPolicy.GROUPS)


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """An output and its values, the most important first; () where they are not listed."""

    key: str = "variant"
    values: tuple[Output, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a cell for each signal, an output for each output column; `group` counts for PRIORITY GROUPS alone."""

    when: tuple[Cell, ...]
    then: tuple[Output, ...]
    group: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where impressions are bought.

    targeting  signal key and the test that its value meets on every impression there
    coverage   signal key and the share (0 to 1) of impressions on which the partner passes it; 1 where none is given
    planned    impressions, None when not known
    passes     signal key and the test that every value meets which the partner passes; other values arrive as missing
    """

    key: str
    targeting: tuple[tuple[str, Cell], ...] = ()
    coverage: tuple[tuple[str, float], ...] = ()
    partner: str = ""
    planned: int | None = None
    passes: tuple[tuple[str, Cell], ...] = ()

    @property
    def never_known(self) -> frozenset[str]:
        """Signals that never arrive here."""
        return frozenset(key for key, share in self.coverage if share == 0)


@dataclass(frozen=True)
class Table:
    """A decision table; `default` is what everyone else gets, None for nothing."""

    signals: tuple[Signal, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.FIRST
    default: tuple[Output, ...] | None = None
    missing_policy: MissingPolicy = MissingPolicy.FEEL
    outputs: tuple[OutputColumn, ...] = (OutputColumn(),)
    placements: tuple[Placement, ...] = ()
    aggregation: Aggregation | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.rules) > MOST_RULES:
            raise TooLarge(f"The table has {len(self.rules):,} rules; at most {MOST_RULES:,} can be read.")
        if len(self.signals) > MOST_COLUMNS:
            raise TooLarge(f"The table has {len(self.signals)} columns; at most {MOST_COLUMNS} can be read.")
        for what, keys in (("signal", self.keys), ("output", [one.key for one in self.outputs])):
            _check_once(what, keys)
        _check_once("placement", [one.key for one in self.placements])
        for key in (*(one.key for one in self.outputs), *(one.key for one in self.placements)):
            check_name(key, "The key of an output or a placement")
        for text in (self.name, *(rule.note for rule in self.rules)):
            if text:
                check_name(text, "A name or note")
        if not self.outputs:
            raise Contradiction("A table needs an output.")
        if self.aggregation and (self.hit_policy is not HitPolicy.COLLECT or len(self.outputs) > 1):
            raise Contradiction("Only COLLECT with one output can add up, count, or take the least or greatest.")
        for number, rule in enumerate(self.rules, start=1):
            if len(rule.when) != len(self.signals) or len(rule.then) != len(self.outputs):
                raise Contradiction(f"Rule {number} does not have one cell for each column.")
        if self.default is not None and len(self.default) != len(self.outputs):
            raise Contradiction("The default does not have one value for each output.")
        for placement in self.placements:
            self._check_placement(placement)

    def _check_placement(self, placement: Placement) -> None:
        for key, _ in (*placement.targeting, *placement.coverage, *placement.passes):
            if key not in self.keys:
                raise Contradiction(f"The placement “{placement.key}” names the signal “{key}”, which is no input.")
        for key, share in placement.coverage:
            if not 0 <= share <= 1:
                raise Contradiction(f"The coverage of “{key}” on “{placement.key}” is not between 0 and 1.")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of the signals, in the order of the columns."""
        return tuple(signal.key for signal in self.signals)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Places of the rules (from 0), the one to prefer first; ties stay in the order of the table."""
        if self.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
            return tuple(sorted(range(len(self.rules)), key=self._importance))
        if self.hit_policy is HitPolicy.GROUPS:
            return tuple(sorted(range(len(self.rules)), key=lambda place: self.rules[place].group))
        return tuple(range(len(self.rules)))

    def _importance(self, place: int) -> tuple[int, ...]:
        then = self.rules[place].then
        return tuple(_place(value, column.values) for value, column in zip(then, self.outputs, strict=True))

    @cached_property
    def output_codes(self) -> tuple[int, ...]:
        """A number for each rule; the same for rules that serve the same."""
        known: dict[tuple[tuple[str, Output], ...], int] = {}
        return tuple(known.setdefault(_typed(rule.then), len(known)) for rule in self.rules)

    def serves_default(self, place: int) -> bool:
        """The rule serves what is served without any rule: the default or, where there is none, nothing."""
        if not self.has_default:
            return self.shows_nothing(place)
        return self.default is not None and _typed(self.rules[place].then) == _typed(self.default)

    def shows_nothing(self, place: int) -> bool:
        """None of the rule's outputs has a value: who meets it sees nothing."""
        return all(value is None for value in self.rules[place].then)

    @property
    def has_default(self) -> bool:
        """Something is shown where no rule holds."""
        return self.default is not None and any(value is not None for value in self.default)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the whole table: two tables that differ in anything have two."""
        return digest_of(*(getattr(self, name) for name in self.__dataclass_fields__))


def digest_of(*inputs: object) -> str:
    """SHA-256 of the inputs of a result: two that differ in anything have two."""
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def _typed(outputs: tuple[Output, ...]) -> tuple[tuple[str, Output], ...]:
    # True == 1 in Python, and they are not the same to serve.
    return tuple(("bool" if isinstance(one, bool) else "", one) for one in outputs)


def _place(value: Output, values: tuple[Output, ...]) -> int:
    typed = [_typed((one,)) for one in values]
    return typed.index(_typed((value,))) if _typed((value,)) in typed else len(values)


def _check_once(what: str, keys: "list[str] | tuple[str, ...]") -> None:
    twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
    if twice is not None:
        raise Contradiction(f"The {what} “{twice}” stands in the table twice.")
