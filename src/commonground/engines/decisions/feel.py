"""S-FEEL unary tests: the cells of a decision table, from text to values and back.

Grammar (DMN 1.5, 9.2): `-`, `not(...)`, or tests set apart by commas, each a literal, a comparison `< 5`, an interval
`[3..10)`, or `null`. Literals are "text", numbers, true, false, date("2026-08-03") and @"2026-08-03".
"""

import datetime
import re
from dataclasses import dataclass

from commonground.engines.decisions.signal import Signal, SignalType, Value, day_of
from commonground.engines.errors import Unreadable
from commonground.engines.sheets.limits import CONTROL

DIGITS = 15
SHOWN = 80
TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)'
    r'|(?P<word>[A-Za-z_]\w*)|(?P<mark>\.{2,}|<=|>=|[^\s"]))',
    re.DOTALL,
)
ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.DOTALL)
PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "'": "'"}
A_DAY = datetime.date(2026, 8, 3)


class Unparsable(Unreadable):
    """A cell that is no S-FEEL unary test.

    text      the cell
    position  where in it, from 1; beyond its length at the end
    expected  what could have stood there
    column    key of the signal, "" where no table is known
    rule      number of the rule from 1, 0 where no table is known
    """

    def __init__(self, text: str, position: int, expected: str, column: str = "", rule: int = 0) -> None:
        super().__init__(text, position, expected, column, rule)
        self.text, self.position, self.expected, self.column, self.rule = text, position, expected, column, rule

    @property
    def within(self) -> str:
        """The same for somebody who sees the cell: where in it, and what was expected there."""
        return f"{self._place}: expected {self.expected}."

    @property
    def _place(self) -> str:
        return "At the end" if self.position > len(self.text.rstrip()) else f"Position {self.position}"

    def __str__(self) -> str:
        where = f"rule {self.rule}, " if self.rule else ""
        where += f"column “{self.column}”, " if self.column else ""
        where += f"{self._place.lower()} of “{self.text[:SHOWN]}{'…' if len(self.text) > SHOWN else ''}”"
        return f"{where[:1].upper()}{where[1:]}: expected {self.expected}."


@dataclass(frozen=True, slots=True)
class Equals:
    """The value itself; None asks for a missing signal."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Interval:
    """Values between two ends; an end that is None is open for ever."""

    low: Value | None
    high: Value | None
    low_closed: bool = False
    high_closed: bool = False


Part = Equals | Interval


@dataclass(frozen=True, slots=True)
class Cell:
    """Any of `parts`, or none of them when negated; without parts it holds always."""

    parts: tuple[Part, ...] = ()
    negated: bool = False

    @property
    def is_any(self) -> bool:
        """Nothing is asked: `-`."""
        return not self.parts

    @property
    def asks_for_missing(self) -> bool:
        """`null` stands in it, so that a missing signal is what it wants."""
        return not self.negated and any(isinstance(part, Equals) and part.value is None for part in self.parts)


ANY = Cell()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def parse_cell(text: str, signal: Signal, rule: int = 0) -> Cell:
    """The tests in a cell of `signal`'s column; an empty cell is `-`. Raises Unparsable."""
    if not text.strip() or text.strip() == "-":
        return ANY
    return _Parser(text, signal, rule).cell()


class _Parser:
    def __init__(self, text: str, signal: Signal, rule: int) -> None:
        self.text, self.signal, self.rule = text, signal, rule
        self.tokens = self._tokens()
        self.at = 0

    def _tokens(self) -> list[_Token]:
        found, place = [], 0
        while self.text[place:].strip():
            token = TOKEN.match(self.text, place)
            if token is None:
                raise self.wrong(self.text.index('"', place), "a closing quotation mark")
            kind = token.lastgroup or ""
            found.append(_Token(kind, token[kind], token.start(kind)))
            place = token.end()
        return [*found, _Token("end", "", len(self.text))]

    @property
    def test_words(self) -> str:
        what = what_of(self.signal)
        return f"{what}, not(...) or -" if self.signal.type.is_text else f"{what}, {_tests_of(self.signal)}"

    def wrong(self, start: int, expected: str) -> Unparsable:
        return Unparsable(self.text, start + 1, expected, self.signal.key, self.rule)

    @property
    def now(self) -> _Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> _Token | None:
        """The next token when it is one of `texts` and no text literal, else None and nothing is taken."""
        token = self.now
        if token.kind in ("text", "end") or token.text not in texts:
            return None
        self.at += 1
        return token

    def need(self, expected: str, *texts: str) -> _Token:
        token = self.take(*texts)
        if token is None:
            raise self.wrong(self.now.start, expected)
        return token

    def cell(self) -> Cell:
        negated = self.take("not") is not None
        if negated:
            self.need("an opening parenthesis after not", "(")
        parts = [self.part()]
        while self.take(","):
            parts.append(self.part())
        if negated:
            self.need("a comma or a closing parenthesis", ")")
        if self.now.kind != "end":
            raise self.wrong(self.now.start, "the end of the cell" if negated else "a comma or the end of the cell")
        return Cell(tuple(parts), negated)

    def part(self) -> Part:
        token = self.now
        if self.take("null"):
            return Equals(None)
        if sign := self.take("<", "<=", ">", ">="):
            self.ordered(token)
            value, closed = self.literal(), sign.text.endswith("=")
            return Interval(None, value, high_closed=closed) if "<" in sign.text else Interval(value, None, closed)
        if self.take("[", "(", "]"):
            self.ordered(token)
            return self.interval(token)
        return Equals(self.literal())

    def ordered(self, token: _Token) -> None:
        if self.signal.type.is_text:
            raise self.wrong(token.start, f"{what_of(self.signal)}: a {self.signal.type} signal has no order")

    def interval(self, opening: _Token) -> Interval:
        low = self.literal()
        self.need("two dots between the ends of the interval", "..")
        start = self.now.start
        high = self.literal()
        if low > high:  # type: ignore[operator]
            raise self.wrong(start, "an end that is not before the beginning of the interval")
        closing = self.need("a closing bracket: ] with the end, ) without it", "]", ")", "[")
        return Interval(low, high, opening.text == "[", closing.text == "]")

    def literal(self) -> Value:
        token, kind = self.now, self.signal.type
        if kind is SignalType.DATE:
            return self.day()
        if not kind.is_text and token.kind == "number":
            self.at += 1
            return self.number(token)
        if kind.is_text and token.kind == "text":
            self.at += 1
            return unquoted(token.text)
        if kind is SignalType.BINARY and (word := self.take("true", "false")):
            return word.text
        raise self.wrong(token.start, self.test_words if self.at == 0 else what_of(self.signal))

    def number(self, token: _Token) -> int | float:
        found = number_of(token.text)
        if found is None:
            raise self.wrong(token.start, f"a number of at most {DIGITS} digits")
        return found

    def day(self) -> datetime.date:
        token, expected = self.now, what_of(self.signal)
        called = self.take("date")
        if called:
            self.need("an opening parenthesis after date", "(")
        elif not self.take("@"):
            raise self.wrong(token.start, expected)
        quoted = self.now
        if quoted.kind != "text":
            raise self.wrong(quoted.start, 'a quoted day, such as "2026-08-03"')
        self.at += 1
        found = day_of(unquoted(quoted.text))
        if found is None:
            raise self.wrong(quoted.start, 'a day that exists, as "2026-08-03"')
        if called:
            self.need("a closing parenthesis", ")")
        return found


def what_of(signal: Signal) -> str:
    """What stands in a cell of a signal's column, in words, with an example out of its own values."""
    if signal.is_truth:
        return "true or false"
    if signal.categories:
        return f"a quoted category, such as {literal_text(signal.categories[0])}"
    if signal.type.is_text:
        return 'a quoted text, such as "Berlin"'
    if signal.type is SignalType.DATE:
        return f"a day, such as {literal_text(_ends(signal)[0])}"
    return "a number" + "".join(
        f" {word} {literal_text(end)}" for word, end in (("from", signal.low), ("to", signal.high)) if end is not None
    )


def _ends(signal: Signal) -> tuple[Value, Value]:
    """Both ends of its range, or an example where it has none."""
    if signal.type is SignalType.DATE:
        low = signal.low or signal.high or A_DAY
        return low, signal.high or low
    if signal.low is None or signal.high is None:
        one = signal.high if signal.low is None else signal.low
        return (3, 10) if one is None else (one, one)
    return signal.low, signal.high


def _tests_of(signal: Signal) -> str:
    low, high = map(literal_text, _ends(signal))
    return f"a comparison such as >= {low}, or an interval such as [{low}..{high}]"


def number_of(text: str) -> int | float | None:
    """The number of a literal, None when it has more digits than a float keeps, is beyond it, or too near to 0 for it."""
    if re.fullmatch(r"-?[0-9]+", text) and len(text) <= DIGITS + 3:
        return int(text)
    digits = re.sub(r"[eE].*|[-.]", "", text).strip("0")
    value = float(text)
    kept = len(digits) <= DIGITS or repr(value) == text
    return value if kept and abs(value) < float("inf") and bool(value) == bool(digits) else None


def unquoted(text: str) -> str:
    """The text of a FEEL string literal."""
    return ESCAPE.sub(lambda found: _escape(found[1]), text[1:-1])


def _escape(code: str) -> str:
    if code[0] in "uU" and len(code) > 1:
        return chr(min(int(code[1:], 16), 0x10FFFF))
    return PLAIN_ESCAPES.get(code, "\\" + code)


def quoted(text: str) -> str:
    """A FEEL string literal that `unquoted` gives back as `text`."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return '"' + CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", text) + '"'


def literal_text(value: Value | bool | None) -> str:
    """A FEEL literal."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return f'date("{value.isoformat()}")'
    return quoted(value) if isinstance(value, str) else repr(value)


def cell_text(cell: Cell) -> str:
    """The one way in which a cell is written; `parse_cell` reads it back as the same cell."""
    if cell.is_any:
        return "-"
    inner = ",".join(map(_part_text, cell.parts))
    return f"not({inner})" if cell.negated else inner


def _part_text(part: Part) -> str:
    if isinstance(part, Equals):
        return literal_text(part.value)
    if part.low is None:
        return f"{'<=' if part.high_closed else '<'} {literal_text(part.high)}"
    if part.high is None:
        return f"{'>=' if part.low_closed else '>'} {literal_text(part.low)}"
    ends = f"{literal_text(part.low)}..{literal_text(part.high)}"
    return f"{'[' if part.low_closed else '('}{ends}{']' if part.high_closed else ')'}"
