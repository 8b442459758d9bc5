"""A matrix as it will be stored, and what of it cannot be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Model

from commonground.campaigns.raci.models import MatrixRole, MatrixRow, MatrixVersion
from commonground.engines.raci.matrix import Matrix, Role
from commonground.kit import clock
from commonground.kit.errors import Invalid
from commonground.kit.record import check_fields
from commonground.people.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Place:
    """Who an imported role is here: a participant and somebody of it, or only names that are not matched, or nobody."""

    organisation: Organisation | None = None
    organisation_name: str = ""
    holder: Membership | None = None
    holder_name: str = ""
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A field of a row or role ("row" or "role" and its key) that cannot be stored, and why."""

    kind: str
    key: str
    field: str
    why: str


def unmatched(matrix: Matrix, role: Role) -> Place:
    """A role as the file names it. Somebody who has left leaves a vacancy."""
    name = "" if role.has_left else role.person
    home = matrix.organisation_name(role.organisation)
    return Place(organisation_name=home, holder_name=name, vacant=role.vacant or role.has_left)


def roles_of(matrix: Matrix, places: Mapping[str, Place], version: MatrixVersion | None = None) -> list[MatrixRole]:
    """The columns, unsaved."""
    return [
        _role(role, position, places.get(role.key) or unmatched(matrix, role), version)
        for position, role in enumerate(matrix.roles)
    ]


def _role(role: Role, position: int, place: Place, version: MatrixVersion | None) -> MatrixRole:
    return MatrixRole(
        version=version,
        key=role.key,
        position=position,
        title=role.title,
        organisation=place.organisation,
        organisation_name="" if place.organisation else place.organisation_name,
        holder=place.holder,
        holder_name="" if place.holder or place.vacant else place.holder_name,
        vacant=place.vacant and place.holder is None,
    )


def rows_of(matrix: Matrix, version: MatrixVersion | None = None, by: Membership | None = None) -> list[MatrixRow]:
    """The rows, unsaved."""
    return [
        MatrixRow(
            version=version,
            key=row.key,
            position=position,
            phase=row.phase,
            task=row.task,
            kind=row.kind,
            note=row.note,
            cells={key: letters.value for key, letters in row.cells.items()},
            changed_by=by,
            changed_at=clock.now(),
        )
        for position, row in enumerate(matrix.rows)
    ]


def faults_of(matrix: Matrix) -> Iterator[Fault]:
    """What of a matrix cannot be stored: texts that are too long, for one."""
    for role in roles_of(matrix, {}):
        yield from _faults("role", role.key, role)
    for row in rows_of(matrix):
        yield from _faults("row", row.key, row)


def _faults(kind: str, key: str, thing: Model) -> Iterator[Fault]:
    try:
        check_fields(thing)
    except Invalid as error:
        for field, why in error.fields.items():
            yield Fault(kind, key, field, why)
