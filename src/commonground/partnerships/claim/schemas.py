"""Organisations that somebody may take over, in the API."""

from typing import Any
from uuid import UUID

from ninja import Schema

from commonground.people.models import Organisation
from commonground.people.organisation.enums import OrganisationKind


class ClaimableOut(Schema):
    """An organisation that a partner has named, at the domain of one of your confirmed addresses."""

    id: UUID
    name: str
    kind: OrganisationKind
    domain: str


class ClaimOut(ClaimableOut):
    """The same, with the names of the partnerships that claiming it accepts."""

    partnerships: list[str]

    @classmethod
    def of(cls, organisation: Organisation, parties: Any) -> dict[str, Any]:
        facts = {name: getattr(organisation, name) for name in ("id", "name", "kind", "domain")}
        return {**facts, "partnerships": [party.partnership.name for party in parties]}
