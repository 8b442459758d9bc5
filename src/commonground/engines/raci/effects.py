"""What one change would clear and what it would cause, for the popover of a cell."""

from dataclasses import replace

from commonground.engines.findings import Finding
from commonground.engines.raci.matrix import Context, Letters, Matrix, Row, Thresholds
from commonground.engines.raci.rules import check


def with_cell(matrix: Matrix, row_key: str, role_key: str, letters: Letters | None) -> Matrix:
    """The matrix with one cell set, or blanked by None. Unknown keys raise KeyError."""
    if role_key not in {role.key for role in matrix.roles} or row_key not in {row.key for row in matrix.rows}:
        raise KeyError(f"{row_key}:{role_key}")
    return replace(
        matrix, rows=tuple(_set(row, role_key, letters) if row.key == row_key else row for row in matrix.rows)
    )


def _set(row: Row, role_key: str, letters: Letters | None) -> Row:
    cells = {key: held for key, held in row.cells.items() if key != role_key}
    return replace(row, cells=cells if letters is None else {**cells, role_key: letters})


def effects(
    matrix: Matrix,
    context: Context | None,
    row_key: str,
    role_key: str,
    letters: Letters | None,
    thresholds: Thresholds | None = None,
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(cleared, caused) by setting one cell, None for blank. A finding whose words change is neither."""
    before = check(matrix, context, thresholds)
    after = check(with_cell(matrix, row_key, role_key, letters), context, thresholds)
    was, now = ({finding.fingerprint for finding in found} for found in (before, after))
    cleared = tuple(finding for finding in before if finding.fingerprint not in now)
    return cleared, tuple(finding for finding in after if finding.fingerprint not in was)
