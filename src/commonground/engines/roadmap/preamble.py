"""The lines above a table: the launch, the first day of work and the phases."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from commonground.engines.raci.matrix import unique_key
from commonground.engines.raci.reading import NotUnderstood
from commonground.engines.raci.vocabulary import literal
from commonground.engines.roadmap.head import Head
from commonground.engines.roadmap.plan import Phase
from commonground.engines.roadmap.values import DateReader, duration_of
from commonground.engines.roadmap.vocabulary import line_kind
from commonground.engines.sheets.sheet import Sheet, place


@dataclass(slots=True)
class Preamble:
    """What the lines say, and what of them could not be used."""

    launch: datetime.date | None = None
    start: datetime.date | None = None
    phases: list[Phase] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_preamble(head: Head, others: Sequence[Sheet]) -> Preamble:
    """From the lines above the table, and from sheets that hold no such table (a Markdown file has one table a sheet).

    Other lines above the table are named in `warnings`; other sheets are not a part of the plan.
    """
    found = Preamble()
    lines = list(_lines(head.sheet, 0, head.row))
    dates = DateReader(texts[1] for _, _, texts in lines if len(texts) > 1)
    for count, (sheet, row, texts) in enumerate(lines):
        is_title = not count and len(texts) == 1
        if not _read(found, sheet, row, texts, dates) and not is_title:
            found.warnings.append(f"Above the table, left out: row {sheet.number(row)} (“{texts[0]}”).")
    for other in others:
        for sheet, row, texts in _lines(other, 0, len(other.rows)):
            _read(found, sheet, row, texts, dates)
    found.warnings += dates.assumptions
    return found


def _lines(sheet: Sheet, first: int, stop: int) -> Iterator[tuple[Sheet, int, list[str]]]:
    """Rows that say anything, as the texts of their cells; “Launch: 16 October 2026” counts as two cells."""
    for row in range(first, stop):
        texts = [text.strip() for text in sheet.rows[row] if text.strip()]
        if texts and line_kind(label := texts[0].partition(":")[0]):
            texts[:1] = [label, *filter(None, [texts[0].partition(":")[2].strip()])]
        if texts:
            yield sheet, row, texts


def _read(found: Preamble, sheet: Sheet, row: int, texts: list[str], dates: DateReader) -> bool:
    """True when the line is one of ours, understood or reported."""
    kind = line_kind(texts[0])
    if not kind or len(texts) < 2:
        return False
    if kind == "phase":
        _phase(found, sheet, row, texts)
        return True
    day = dates(texts[1])
    if day is None:
        _miss(found, sheet, row, 1, texts[0], texts[1], "This is no day: write it as 2026-10-16.")
    elif kind == "launch":
        found.launch = found.launch or day
    else:
        found.start = found.start or day
    return True


def _phase(found: Preamble, sheet: Sheet, row: int, texts: list[str]) -> None:
    title, lead = literal(texts[1]), 0
    if len(texts) > 2:
        days = duration_of(texts[2])
        lead = days or 0
        if days is None:
            _miss(found, sheet, row, 2, "Phase", texts[2], "This is no number of working days.")
    taken = {phase.key for phase in found.phases}
    key = literal(texts[3]) if len(texts) > 3 else unique_key(title, taken)
    if key in taken:
        _miss(found, sheet, row, 3, "Phase", key, "Another phase has this key.")
        key = unique_key(title, taken)
    found.phases.append(Phase(key, title, lead))


def _miss(found: Preamble, sheet: Sheet, row: int, column: int, label: str, value: str, why: str) -> None:
    where = place(sheet.name, sheet.number(row), column)
    found.not_understood.append(NotUnderstood("", sheet.name, label, "", value, why, where[:1].upper() + where[1:]))
