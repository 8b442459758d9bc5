"""The layout that the writers produce: `#, [Phase,] Task, Kind, roles..., Note`, read without any guessing."""

from collections.abc import Iterator

from commonground.engines.raci.columns import at
from commonground.engines.raci.grid import Table
from commonground.engines.raci.matrix import Role
from commonground.engines.raci.reading import DraftRow, Reading
from commonground.engines.raci.vocabulary import literal, optional, person_of

TASK = ("Task", "Task (RASCI)")


def read_own(table: Table) -> Iterator[Reading]:
    """At most one reading: of the first header that is exactly ours."""
    for index, row in enumerate(table.sheet.rows):
        task = 2 if at(row, 1) == "Phase" else 1
        if at(row, 0) == "#" and row[-1] == "Note" and at(row, task) in TASK and at(row, task + 1) == "Kind":
            yield _read(table, index, task)
            return


def _read(table: Table, header: int, task: int) -> Reading:
    row = table.sheet.rows[header]
    reading = Reading("own", table.sheet, table.sheet.heading, rasci=at(row, task) == TASK[1])
    roles = range(task + 2, len(row) - 1)
    near = [index for index in (header - 1, header + 1, header + 2) if 0 <= index < len(table.grid)]
    people = _labelled(table, near, task, "Person")
    organisations = _labelled(table, near, task, "Organisation")
    for column in roles:
        person, vacant, left = person_of(at(table.sheet.rows[people], column) if people >= 0 else "")
        organisation = optional(table.grid[organisations][column]) if organisations >= 0 else ""
        reading.add_role(Role("", literal(row[column]), organisation, person, vacant, left), (header, column))
    _rows(reading, table, range(header + 1, len(table.grid)), {people, organisations}, task)
    return reading


def _labelled(table: Table, near: list[int], task: int, label: str) -> int:
    for index in near:
        row = table.sheet.rows[index]
        if at(row, task) == label and not at(row, 0) and any(map(str.strip, row[task + 2 :])):
            return index
    return -1


def _rows(reading: Reading, table: Table, rows: range, labelled: set[int], task: int) -> None:
    phase, note = "", task + 2 + len(reading.roles)
    for index in rows:
        row = table.sheet.rows[index]
        if index in labelled or table.is_blank(index):
            continue
        if not any(at(row, column) for column in range(len(row)) if column != task):
            phase = optional(row[task])
            continue
        named = optional(at(row, 1)) if task == 2 else phase
        kind = "decision" if at(row, task + 1) == "decision" else "task"
        draft = DraftRow(literal(at(row, task)), named, kind, optional(at(row, note)))
        draft.places = {"task": (index, task), "phase": (index, 1), "note": (index, note)}
        reading.rows.append(draft)
        for place, column in enumerate(range(task + 2, note)):
            reading.put(draft, place, (index, column), at(row, column), table.alphabet)
        for column in range(note + 1, len(row)):
            if at(row, column):
                reading.miss(index, column, row[column], "This column has no header.", task=draft.task)
