"""One pass over the cells, from which every rule and every load figure is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.engines.raci.matrix import Letters, Matrix, Role, Row

A, R, AR, C = Letters.A, Letters.R, Letters.AR, Letters.C


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
    cells = row.cells
    letters = list(cells.values())
    return RowTally(row, _holders(cells, letters, A), _holders(cells, letters, R), letters.count(C))


def _holders(cells: Mapping[str, Letters], letters: list[Letters], wanted: Letters) -> tuple[str, ...]:
    # `in` runs in C, so the slower search for who it is is only made where there is somebody to find.
    if wanted not in letters and AR not in letters:
        return ()
    return tuple([key for key, held in cells.items() if held is wanted or held is AR])


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
