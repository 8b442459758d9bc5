"""A matrix as text tables. Whatever is written here, `understand` reads back as the identical matrix."""

import csv
import io
import re

from commonground.engines.raci.matrix import Kind, Matrix, Role
from commonground.engines.raci.vocabulary import escaped, person_cell

MARKUP = re.compile(r"([\\`*_\[\]~|])")
NO_PHASE = "-"


def header_of(matrix: Matrix, *, phase: bool) -> list[str]:
    """`#, [Phase,] Task, Kind, roles..., Note`: by exactly this the reader knows its own files."""
    task = "Task (RASCI)" if matrix.kind is Kind.RASCI else "Task"
    titles = [escaped(role.title) for role in matrix.roles]
    return ["#", *(["Phase"] if phase else []), task, "Kind", *titles, "Note"]


def labelled_rows(matrix: Matrix, *, phase: bool) -> tuple[list[str], list[str]]:
    """(organisations, people) over the roles, each empty when nothing is known."""
    names = {organisation.key: organisation.name for organisation in matrix.organisations}
    organisations = [escaped(names.get(role.organisation, "")) for role in matrix.roles]
    people = [person_cell(role) for role in matrix.roles]
    lead = [""] * (2 if phase else 1)
    return (
        [*lead, "Organisation", "", *organisations, ""] if any(organisations) else [],
        [*lead, "Person", "", *people, ""] if any(people) else [],
    )


def body_of(matrix: Matrix, *, phase: bool) -> list[list[str]]:
    """One row a task, numbered from 1."""
    return [
        [
            str(number),
            *([escaped(row.phase) or NO_PHASE] if phase else []),
            escaped(row.task),
            row.kind,
            *(row.cells[role.key].value if role.key in row.cells else "" for role in matrix.roles),
            escaped(row.note),
        ]
        for number, row in enumerate(matrix.rows, start=1)
    ]


def to_csv(matrix: Matrix) -> bytes:
    """UTF-8 with a mark (so that spreadsheets show every script), commas, CRLF."""
    organisations, people = labelled_rows(matrix, phase=True)
    header = header_of(matrix, phase=True)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(filter(None, [organisations, header, people, *body_of(matrix, phase=True)]))
    return text.getvalue().encode("utf-8-sig")


def to_markdown(matrix: Matrix) -> bytes:
    """One table in UTF-8; organisations and people stand in the rows right under the header."""
    organisations, people = labelled_rows(matrix, phase=True)
    header = header_of(matrix, phase=True)
    ruler = ["---:", "---", "---", "---", *[":-:"] * len(matrix.roles), "---"]
    below = filter(None, [organisations, people, *body_of(matrix, phase=True)])
    lines = [_line(header), "| " + " | ".join(ruler) + " |", *map(_line, below)]
    return ("\n".join(lines) + "\n").encode()


def to_xlsx(matrix: Matrix, title: str = "Who does what") -> bytes:
    """A formatted sheet, A4 landscape with its head on every page; organisations are merged over their roles."""
    # Importing openpyxl takes longer than all the rest, and only this needs it.
    from commonground.engines.raci.workbook import write_workbook

    return write_workbook(matrix, title)


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(map(_inline, cells)) + " |"


def _inline(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    # A bar must not be seen by the table, nor may a backslash before it undo its escape.
    safe = MARKUP.sub(lambda mark: f"&#{ord(mark[1])};", safe)
    return safe.replace("\n", "<br>")


def runs(roles: tuple[Role, ...]) -> list[tuple[int, int]]:
    """(first, last) index of each stretch of roles of one organisation that is longer than one."""
    found: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(roles) + 1):
        if index == len(roles) or roles[index].organisation != roles[start].organisation:
            if index - start > 1 and roles[start].organisation:
                found.append((start, index - 1))
            start = index
    return found
