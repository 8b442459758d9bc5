"""A list: one line for each task and role, with the letter beside them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from commonground.engines.raci import vocabulary
from commonground.engines.raci.alphabet import Says
from commonground.engines.raci.aside import is_legend, quoted
from commonground.engines.raci.columns import NUMERIC, at
from commonground.engines.raci.grid import Table
from commonground.engines.raci.matrix import Role, normalised
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import literal, means, optional, person_of


@dataclass(frozen=True, slots=True)
class _Lines:
    """Columns of a list, -1 for those it has not."""

    task: int
    role: int
    letter: int
    organisation: int = -1
    person: int = -1
    phase: int = -1
    note: int = -1
    extra: tuple[int, ...] = ()


def read_listing(table: Table) -> Iterator[Reading]:
    """At most one reading, when exactly one column holds letters and the columns beside it a task and a role."""
    rows = [row for row in range(len(table.grid)) if _is_line(table, row)]
    counts = Counter(column for row in rows for column, cell in enumerate(table.cells[row]) if cell.is_letter)
    if not counts:
        return
    letter, count = counts.most_common(1)[0]
    # A header may call a column by a letter's word, in some language.
    if count < 2 or counts.total() - count > max(1, count // 4):
        return
    first = next(row for row in rows if table.cells[row][letter].is_letter)
    header = max(first - 1, 0)
    while header > 0 and table.is_blank(header):
        header -= 1
    lines = _lines(table, header, first, letter)
    if lines:
        yield _read(table, header, first, lines)


def _is_line(table: Table, row: int) -> bool:
    """One letter, and something beside it."""
    letters = sum(1 for cell in table.cells[row] if cell.is_letter)
    return letters == 1 and len(set(table.texts(row))) > 1


def _lines(table: Table, header: int, first: int, letter: int) -> _Lines | None:
    titles = table.grid[header] if header < first else [""] * len(table.grid[0])
    body = range(first, len(table.grid))
    wordy = [column for column in range(len(titles)) if column != letter and _is_wordy(table, body, column)]
    found: dict[str, int] = {}
    for name in ("task", "role", "organisation", "person", "phase", "note"):
        words = getattr(vocabulary, name.upper())
        found[name] = next((c for c in wordy if c not in found.values() and means(titles[c], words)), -1)
    free = [column for column in wordy if column not in found.values()]
    named = found["role"] >= 0 or found["person"] >= 0
    if found["task"] < 0 and free:
        found["task"] = free.pop(0)
    if not named and free:
        found["role"] = free.pop()
    if not named and found["organisation"] < 0 and free:
        found["organisation"] = free.pop()
    if found["role"] < 0:
        found["role"], found["person"] = found["person"], -1
    if found["task"] < 0 or found["role"] < 0:
        return None
    telling = means(titles[letter], vocabulary.LETTER) or named
    if not telling and not _tasks_repeat(table, body, found["task"]):
        return None
    return _Lines(letter=letter, extra=tuple(free), **found)


def _is_wordy(table: Table, body: range, column: int) -> bool:
    texts = [text for row in body if (text := at(table.grid[row], column))]
    return bool(texts) and not all(NUMERIC.fullmatch(text) for text in texts)


def _tasks_repeat(table: Table, body: range, task: int) -> bool:
    texts = [text for row in body if (text := at(table.grid[row], task))]
    return len(set(texts)) * 1.5 <= len(texts)


def _read(table: Table, header: int, first: int, lines: _Lines) -> Reading:
    reading = Reading("list", table.sheet, table.sheet.heading)
    titles = table.grid[header] if header < first else [""] * len(table.grid[0])
    tasks: dict[tuple[str, str], DraftRow] = {}
    roles: dict[tuple[str, str, str], int] = {}
    task = phase = ""
    last = max(index for index, cells in enumerate(table.cells) if cells[lines.letter].is_letter)
    gap = table.next_blank(last, len(table.grid))
    for index in range(first, len(table.grid)):
        row = table.grid[index]
        if table.is_blank(index):
            continue
        if _is_aside(table, index, gap):
            reading.warnings.append(f"Left out: {quoted(table.texts(index))}.")
            continue
        task = literal(at(row, lines.task)) or task
        phase = optional(at(row, lines.phase)) or phase
        draft = tasks.get((phase, normalised(task)))
        if draft is None:
            draft = tasks[phase, normalised(task)] = DraftRow(task, phase, places=_places(index, lines))
            reading.rows.append(draft)
        _add_note(draft, row, lines, titles)
        _add_letter(reading, table, index, lines, draft, roles)
    return reading


def _is_aside(table: Table, index: int, gap: int) -> bool:
    """One text only, a legend, or a footer: what follows the last letter after a blank row."""
    texts = table.texts(index)
    return index > gap or len(set(texts)) == 1 or is_legend(texts, table.alphabet)


def _places(index: int, lines: _Lines) -> dict[str, tuple[int, int]]:
    columns = {
        "task": lines.task,
        "phase": lines.phase,
        "note": next((c for c in (lines.note, *lines.extra) if c >= 0), -1),
    }
    return {name: (index, column if column >= 0 else lines.task) for name, column in columns.items()}


def _add_note(draft: DraftRow, row: list[str], lines: _Lines, titles: list[str]) -> None:
    said = [optional(at(row, lines.note))]
    said += [f"{literal(titles[column])}: {text}" for column in lines.extra if (text := optional(at(row, column)))]
    for text in filter(None, said):
        draft.remark(text)


def _add_letter(
    reading: Reading,
    table: Table,
    index: int,
    lines: _Lines,
    draft: DraftRow,
    roles: dict[tuple[str, str, str], int],
) -> None:
    row = table.grid[index]
    title, organisation = literal(at(row, lines.role)), optional(at(row, lines.organisation))
    text = at(row, lines.letter)
    if not title and not organisation:
        if table.alphabet(text).says is not Says.BLANK:
            reading.miss(index, lines.letter, text, "There is no role in this row.", task=draft.task)
        return
    person, vacant, left = person_of(at(row, lines.person))
    place = roles.setdefault((organisation, normalised(title), person), len(roles))
    if place == len(reading.roles):
        reading.add_role(Role("", title or organisation, organisation, person, vacant, left), (index, lines.role))
    reading.put(draft, place, (index, lines.letter), text, table.alphabet)
