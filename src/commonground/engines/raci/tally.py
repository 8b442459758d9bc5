"""One pass over the cells, from which every rule and every load figure is read."""

from dataclasses import dataclass
from itertools import compress

from commonground.engines.raci.matrix import Letters, Matrix, Role, Row

A, R, C = Letters.A, Letters.R, Letters.C
HOLDING = frozenset({A, R, Letters.AR})


@dataclass(frozen=True, slots=True)
class RowTally:
    """Keys of the roles that hold A and R in one row, and how many hold C."""

    row: Row
    accountable: tuple[str, ...]
    responsible: tuple[str, ...]
    consulted: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The matrix counted: by row, and by role key the rows where the role holds A, R or anything."""

    matrix: Matrix
    rows: tuple[RowTally, ...]
    roles: dict[str, Role]
    accountable: dict[str, list[Row]]
    responsible: dict[str, list[Row]]
    used: frozenset[str]


def tally(matrix: Matrix) -> Tally:
    """Count a matrix in time linear in its filled cells."""
    roles = {role.key: role for role in matrix.roles}
    accountable: dict[str, list[Row]] = {key: [] for key in roles}
    responsible: dict[str, list[Row]] = {key: [] for key in roles}
    used: set[str] = set()
    rows = []
    for row in matrix.rows:
        counted = tally_row(row)
        rows.append(counted)
        for key in counted.accountable:
            accountable[key].append(row)
        for key in counted.responsible:
            responsible[key].append(row)
        if len(used) < len(roles):
            used.update(row.cells)
    return Tally(matrix, tuple(rows), roles, accountable, responsible, frozenset(used))


def tally_row(row: Row) -> RowTally:
    """Count one row."""
    # Picking the few cells that matter and counting run in C: this is the loop in which checking is spent.
    cells = row.cells
    held = list(compress(cells, map(HOLDING.__contains__, cells.values())))
    return RowTally(
        row,
        tuple([key for key in held if cells[key] is not R]),
        tuple([key for key in held if cells[key] is not A]),
        list(cells.values()).count(C),
    )


@dataclass(frozen=True, slots=True)
class Load:
    """In how many rows somebody answers for the work and does it."""

    key: str
    name: str
    accountable: int
    responsible: int


def load(matrix: Matrix) -> tuple[tuple[Load, ...], tuple[Load, ...]]:
    """(by role, by organisation), in the order of the matrix. A row counts once for an organisation."""
    counted = tally(matrix)
    roles = tuple(
        Load(role.key, role.title, len(counted.accountable[role.key]), len(counted.responsible[role.key]))
        for role in matrix.roles
    )
    home = {role.key: role.organisation for role in matrix.roles}
    organisations = tuple(
        Load(
            one.key,
            one.name,
            _rows_of(one.key, home, counted.accountable),
            _rows_of(one.key, home, counted.responsible),
        )
        for one in matrix.organisations
    )
    return roles, organisations


def _rows_of(organisation: str, home: dict[str, str], held: dict[str, list[Row]]) -> int:
    return len({row.key for role, rows in held.items() if home[role] == organisation for row in rows})
