"""Matrices in the API."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.raci.actions import seen_of
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import MatrixRole, MatrixRow
from commonground.campaigns.raci.queries import Loaded, content_of
from commonground.campaigns.raci.rules import content_hash
from commonground.engines.findings import Finding
from commonground.engines.raci.diff import Diff
from commonground.engines.raci.matrix import Kind, Thresholds, to_dict
from commonground.web.schemas import Given

Cell = Literal["", "R", "A", "A/R", "C", "I", "S"]
# In the description it would share its name with a person's level.
Weight = Literal["error", "warning", "note"]
Count = Annotated[int, Field(ge=1, le=1000)]
Seen = Annotated[str | None, Field(max_length=16)]
Share = Annotated[float, Field(ge=0.01, le=1, allow_inf_nan=False)]


class VersionOut(Schema):
    """One version of a campaign's matrix."""

    number: int
    kind: Kind
    state: VersionState
    source: str
    started_by: UUID = Field(alias="started_by_id")
    proposed_by: UUID | None = Field(None, alias="proposed_by_id")
    proposed_at: datetime | None
    effective_on: date | None
    in_force_at: datetime | None
    ended_at: datetime | None
    next_review_on: date | None
    content_hash: str
    created_at: datetime


class MatrixOrganisation(Schema):
    """An organisation of a matrix; `key` is its id, or `name:...` while it is only a name in a file."""

    key: str
    name: str


class MatrixRoleOut(Schema):
    """A column."""

    key: str
    title: str
    organisation: str
    person: str
    vacant: bool
    has_left: bool


class MatrixRowOut(Schema):
    """A task or decision; `cells` holds role key to letters and no blanks."""

    key: str
    task: str
    phase: str
    kind: str
    note: str
    cells: dict[str, str]


class MatrixOut(Schema):
    """A matrix as the engine has it; the same as the JSON export."""

    kind: Kind
    organisations: list[MatrixOrganisation]
    roles: list[MatrixRoleOut]
    rows: list[MatrixRowOut]


class Marks(Schema):
    """What each row's words and each role are marked with, by key: send the one that you saw when you change it.

    `content` marks the whole: send it when you propose a draft.
    """

    rows: dict[str, str]
    roles: dict[str, str]
    content: str


class VersionWhole(Schema):
    """A version with its matrix."""

    version: VersionOut
    matrix: MatrixOut
    seen: Marks

    @classmethod
    def of(cls, loaded: Loaded) -> dict[str, Any]:
        rows = {row.key: seen_of(row) for row in loaded.matrix.rows}
        marks: dict[str, Any] = {"rows": rows, "roles": {role.key: seen_of(role) for role in loaded.roles}}
        marks["content"] = content_hash(content_of(loaded))
        return {"version": loaded.version, "matrix": to_dict(loaded.matrix), "seen": marks}


class PlaceOut(Schema):
    """Where to mend: a kind of place and its key."""

    kind: str
    key: str


class FindingOut(Schema):
    """One thing that a rule found. `fingerprint` names it across runs, for a waiver."""

    id: str
    level: Weight
    message: str
    hint: str
    subject: str
    places: list[PlaceOut]
    organisation: str
    fingerprint: str

    @classmethod
    def of(cls, finding: Finding) -> dict[str, Any]:
        return {**asdict(finding), "fingerprint": finding.fingerprint}


class Findings(Schema):
    """What the rules find in a version."""

    version: int
    findings: list[FindingOut]


class RowPair(Schema):
    """A row before and after."""

    before: MatrixRowOut
    after: MatrixRowOut


class RolePair(Schema):
    """A role before and after."""

    before: MatrixRoleOut
    after: MatrixRoleOut


class CellChanged(Schema):
    """One cell's letters before and after, null for blank."""

    row: str
    role: str
    task: str
    title: str
    before: str | None
    after: str | None


class Changes(Schema):
    """What differs from the version before; `before` is null for the first."""

    before: int | None = None
    rows_added: list[MatrixRowOut] = []
    rows_removed: list[MatrixRowOut] = []
    rows_moved: list[RowPair] = []
    rows_renamed: list[RowPair] = []
    rows_edited: list[RowPair] = []
    cells: list[CellChanged] = []
    roles_added: list[MatrixRoleOut] = []
    roles_removed: list[MatrixRoleOut] = []
    roles_renamed: list[RolePair] = []
    roles_edited: list[RolePair] = []
    kind_changed: bool = False

    @classmethod
    def of(cls, number: int, found: Diff) -> dict[str, Any]:
        return {"before": number, **{field.name: _plain(getattr(found, field.name)) for field in fields(found)}}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        pairs = bool(value) and isinstance(value[0], tuple)
        return [{"before": asdict(old), "after": asdict(new)} for old, new in value] if pairs else [*map(asdict, value)]
    return value


class RowOut(Schema):
    """A row of the draft, and the number of the draft that it stands in. `seen` marks its words."""

    version: int
    key: str
    position: int
    phase: str
    task: str
    kind: str
    note: str
    cells: dict[str, str]
    seen: str

    @classmethod
    def of(cls, row: MatrixRow) -> dict[str, Any]:
        names = ("key", "position", "phase", "task", "kind", "note", "cells")
        return {"version": row.version.number, "seen": seen_of(row), **{name: getattr(row, name) for name in names}}


class RoleOut(Schema):
    """A role of the draft, and the number of the draft that it stands in. `seen` marks all of it."""

    version: int
    key: str
    position: int
    title: str
    organisation: UUID | None
    organisation_name: str
    holder: UUID | None
    holder_name: str
    vacant: bool
    seen: str

    @classmethod
    def of(cls, role: MatrixRole) -> dict[str, Any]:
        names = ("key", "position", "title", "organisation_name", "holder_name", "vacant")
        known = {"version": role.version.number, "organisation": role.organisation_id, "holder": role.holder_id}
        return known | {"seen": seen_of(role)} | {name: getattr(role, name) for name in names}


class CellSet(Given):
    """A cell's letters. With `seen`, what the cell held when you looked: 409 when that no longer holds."""

    letters: Cell
    seen: Cell | None = None


class RowNew(Given):
    """A new row, below the row `after`, else at the end of its phase."""

    task: str = Field(min_length=1, max_length=300)
    phase: str = Field("", max_length=120)
    kind: Literal["task", "decision"] = "task"
    note: str = Field("", max_length=2000)
    after: str = Field("", max_length=80)


class RowChange(Given):
    """Words of a row to change; what is left out stays. With `seen`, 409 when it no longer holds."""

    task: str = Field("", min_length=1, max_length=300)
    phase: str = Field("", max_length=120)
    kind: Literal["task", "decision"] = "task"
    note: str = Field("", max_length=2000)
    seen: Seen = None


class RowKept(Schema):
    """What was taken out: send it within a day to put it back."""

    kept: str


class RowRestored(Given):
    """What the answer to taking it out has kept."""

    kept: str = Field(max_length=100_000)


class RowMove(Given):
    """How many places: negative is up."""

    by_rows: int = Field(ge=-10_000, le=10_000)


class RoleNew(Given):
    """A role: its organisation (a participant's id) and who holds it: a person's id, or a name only."""

    title: str = Field(min_length=1, max_length=120)
    organisation: UUID | None = None
    holder: UUID | None = None
    holder_name: str = Field("", max_length=120)
    vacant: bool = False


class RoleChange(RoleNew):
    """The same, changed. With `seen`, 409 when it no longer holds."""

    seen: Seen = None


class CommentOut(Schema):
    """A word on a row, which every participant sees."""

    id: UUID
    row: str = Field(alias="row_key")
    author: UUID = Field(alias="author_id")
    author_name: str = Field(alias="author.name")
    body: str
    created_at: datetime


class CommentIn(Given):
    """What to say."""

    body: str = Field(min_length=1, max_length=2000)


class ThresholdsOut(Schema):
    """Where the warnings of this campaign begin. `seen` marks them and the matrix's kind: send it when you set them."""

    responsible_per_row: int
    accountable_rows_per_person: int
    accountable_share_per_person: float
    rows_before_share_counts: int
    consulted_share: float
    rows_before_one_organisation_counts: int
    seen: str

    @classmethod
    def of(cls, bounds: Thresholds, seen: str) -> Mapping[str, Any]:
        return {**asdict(bounds), "seen": seen}


class ThresholdsIn(Given):
    """The same to set; what is left out takes its default. With `seen`, 409 when it no longer holds."""

    responsible_per_row: Count | None = None
    accountable_rows_per_person: Count | None = None
    accountable_share_per_person: Share | None = None
    rows_before_share_counts: Count | None = None
    consulted_share: Share | None = None
    rows_before_one_organisation_counts: Count | None = None
    seen: Seen = None


class KindIn(Given):
    """RACI, or RASCI with S for support."""

    kind: Kind
