"""From the rows below a header to tasks under phases: what wide tables and tables with letters as columns share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonground.engines.raci.aside import is_count, is_legend, is_letter_or_mark, is_remark, quoted
from commonground.engines.raci.columns import NUMERIC, Columns, at, kind_of, note_of
from commonground.engines.raci.grid import Table
from commonground.engines.raci.outline import Outline
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import literal, optional

Fill = Callable[[DraftRow, int], None]


@dataclass(frozen=True, slots=True)
class Region:
    """The rows start..stop that belong to one table, and what its columns are.

    cells   the columns that say who does what
    named   they hold names rather than letters
    """

    table: Table
    start: int
    stop: int
    header: Sequence[str]
    columns: Columns
    cells: frozenset[int]
    named: bool = False

    @property
    def rows(self) -> range:
        """Indices of the rows."""
        return range(self.start, self.stop)

    def said(self, index: int) -> list[str]:
        """What stands where letters (or names) belong."""
        row = self.table.grid[index]
        return [text for column in sorted(self.cells) if (text := at(row, column))]

    def task(self, index: int) -> str:
        """The text in the column of tasks."""
        return at(self.table.grid[index], self.columns.task)

    def number(self, index: int) -> str:
        """The text in the column of numbers."""
        return at(self.table.grid[index], self.columns.number)


def read_body(reading: Reading, region: Region, fill: Fill) -> None:
    """Add a row to `reading` for each task; `fill(row, index)` sets its cells.

    A row with text in one place only is a phase, a task without letters, or a note after the table: see `_bare`.
    """
    phase, last = "", _last_task(region)
    gap = region.table.next_blank(last + 1, region.stop)
    headed = _starts_with_phase(region)
    outline = Outline({index: region.number(index) for index in region.rows}, _parents(region))
    joined = region.table.joined_below(region.columns.task)
    for index in region.rows:
        if region.table.is_blank(index):
            continue
        if _is_aside(region, index) or (index > gap and _is_footer(region, index)):
            _leave_out(reading, region, index, after=index > last)
        elif _is_bare(region, index):
            phase = _bare(reading, region, index, phase, after=index > last, headed=headed)
        elif index in outline.parents:
            outline.open(index, literal(region.task(index)))
        elif index in joined and reading.rows:
            fill(reading.rows[-1], index)
        else:
            _task(reading, region, index, outline.phase_of(index) or phase, fill)
    reading.warnings += [f"“{name}” is a phase without tasks, left out." for name in outline.unused]
    _spread_phases(reading, region)


def _is_aside(region: Region, index: int) -> bool:
    """A legend or a row of counts, wherever it stands, or words that begin as notes do and no letters with them."""
    texts, said = region.table.texts(index), region.said(index)
    alphabet = region.table.alphabet
    if is_legend(texts, alphabet) and at(region.table.grid[index], region.columns.task) in (*texts[:1], ""):
        return True
    if said and is_count(region.task(index), said):
        return True
    return (
        is_remark(texts[0]) and not any(is_letter_or_mark(text, alphabet) for text in said) and not region.number(index)
    )


def _is_footer(region: Region, index: int) -> bool:
    """Behind a blank row after the last task: whatever says several things without a letter or a number."""
    return not _is_bare(region, index) and not _is_sure(region, index)


def _is_bare(region: Region, index: int) -> bool:
    """One text and nothing else, no number and not only where letters belong: perhaps repeated by a merge."""
    row = region.table.grid[index]
    places = [column for column in range(len(row)) if at(row, column)]
    if len({at(row, column) for column in places}) != 1 or NUMERIC.fullmatch(at(row, places[0])):
        return False
    return not region.cells.issuperset(places)


def _is_sure(region: Region, index: int) -> bool:
    """Surely a task, were it the last row: it has letters (or names), or a number."""
    if region.table.is_blank(index) or _is_bare(region, index) or _is_aside(region, index):
        return False
    said = region.said(index)
    lettered = region.named or any(is_letter_or_mark(text, region.table.alphabet) for text in said)
    return bool(said and lettered) or bool(region.number(index))


def _last_task(region: Region) -> int:
    """The last row that is surely a task, or follows one without a gap."""
    last = next((index for index in reversed(region.rows) if _is_sure(region, index)), region.start - 1)
    for index in range(last + 1, region.stop):
        if region.table.is_blank(index) or _is_bare(region, index) or _is_aside(region, index):
            break
        last = index
    return last


def _parents(region: Region) -> list[int]:
    """Rows that hold a number and a text and nothing else: phases, if other numbers go on from theirs."""
    return [
        index
        for index in region.rows
        if set(region.table.texts(index)) == {region.number(index), region.task(index)} - {""}
        and region.number(index)
        and region.task(index)
    ]


def _starts_with_phase(region: Region) -> bool:
    said = (index for index in region.rows if not region.table.is_blank(index))
    return _is_bare(region, next(said))


def _leave_out(reading: Reading, region: Region, index: int, *, after: bool) -> None:
    where = "After the table, left out" if after else "Left out"
    reading.warnings.append(f"{where}: {quoted(region.table.texts(index))}.")


def _bare(reading: Reading, region: Region, index: int, phase: str, *, after: bool, headed: bool) -> str:
    """Place a row that says one thing only, and answer with the phase that holds from here on."""
    texts = region.table.texts(index)
    alone = region.table.is_blank(index - 1)
    sure = region.columns.number >= 0 or alone or not region.task(index)
    if after and (sure or _is_sentence(reading, texts[0]) or _follows_note(reading)):
        _leave_out(reading, region, index, after=True)
    elif after or not (sure or len(texts) > 1 or (headed and not _follows_bare(region, index))):
        reading.rows.append(DraftRow(literal(texts[0]), phase, places={"task": (index, region.columns.task)}))
        reading.warnings.append(f"{quoted(texts)} ({reading.sheet.line(index)}) was read as a task without letters.")
    else:
        return literal(texts[0])
    return phase


def _is_sentence(reading: Reading, text: str) -> bool:
    return text.endswith(".") and not any(row.task.endswith(".") for row in reading.rows)


def _follows_note(reading: Reading) -> bool:
    return bool(reading.warnings) and reading.warnings[-1].startswith("After")


def _follows_bare(region: Region, index: int) -> bool:
    return index > region.start and not region.table.is_blank(index - 1) and _is_bare(region, index - 1)


def _task(reading: Reading, region: Region, index: int, phase: str, fill: Fill) -> None:
    row, columns = region.table.grid[index], region.columns
    task = literal(region.task(index))
    if not task:
        _miss_row(reading, region, index)
        return
    draft = DraftRow(task, phase, kind_of(row, columns), note_of(row, columns, region.header))
    noted = columns.note if columns.note >= 0 or not columns.extra else columns.extra[0]
    places = {"task": columns.task, "phase": columns.phase, "note": noted}
    draft.places = {name: (index, column if column >= 0 else columns.task) for name, column in places.items()}
    if columns.phase >= 0:
        draft.phase = at(row, columns.phase) or phase
    reading.rows.append(draft)
    fill(draft, index)


def _miss_row(reading: Reading, region: Region, index: int) -> None:
    row = region.table.grid[index]
    for column in range(len(row)):
        if at(row, column) and column != region.columns.number:
            role = at(region.header, column)
            reading.miss(index, column, row[column], "There is no task in this row.", role=role)


def _spread_phases(reading: Reading, region: Region) -> None:
    """In a phase column that names each phase once, the blanks below belong to it."""
    if region.columns.phase < 0:
        return
    named = [row.phase for row in reading.rows]
    repeats = any(one and one == other for one, other in pairwise(named))
    phase = ""
    for row in reading.rows:
        phase = row.phase or ("" if repeats else phase)
        row.phase = optional(phase)


def blocks(starts: Sequence[int], stop: int) -> Iterator[tuple[int, int]]:
    """(start, stop) of each stretch that begins at one of `starts`."""
    return zip(starts, [*starts[1:], stop][: len(starts)], strict=True)
