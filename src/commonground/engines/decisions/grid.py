"""A decision table as rows of text, for CSV and XLSX. Whatever is written here is read back as the identical table.

What a person writes is read too: columns in any order, by the names of signals, and one headed “Shows”.

Above the table stand lines that begin with what they say (Hit policy, Default, Signal, Placement, ...); then a header
`Rule`, a column for each signal, `then: KEY` for each output, and Group and Note; then one row a rule.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from commonground.engines.decisions.feel import Cell, cell_text, parse_cell
from commonground.engines.decisions.guarded import parsed
from commonground.engines.decisions.guess import guess_signal
from commonground.engines.decisions.headings import GROUP as GROUPS
from commonground.engines.decisions.headings import NOBODY, NUMBER, SHOWS, Called, plain
from commonground.engines.decisions.headings import NOTE as NOTES
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, output_text
from commonground.engines.decisions.sent import POLICIES, Sent, said_by
from commonground.engines.decisions.signal import MIDNIGHT, Signal, SignalType, day_of, signal_from, signal_to
from commonground.engines.decisions.stored import choice, one_line, placement_from, placement_to
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Placement, Rule, Table
from commonground.engines.decisions.unread import Misread, cell_or_any, read_or_none
from commonground.engines.decisions.words import parse_words
from commonground.engines.errors import Contradiction, EngineError, Unreadable
from commonground.engines.sheets import Sheet

T = TypeVar("T")
THEN = "then:"
RULE, GROUP, NOTE = "Rule", "Group", "Note"
LINES = ("name", "hit policy", "missing", "aggregation", "default", "values", "signal", "placement")
WHOLE = re.compile("-?[0-9]{1,9}")
NO_HEADER = (
    "No decision table was found: it needs a header row with a column for each signal and one that is headed “Shows”"
    " (or “then: variant”) for what is served."
)
RISKY = tuple("=+-@\t\r'")


def rows_of(table: Table) -> list[list[str]]:
    """The whole table as rows of text; raises Contradiction for a signal whose name is that of an output's column."""
    for key in table.keys:
        if key.casefold().startswith(THEN):
            raise Contradiction(f"A signal that is called “{key}” cannot stand beside outputs in a spreadsheet.")
    grouped = any(rule.group for rule in table.rules)
    noted = any(rule.note for rule in table.rules)
    header = [RULE, *map(_safe, table.keys), *(f"{THEN} {one.key}" for one in table.outputs)]
    header += [GROUP] * grouped + [NOTE] * noted
    rows = [*_head(table), [], header]
    for number, rule in enumerate(table.rules, start=1):
        row = [str(number), *(_safe(cell_text(cell)) for cell in rule.when), *map(_out, rule.then)]
        rows.append(row + [str(rule.group)] * grouped + [_safe(rule.note)] * noted)
    return rows


def _head(table: Table) -> list[list[str]]:
    lines = [["Name", _safe(table.name)]] if table.name else []
    lines += [["Hit policy", table.hit_policy.value], ["Missing", table.missing_policy.value]]
    lines += [["Aggregation", table.aggregation.value]] if table.aggregation else []
    lines += [["Default", *map(_out, table.default)]] if table.default is not None else []
    lines += [["Values", one.key, *map(_out, one.values)] for one in table.outputs if one.values]
    lines += [["Signal", _safe(one.key), _json(signal_to(one), "key")] for one in table.signals]
    lines += [["Placement", _safe(one.key), one_line(placement_to(one))] for one in table.placements]
    return lines


def _json(value: dict[str, object], without: str) -> str:
    return one_line({key: one for key, one in value.items() if key != without})


def _out(output: Output) -> str:
    return _safe(output_text(output))


def _safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula; `_plain` gives it back. A lone dash and `-5` stay as they are meant."""
    return "'" + text if text.startswith(RISKY) and text != "-" else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def sent_of(
    sheets: Sequence[Sheet],
    known: Sequence[Signal] = (),
    unread: list[Misread] | None = None,
    called: Called = NOBODY,
) -> Sent:
    """The table of the first sheet that has one, and which policies, default, groups and notes it says.

    `known` signals count before those that the sheet describes; others are told from their tests. Columns and variants are
    known by what they are `called`, too. Where `unread` is given, each cell of a rule that cannot be read is put there and
    counts as any or nothing. Raises Unreadable (Unparsable for a cell) with row and column, Contradiction or TooLarge.
    """
    for find in (_written, _headed):
        for sheet in sheets:
            at = next((place for place, row in enumerate(sheet.rows) if find(row)), None)
            if at is not None:
                return _Grid(sheet, at, known, unread, called).sent()
    raise Unreadable(NO_HEADER)


def _written(row: Sequence[str]) -> bool:
    """A header as `rows_of` writes it."""
    return any(text.strip().casefold().startswith(THEN) for text in row)


def _headed(row: Sequence[str]) -> bool:
    """A header as a person writes it."""
    return bool(row) and plain(row[0]) not in LINES and any(plain(text) in SHOWS for text in row)


class _Grid:
    def __init__(
        self, sheet: Sheet, at: int, known: Sequence[Signal], unread: list[Misread] | None, called: Called
    ) -> None:
        self.sheet, self.at, self.unread, self.called = sheet, at, unread, called
        self.header = [_plain(text.strip()) for text in sheet.rows[at]]
        rows = enumerate(sheet.rows)
        self.body = [(place, row) for place, row in rows if place > at and any(text.strip() for text in row)]
        self.said = _Said(sheet, at, called)
        self.known = {one.key: one for one in (*self.said.signals(), *known)}
        self.ins: dict[int, str] = {}
        self.outs: dict[int, str] = {}
        self.others: dict[tuple[str, ...], int] = {}
        if _written(sheet.rows[at]):
            self._by_place()
        else:
            self._by_name()

    def _by_place(self) -> None:
        """Signals before the outputs, whatever they are called; groups and notes after them."""
        outs = [column for column, text in enumerate(self.header) if text.casefold().startswith(THEN)]
        first = 1 if self.header[0].casefold() in ("rule", "#") else 0
        self.outs = {column: self.header[column][len(THEN) :].strip() or "variant" for column in outs}
        for column, text in enumerate(self.header):
            other = next((several for several in (GROUPS, NOTES) if text.casefold() in several), None)
            if first <= column < outs[0] and text:
                self.ins[column] = self._key(column, text)
            elif column > outs[-1] and other:
                self.others[other] = column

    def _by_name(self) -> None:
        for column, text in enumerate(self.header):
            name = plain(text)
            key = self._key(column, text)
            other = next((several for several in (SHOWS, GROUPS, NOTES) if name in several), None)
            if key in self.known or (name and not other and name not in NUMBER):
                self.ins[column] = key
            elif other in self.others or (other is SHOWS and self.outs):
                raise Unreadable(f"{self.sheet.where(self.at, column)}: this column stands here twice.")
            elif other is SHOWS:
                self.outs[column] = "variant"
            elif other:
                self.others[other] = column
        if not self.outs:
            raise Unreadable(NO_HEADER)

    def _key(self, column: int, text: str) -> str:
        """The key of a signal's column."""
        if text in self.known:
            return text
        try:
            return self.called.signal(text) or text
        except EngineError as error:
            raise Unreadable(f"{self.sheet.where(self.at, column)}: {error}") from error

    def sent(self) -> Sent:
        signals = {
            column: self.known.get(key) or guess_signal(key, [test_in(row, column) for _, row in self.body])
            for column, key in self.ins.items()
        }
        rules = tuple(self._rule(number, place, row, signals) for number, (place, row) in enumerate(self.body, start=1))
        outputs = tuple(map(OutputColumn, self.outs.values()))
        columns = [several[0] for several in self.others]
        return Sent(
            self.said.table(tuple(signals.values()), rules, outputs), said_by((*self.said.policies(), *columns))
        )

    def _rule(self, number: int, place: int, row: Sequence[str], signals: Mapping[int, Signal]) -> Rule:
        when = tuple(
            cell_or_any(
                partial(self._test, test_in(row, column), signal, number), number, self.unread,
                self.sheet.where(place, column), self.header[column],
            )
            for column, signal in signals.items()
        )  # fmt: skip
        then = tuple(self._other(number, place, row, column, self.called.output) for column in self.outs)
        group, note = self.others.get(GROUPS), self.others.get(NOTES)
        groups = 0 if group is None else self._other(number, place, row, group, _group)
        return Rule(when, then, groups or 0, text_in(row, note))

    def _test(self, text: str, signal: Signal, number: int) -> Cell:
        # In a column that nothing is known of, a slip such as "5 6" is no text.
        text = self.called.bare(text, signal.key)
        slip = signal.key not in self.known and signal.type is SignalType.TEXT and not text.strip()[:1].isalpha()
        return parse_cell(text, signal, number) if slip else parse_words(text, signal, number)

    def _other(self, number: int, place: int, row: Sequence[str], column: int, read: Callable[[str], T]) -> T | None:
        text, where = text_in(row, column), self.sheet.where(place, column)
        return read_or_none(partial(read, text), number, self.unread, where, self.header[column], text)


def text_in(row: Sequence[str], column: int | None) -> str:
    """What a cell says, without the mark that keeps a spreadsheet from running it; "" beyond the end of the row."""
    return _plain(row[column]) if column is not None and column < len(row) else ""


def test_in(row: Sequence[str], column: int) -> str:
    """A cell with a test; spreadsheets make TRUE of true, and hold a day as its midnight."""
    text = text_in(row, column)
    day = text.removesuffix(MIDNIGHT)
    return text.lower() if text in ("TRUE", "FALSE") else day if day_of(day) else text


def _group(text: str) -> int:
    text = text.strip()
    if text and not WHOLE.fullmatch(text):
        raise Unreadable(f"a group is a whole number, not “{text}”.")
    return int(text or 0)


class _Said:
    """The lines above the table."""

    def __init__(self, sheet: Sheet, stop: int, called: Called) -> None:
        self.sheet, self.called = sheet, called
        self.lines = [
            (place, row[0].strip().casefold(), [_plain(text) for text in row[1:]])
            for place, row in enumerate(sheet.rows[:stop])
            if row and row[0].strip()
        ]

    def of(self, name: str) -> list[tuple[int, list[str]]]:
        return [(place, values) for place, word, values in self.lines if word == name]

    def one(self, name: str) -> str:
        return next((values[0].strip() for _, values in self.of(name) if values), "")

    def policies(self) -> list[str]:
        """Names of POLICIES that are said."""
        words = {word for _, word, _ in self.lines}
        return [
            name for name, word in zip(POLICIES, ("hit policy", "missing", "default"), strict=True) if word in words
        ]

    def signals(self) -> list[Signal]:
        return [
            self._object(place, values, lambda key, given: signal_from({**given, "key": key}))
            for place, values in self.of("signal")
        ]

    def placements(self, signals: Iterable[Signal]) -> tuple[Placement, ...]:
        known = {one.key: one for one in signals}
        lines = self.of("placement")
        return tuple(
            self._object(place, values, lambda key, given: placement_from(key, given, known)) for place, values in lines
        )

    def _object(self, place: int, values: list[str], read: Callable[[str, dict[str, object]], T]) -> T:
        try:
            given = parsed(values[1]) if len(values) > 1 else None
            if not isinstance(given, dict):
                raise Unreadable("a key and then a JSON object are expected.")
            return read(values[0], given)
        except EngineError as error:
            raise Unreadable(f"{self.sheet.where(place, 2)}: {error}") from error

    def table(self, signals: tuple[Signal, ...], rules: tuple[Rule, ...], outputs: tuple[OutputColumn, ...]) -> Table:
        default = next((values for _, values in self.of("default")), None)
        listed = {values[0]: tuple(map(self.called.output, values[1:])) for _, values in self.of("values") if values}
        aggregation = self.one("aggregation")
        return Table(
            signals,
            rules,
            choice(HitPolicy, self.one("hit policy") or HitPolicy.UNIQUE, "hit policy"),
            None if default is None else self._padded(default, len(outputs)),
            choice(MissingPolicy, self.one("missing") or MissingPolicy.FEEL, "missing policy"),
            tuple(replace(one, values=listed.get(one.key, ())) for one in outputs),
            self.placements(signals),
            choice(Aggregation, aggregation, "aggregation") if aggregation else None,
            self.one("name"),
        )

    def _padded(self, texts: list[str], count: int) -> tuple[Output, ...]:
        return tuple(self.called.output(text) for text in (*texts, *[""] * count)[:count])
