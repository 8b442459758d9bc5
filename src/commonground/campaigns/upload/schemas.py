"""Imports in the API."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.raci.schemas import Changes, FindingOut, MatrixOut
from commonground.campaigns.upload.matching import MatchedOrganisation, MatchedRole
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.queries import Preview
from commonground.engines.raci.matrix import to_dict
from commonground.web.schemas import Given


class CandidateOut(Schema):
    """One table of the file that could be meant; `table` chooses it."""

    table: int
    label: str
    layout: str
    scheme: str
    needs_mapping: list[str]
    warnings: list[str]
    rows: int
    roles: int


class NotUnderstoodOut(Schema):
    """A cell that was not understood, and why; nothing is dropped in silence."""

    file: str
    sheet: str
    row: str
    column: str
    value: str
    why: str
    where: str


class OrganisationMatch(Schema):
    """An organisation of the file, and which participant it seems to be."""

    key: str
    name: str
    roles: int
    suggested: UUID | None


class RoleMatch(Schema):
    """A role of the file, the person it names, and who seems to hold it."""

    key: str
    title: str
    person: str
    suggested: UUID | None


class PreviewOut(Schema):
    """What taking the file would give. While something is `refused`, it cannot be taken."""

    id: UUID
    name: str
    table: int
    candidates: list[CandidateOut]
    matrix: MatrixOut
    not_understood: list[NotUnderstoodOut]
    refused: list[str]
    findings: list[FindingOut]
    organisations: list[OrganisationMatch]
    roles: list[RoleMatch]
    changes: Changes | None
    seen: str

    @classmethod
    def of(
        cls, sent: Upload, seen: Preview, organisations: list[MatchedOrganisation], roles: list[MatchedRole]
    ) -> dict[str, Any]:
        chosen, candidates = seen.understanding.chosen, seen.understanding.candidates
        return {
            "id": sent.pk, "name": sent.name, "table": candidates.index(chosen) + 1, "matrix": to_dict(seen.matrix),
            "candidates": [_candidate(number, one) for number, one in enumerate(candidates, start=1)],
            "not_understood": chosen.not_understood, "refused": seen.refused,
            "findings": [FindingOut.of(finding) for finding in seen.findings],
            "organisations": [_organisation(one) for one in organisations],
            "roles": [_role(one) for one in roles],
            "changes": Changes.of(seen.earlier.number, seen.changes) if seen.earlier and seen.changes else None,
            "seen": seen.mark,
        }  # fmt: skip


def _candidate(number: int, one: Any) -> Mapping[str, Any]:
    names = ("label", "layout", "scheme", "needs_mapping", "warnings")
    counts = {"rows": len(one.matrix.rows), "roles": len(one.matrix.roles), "table": number}
    return {name: getattr(one, name) for name in names} | counts


def _organisation(one: MatchedOrganisation) -> Mapping[str, Any]:
    suggested = one.suggested.pk if one.suggested else None
    return {"key": one.key, "name": one.name, "roles": one.roles, "suggested": suggested}


def _role(one: MatchedRole) -> Mapping[str, Any]:
    said = {"key": one.role.key, "title": one.role.title, "person": one.role.person}
    return said | {"suggested": one.suggested.pk if one.suggested else None}


class TakeIn(Given):
    """How to take it, whole.

    table          which of the candidates, from 1; the likeliest when left out
    letters        letters of another scheme to ours: {"D": "A"}; "" for nothing
    organisations  key of an organisation of the file -> id of a participant, "new" to name a partner, "" for a name only
    holders        key of a role -> id of a person, "new" to name the file's person at the role's organisation (your own, or
                   one that has not joined), "name" or left out to keep the name only, "vacant", or "" for nobody
    seen           the preview's mark; 409 when somebody has changed the matrix since
    """

    table: int | None = Field(None, ge=1, le=999)
    letters: dict[str, Literal["", "R", "A", "A/R", "C", "I", "S"]] = Field({}, max_length=50)
    organisations: dict[str, str] = Field({}, max_length=500)
    holders: dict[str, str] = Field({}, max_length=500)
    propose: bool = False
    seen: str | None = Field(None, max_length=80)
