"""What a rule serves: a variant, another value, or a rotation of variants."""

import datetime
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commonground.engines.decisions.feel import literal_text, number_of, unquoted
from commonground.engines.decisions.signal import day_of
from commonground.engines.errors import Contradiction, Unreadable

STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
DAY = re.compile(r'(?:date\(\s*"([^"]*)"\s*\)|@"([^"]*)")')
ROTATION = re.compile(r"(even|weighted|optimised)\((.*)\)", re.DOTALL)
SHARE = re.compile(r"(.*\S)\s+([0-9]+(?:\.[0-9]+)?)\s*", re.DOTALL)
MOST = 10**18
WORDS = {"true": True, "false": False, "null": None}


class Turn(StrEnum):
    """How a rotation chooses."""

    EVEN = "even"
    WEIGHTED = "weighted"
    OPTIMISED = "optimised"


@dataclass(frozen=True, slots=True)
class Rotation:
    """Several variants that take turns.

    variants  at least two different ones
    weights   positive, one a variant, for WEIGHTED and (as the shares it starts with) OPTIMISED; empty for equal ones
    """

    turn: Turn
    variants: tuple[str, ...]
    weights: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if len(self.variants) < 2 or len(set(self.variants)) < len(self.variants):
            raise Contradiction("A rotation needs at least two variants, each once.")
        if any("," in one or one != one.strip() or not one for one in self.variants):
            raise Contradiction("A variant in a rotation has a name without commas and without blanks at its ends.")
        if self.turn is Turn.WEIGHTED and not self.weights:
            raise Contradiction("A weighted rotation needs a weight for each variant.")
        if self.weights and (self.turn is Turn.EVEN or len(self.weights) != len(self.variants)):
            raise Contradiction("A rotation has one weight for each variant, and an even one has none.")
        if any(not (math.isfinite(weight) and weight > 0) for weight in self.weights):
            raise Contradiction("The weights of a rotation are positive numbers.")

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each variant; they add up to 1."""
        weights = self.weights or (1.0,) * len(self.variants)
        return tuple(weight / sum(weights) for weight in weights)

    def __str__(self) -> str:
        weights = [f" {weight:.15g}" for weight in self.weights] or [""] * len(self.variants)
        return f"{self.turn}({', '.join(one + weight for one, weight in zip(self.variants, weights, strict=True))})"


Output = str | int | float | bool | datetime.date | Rotation | None


def rotation_of(text: str) -> Rotation | None:
    """The rotation that a text such as `weighted(a 70, b 30)` writes, None when it writes none."""
    found = ROTATION.fullmatch(text.strip())
    if not found:
        return None
    turn, names = Turn(found[1]), [one.strip() for one in found[2].split(",")]
    shares = [SHARE.fullmatch(one) for one in names]
    if turn is Turn.WEIGHTED or (turn is Turn.OPTIMISED and any(shares)):
        if not all(shares):
            raise Unreadable(f"“{text}” needs a weight after each variant, as in {turn}(a 70, b 30).")
        return Rotation(turn, tuple(one[1] for one in shares if one), tuple(float(one[2]) for one in shares if one))
    return Rotation(turn, tuple(names))


def output_of(text: str, *, plain: bool = True) -> Output:
    """The output that a cell writes: a FEEL literal, a rotation or, when `plain`, a variant's bare name.

    Raises Unreadable for what is none of these.
    """
    text = text.strip()
    if text in WORDS:
        return WORDS[text]
    if STRING.fullmatch(text):
        return _rotation_or_text(unquoted(text))
    if NUMBER.fullmatch(text) and (number := number_of(text)) is not None:
        return number
    if day := DAY.fullmatch(text):
        found = day_of(day[1] or day[2] or "")
        if found is None:
            raise Unreadable(f"“{text}” is no day that exists.")
        return found
    if plain:
        return _rotation_or_text(text) if text else None
    raise Unreadable(f"“{text}” is no literal: a quoted text, a number, true, false, null or date(...) is expected.")


def _rotation_or_text(text: str) -> Output:
    return rotation_of(text) or text


def output_text(output: Output, *, plain: bool = True) -> str:
    """The cell that `output_of` reads back; bare names where `plain` and nothing else could be meant."""
    if isinstance(output, Rotation):
        return str(output) if plain else literal_text(str(output))
    if plain and isinstance(output, str) and _stays(output):
        return output
    return literal_text(output)


def _stays(text: str) -> bool:
    try:
        return output_of(text) == text and text == text.strip() != "-" and text.isprintable()
    except (Unreadable, Contradiction):
        return False


def output_from(given: Any) -> Output:
    """The output of a JSON value; a rotation is an object, a day an object with one key."""
    if isinstance(given, dict) and set(given) == {"date"}:
        return output_of(f'date("{given["date"]}")')
    if isinstance(given, dict) and isinstance(given.get("of"), list) and given.get("rotate") in set(Turn):
        names, weights = given["of"], given.get("weights", [])
        if (
            _all(names, str)
            and isinstance(weights, list)
            and _all(weights, int, float)
            and not _all(weights or [0], bool)
        ):
            return Rotation(Turn(given["rotate"]), tuple(names), tuple(map(float, weights)))
    if isinstance(given, str):
        return _rotation_or_text(given)
    if given is None or (isinstance(given, int | float) and abs(given) < MOST):
        return given
    raise Unreadable(f"{given!r} is no output: a text, a number, true, false, null or a rotation is expected.")


def _all(values: list[Any], *kinds: type) -> bool:
    return all(isinstance(one, kinds) for one in values)


def output_to(output: Output) -> Any:
    """What `output_from` reads."""
    if isinstance(output, Rotation):
        answer: dict[str, Any] = {"rotate": output.turn.value, "of": list(output.variants)}
        return answer | ({"weights": list(output.weights)} if output.weights else {})
    if isinstance(output, datetime.date):
        return {"date": output.isoformat()}
    return output
