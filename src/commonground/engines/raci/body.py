"""From the rows below a header to tasks under phases: what wide tables and tables with letters as columns share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonground.engines.raci.columns import NUMERIC, Columns, Grid, at, kind_of, note_of
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import literal, optional

Fill = Callable[[DraftRow, int], None]


@dataclass(frozen=True, slots=True)
class Region:
    """The rows start..stop of a grid that belong to one table, and what its columns are."""

    grid: Grid
    start: int
    stop: int
    header: Sequence[str]
    columns: Columns
    cells: frozenset[int]
    joined: frozenset[int] = frozenset()


def read_body(reading: Reading, region: Region, fill: Fill) -> None:
    """Add a row to `reading` for each task; `fill(row, index)` sets its cells.

    A row with text in one place only is a phase, a task without letters, or a note after the table: see `_bare`.
    """
    phase, last = "", _last_used(region)
    headed = _starts_with_phase(region)
    for index in range(region.start, region.stop):
        row = region.grid[index]
        if _is_bare(row, region):
            phase = _bare(reading, region, index, phase, after=index > last, headed=headed)
        elif any(map(str.strip, row)):
            _task(reading, region, index, phase, fill)
    _spread_phases(reading, region)


def _texts(row: Sequence[str]) -> set[str]:
    return {text for cell in row if (text := cell.strip())}


def _is_bare(row: Sequence[str], region: Region) -> bool:
    """One text and nothing else, neither a number nor a letter: perhaps repeated by a merge."""
    texts = _texts(row)
    if len(texts) != 1 or NUMERIC.fullmatch(next(iter(texts))):
        return False
    places = [column for column in range(len(row)) if at(row, column)]
    return len(places) > 1 or places[0] not in region.cells


def _last_used(region: Region) -> int:
    used = (i for i in range(region.stop - 1, region.start - 1, -1) if _has_cells(region.grid[i], region))
    return next(used, region.start - 1)


def _has_cells(row: Sequence[str], region: Region) -> bool:
    return not _is_bare(row, region) and (
        any(at(row, column) for column in region.cells) or bool(at(row, region.columns.number))
    )


def _starts_with_phase(region: Region) -> bool:
    said = (row for row in region.grid[region.start : region.stop] if _texts(row))
    return _is_bare(next(said), region)


def _bare(reading: Reading, region: Region, index: int, phase: str, *, after: bool, headed: bool) -> str:
    """Place a row that says one thing only, and answer with the phase that holds from here on."""
    row = region.grid[index]
    text = literal(next(cell for cell in row if cell.strip()))
    alone = not _texts(region.grid[index - 1])
    elsewhere = not at(row, region.columns.task)
    sure = region.columns.number >= 0 or alone or elsewhere
    merged = sum(1 for cell in row if cell.strip()) > 1
    if after and (sure or (reading.warnings and reading.warnings[-1].startswith("After"))):
        reading.warnings.append(f"After the table, left out: “{text}”.")
    elif after or not (sure or merged or (headed and not _follows_bare(region, index))):
        reading.rows.append(DraftRow(text, phase))
        reading.warnings.append(f"“{text}” (row {reading.sheet.number(index)}) was read as a task without letters.")
    else:
        return text
    return phase


def _follows_bare(region: Region, index: int) -> bool:
    return index > region.start and _is_bare(region.grid[index - 1], region)


def _task(reading: Reading, region: Region, index: int, phase: str, fill: Fill) -> None:
    row, columns = region.grid[index], region.columns
    task = literal(at(row, columns.task))
    if index in region.joined and reading.rows:
        fill(reading.rows[-1], index)
    elif task:
        draft = DraftRow(task, phase, kind_of(row, columns), note_of(row, columns, region.header))
        if columns.phase >= 0:
            draft.phase = at(row, columns.phase) or phase
        reading.rows.append(draft)
        fill(draft, index)
    else:
        _miss_row(reading, region, index)


def _miss_row(reading: Reading, region: Region, index: int) -> None:
    row = region.grid[index]
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
