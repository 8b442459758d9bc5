"""Which of the columns that hold no letters is the task, the phase, the number, the note: by header, else by shape."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonground.engines.raci import vocabulary
from commonground.engines.raci.vocabulary import literal, means, optional

NUMERIC = re.compile(r"#?\d+([.)\-]\d+)*[.)]?")

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Indices of the columns beside the letters; -1 where there is none. `extra` goes into the note."""

    task: int
    number: int = -1
    phase: int = -1
    kind: int = -1
    note: int = -1
    extra: tuple[int, ...] = ()


def at(row: Sequence[str], column: int) -> str:
    """The stripped text of a cell, "" beyond the row's end and for column -1."""
    return row[column].strip() if 0 <= column < len(row) else ""


def find_columns(grid: Grid, body: Sequence[int], columns: Sequence[int], header: Sequence[str]) -> Columns | None:
    """Columns among `columns`, judged by the rows `body`; None when nothing could be a task."""
    values = {column: [text for row in body if (text := at(grid[row], column))] for column in columns}
    filled = [column for column in columns if values[column] or at(header, column)]
    number = _number(filled, values, header, len(body))
    rest = [column for column in filled if column != number]
    kind = next((column for column in rest if _is_kind(values[column], at(header, column))), -1)
    note = next((column for column in rest if means(at(header, column), vocabulary.NOTE)), -1)
    rest = [column for column in rest if column not in (kind, note)]
    if not rest:
        return None
    task = _task(rest, values, header)
    phase = next((column for column in rest if column != task and _is_phase(values[column], at(header, column))), -1)
    extra = tuple(column for column in rest if column not in (task, phase))
    return Columns(task, number, phase, kind, note, extra)


def _number(columns: Sequence[int], values: dict[int, list[str]], header: Sequence[str], rows: int) -> int:
    for column in columns:
        numeric = sum(1 for text in values[column] if NUMERIC.fullmatch(text))
        named = at(header, column) == "#" or means(at(header, column), vocabulary.NUMBER)
        if numeric and numeric >= (0.5 if named else 0.8) * len(values[column]) and numeric >= 0.5 * rows:
            return column
    return -1


def _is_kind(values: list[str], header: str) -> bool:
    known = all(text.casefold() in ("task", "decision") for text in values)
    return bool(values) and known and means(header, vocabulary.KIND)


def _is_phase(values: list[str], header: str) -> bool:
    return bool(values) and means(header, vocabulary.PHASE)


def _task(columns: Sequence[int], values: dict[int, list[str]], header: Sequence[str]) -> int:
    """By its header; else the column with most different texts, the longer texts deciding between equals."""
    named = [column for column in columns if means(at(header, column), vocabulary.TASK) and values[column]]
    if named:
        return named[0]

    def weight(column: int) -> tuple[bool, float, float, int]:
        texts = values[column]
        several = len(set(texts)) * 2 > max(map(len, map(set, values.values())), default=0)
        return (several, sum(map(len, texts)) / max(len(texts), 1) > 3, len(set(texts)), -column)

    return max(columns, key=weight)


def note_of(row: Sequence[str], columns: Columns, header: Sequence[str]) -> str:
    """The note of a row: its own column, then every further column as "Header: value"."""
    parts = [optional(at(row, columns.note))]
    for column in columns.extra:
        if text := optional(at(row, column)):
            name = literal(at(header, column))
            parts.append(f"{name}: {text}" if name else text)
    return "; ".join(filter(None, parts))


def kind_of(row: Sequence[str], columns: Columns) -> str:
    """Answer "decision" where the kind column says so, else "task"."""
    return "decision" if at(row, columns.kind).casefold() == "decision" else "task"
