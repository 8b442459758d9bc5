"""A decision table as rows of text, for CSV and XLSX. Whatever is written here is read back as the identical table.

Above the table stand lines that begin with what they say (Hit policy, Default, Signal, Placement, ...); then a header
`Rule`, a column for each signal, `then: KEY` for each output, and Group and Note; then one row a rule.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from commonground.engines.decisions.feel import Unparsable, cell_or_any, cell_text
from commonground.engines.decisions.guess import guess_signal
from commonground.engines.decisions.match import MissingPolicy
from commonground.engines.decisions.output import Output, output_of, output_text
from commonground.engines.decisions.signal import Signal, signal_from, signal_to
from commonground.engines.decisions.stored import choice, one_line, placement_from, placement_to
from commonground.engines.decisions.table import Aggregation, HitPolicy, OutputColumn, Placement, Rule, Table
from commonground.engines.errors import Contradiction, EngineError, Unreadable
from commonground.engines.sheets import Sheet

T = TypeVar("T")
THEN = "then:"
RULE, GROUP, NOTE = "Rule", "Group", "Note"
NO_HEADER = (
    "No decision table was found: it needs a header row with a column for each signal and at least one column"
    " “then: variant” for what is served."
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


def table_of(sheet: Sheet, known: Sequence[Signal] = (), unread: list[Unparsable] | None = None) -> Table:
    """The table of a sheet. `known` signals count before those that the sheet describes; others are told from tests.

    Where `unread` is given, each cell that is no test is put there and counts as any.
    Raises Unreadable (Unparsable for a cell) with row and column, Contradiction or TooLarge.
    """
    at = next((place for place, row in enumerate(sheet.rows) if _is_header(row)), None)
    if at is None:
        raise Unreadable(NO_HEADER)
    header = [_plain(text.strip()) for text in sheet.rows[at]]
    body = [(place, row) for place, row in enumerate(sheet.rows) if place > at and any(text.strip() for text in row)]
    said = _Said(sheet, at)
    described = {one.key: one for one in (*said.signals(), *known)}
    outs = [column for column, text in enumerate(header) if text.casefold().startswith(THEN)]
    first = 1 if header[0].casefold() in ("rule", "#") else 0
    ins = [column for column in range(first, outs[0]) if header[column]]
    signals = tuple(
        described.get(header[column]) or guess_signal(header[column], [test_in(row, column) for _, row in body])
        for column in ins
    )
    outputs = tuple(OutputColumn(header[column][len(THEN) :].strip() or "variant") for column in outs)
    extras = {text.casefold(): column for column, text in enumerate(header) if column > outs[-1]}
    group, note = extras.get(GROUP.casefold()), extras.get(NOTE.casefold())
    rules = []
    for number, (place, row) in enumerate(body, start=1):
        cells = tuple(
            cell_or_any(test_in(row, column), signal, number, unread)
            for column, signal in zip(ins, signals, strict=True)
        )
        then = tuple(_output(sheet, place, column, text_in(row, column)) for column in outs)
        rules.append(Rule(cells, then, _group(sheet, place, row, group), text_in(row, note)))
    return said.table(signals, tuple(rules), outputs)


def _is_header(row: Sequence[str]) -> bool:
    return any(text.strip().casefold().startswith(THEN) for text in row)


def text_in(row: Sequence[str], column: int | None) -> str:
    """What a cell says, without the mark that keeps a spreadsheet from running it; "" beyond the end of the row."""
    return _plain(row[column]) if column is not None and column < len(row) else ""


def test_in(row: Sequence[str], column: int) -> str:
    """A cell with a test; spreadsheets make TRUE of true."""
    text = text_in(row, column)
    return text.lower() if text in ("TRUE", "FALSE") else text


def _output(sheet: Sheet, row: int, column: int, text: str) -> Output:
    try:
        return output_of(text)
    except EngineError as error:
        raise Unreadable(f"{sheet.where(row, column)}: {error}") from error


def _group(sheet: Sheet, place: int, row: Sequence[str], column: int | None) -> int:
    text = text_in(row, column).strip()
    if column is not None and text and not text.lstrip("-").isdecimal():
        raise Unreadable(f"{sheet.where(place, column)}: a group is a whole number, not “{text}”.")
    return int(text or 0)


class _Said:
    """The lines above the table."""

    def __init__(self, sheet: Sheet, stop: int) -> None:
        self.sheet = sheet
        self.lines = [
            (place, row[0].strip().casefold(), [_plain(text) for text in row[1:]])
            for place, row in enumerate(sheet.rows[:stop])
            if row and row[0].strip()
        ]

    def of(self, name: str) -> list[tuple[int, list[str]]]:
        return [(place, values) for place, word, values in self.lines if word == name]

    def one(self, name: str) -> str:
        return next((values[0].strip() for _, values in self.of(name) if values), "")

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
            given = json.loads(values[1]) if len(values) > 1 else None
            if not isinstance(given, dict):
                raise Unreadable("a key and then a JSON object are expected.")
            return read(values[0], given)
        except (ValueError, EngineError) as error:
            raise Unreadable(f"{self.sheet.where(place, 2)}: {error}") from error

    def table(self, signals: tuple[Signal, ...], rules: tuple[Rule, ...], outputs: tuple[OutputColumn, ...]) -> Table:
        default = next((values for _, values in self.of("default")), None)
        listed = {values[0]: tuple(map(output_of, values[1:])) for _, values in self.of("values") if values}
        aggregation = self.one("aggregation")
        return Table(
            signals,
            rules,
            choice(HitPolicy, self.one("hit policy") or HitPolicy.UNIQUE, "hit policy"),
            None if default is None else _padded(default, len(outputs)),
            choice(MissingPolicy, self.one("missing") or MissingPolicy.FEEL, "missing policy"),
            tuple(replace(one, values=listed.get(one.key, ())) for one in outputs),
            self.placements(signals),
            choice(Aggregation, aggregation, "aggregation") if aggregation else None,
            self.one("name"),
        )


def _padded(texts: list[str], count: int) -> tuple[Output, ...]:
    return tuple(output_of(text) for text in (*texts, *[""] * count)[:count])
