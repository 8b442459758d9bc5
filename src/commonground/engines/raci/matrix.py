"""A responsibility matrix as plain values, and the world that some rules need to know."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from commonground.engines.errors import Unreadable


class Kind(StrEnum):
    """RASCI adds S, support."""

    RACI = "RACI"
    RASCI = "RASCI"


class Letters(StrEnum):
    """What one role does for one task. A blank cell is no member: it is absent from `Row.cells`."""

    R = "R"
    A = "A"
    AR = "A/R"
    S = "S"
    C = "C"
    I = "I"  # noqa: E741 - the field's own letter

    @property
    def has_a(self) -> bool:
        """Answers for the task."""
        return self is Letters.A or self is Letters.AR

    @property
    def has_r(self) -> bool:
        """Does the work."""
        return self is Letters.R or self is Letters.AR


MEANING = {
    Letters.R: "responsible",
    Letters.A: "accountable",
    Letters.S: "support",
    Letters.C: "consulted",
    Letters.I: "informed",
}


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party to the matrix; `key` is what roles and participants refer to."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A column. `organisation` is a key or ""; a role with neither person nor `vacant` has nobody named yet."""

    key: str
    title: str
    organisation: str = ""
    person: str = ""
    vacant: bool = False
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A task or a decision. `cells` holds role key -> letters and no blanks."""

    key: str
    task: str
    phase: str = ""
    kind: str = "task"
    note: str = ""
    cells: Mapping[str, Letters] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows by roles, each in the order in which people see them. Keys are unique within their kind."""

    kind: Kind
    roles: tuple[Role, ...]
    rows: tuple[Row, ...]
    organisations: tuple[Organisation, ...] = ()

    @property
    def phases(self) -> tuple[str, ...]:
        """Names of phases by first appearance, without the empty one."""
        return tuple(dict.fromkeys(row.phase for row in self.rows if row.phase))

    def organisation_name(self, key: str) -> str:
        """Name of an organisation, or "" for an unknown key."""
        return next((organisation.name for organisation in self.organisations if organisation.key == key), "")


@dataclass(frozen=True, slots=True)
class Context:
    """What lies outside the matrix. Everything left out is unknown, and a rule that needs it stays silent.

    participants  organisations that take part; None means those of the matrix
    proposed      this version waits for signatures
    unsigned      organisations that have not signed it
    review_due    day by which it was to be looked at again
    today         the day on which it is checked
    """

    participants: tuple[Organisation, ...] | None = None
    proposed: bool = False
    unsigned: tuple[Organisation, ...] = ()
    review_due: datetime.date | None = None
    today: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a warning begins. Shares are 0 to 1; each number is still allowed and the next one is not."""

    responsible_per_row: int = 3
    accountable_rows_per_person: int = 5
    accountable_share_per_person: float = 0.4
    rows_before_share_counts: int = 10
    consulted_share: float = 0.5
    rows_before_one_organisation_counts: int = 3


def normalised(text: str) -> str:
    """Text by which two names are the same: compatibility forms, case, punctuation and spacing put aside."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded)) or " ".join(folded.split())


def unique_key(text: str, taken: Iterable[str]) -> str:
    """A readable key made from `text` that is not in `taken`."""
    stem = "-".join(normalised(text).split())[:60].replace(":", "-") or "x"
    key, count, taken = stem, 1, set(taken) if not isinstance(taken, (set, dict)) else taken
    while key in taken:
        count += 1
        key = f"{stem}-{count}"
    return key


def to_dict(matrix: Matrix) -> dict[str, Any]:
    """Plain JSON values; `from_dict` gives back an equal matrix."""
    return {
        "kind": matrix.kind.value,
        "organisations": [{"key": one.key, "name": one.name} for one in matrix.organisations],
        "roles": [{name: getattr(role, name) for name in Role.__slots__} for role in matrix.roles],
        "rows": [
            {name: getattr(row, name) for name in Row.__slots__ if name != "cells"}
            | {"cells": {key: letters.value for key, letters in row.cells.items()}}
            for row in matrix.rows
        ],
    }


def from_dict(data: Mapping[str, Any]) -> Matrix:
    """Matrix from `to_dict`'s shape. Raises Unreadable when a part is missing, misspelt or refers to nothing."""
    try:
        matrix = Matrix(
            Kind(data["kind"]),
            tuple(Role(**role) for role in data["roles"]),
            tuple(_row(row) for row in data["rows"]),
            tuple(Organisation(**one) for one in data.get("organisations", ())),
        )
        check_references(matrix)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"This is not a stored responsibility matrix: {error}.") from error
    return matrix


def _row(data: Mapping[str, Any]) -> Row:
    cells = {key: Letters(letters) for key, letters in data.get("cells", {}).items()}
    return Row(**{**data, "cells": cells})


def check_references(matrix: Matrix) -> None:
    """Raise ValueError when a key is used twice or a cell or role refers to a key that is not there."""
    roles = {role.key for role in matrix.roles}
    organisations = {organisation.key for organisation in matrix.organisations}
    for keys, things in ((roles, matrix.roles), (organisations, matrix.organisations)):
        if len(keys) < len(things):
            raise ValueError("a key is used twice")
    if len({row.key for row in matrix.rows}) < len(matrix.rows):
        raise ValueError("a row's key is used twice")
    if any(not row.cells.keys() <= roles for row in matrix.rows):
        raise ValueError("a cell refers to a role that is not there")
    if any(role.organisation and role.organisation not in organisations for role in matrix.roles):
        raise ValueError("a role refers to an organisation that is not there")
