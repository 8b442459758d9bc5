"""Claiming by the domain of one's address, in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.kit.errors import NotAllowed
from commonground.partnerships.claim.queries import claimable_by_domain, get_claimable_by_domain, shared_through
from commonground.partnerships.claim.schemas import ClaimableOut, ClaimOut
from commonground.people.membership.schemas import PersonOut
from commonground.people.organisation.actions import claim_organisation
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Claims"])


@router.get("", response=Paged[ClaimableOut])
def list_claimable(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Organisations that you may claim because a confirmed address of yours is at their domain, newest first."""
    return paged(claimable_by_domain(request.viewer), cursor, limit)


@router.get("/{uuid:organisation}", response=ClaimOut)
def read_claimable(request: Request, organisation: UUID) -> Any:
    """One of them, and what claiming it accepts."""
    found = get_claimable_by_domain(request.viewer, organisation)
    return ClaimOut.of(found, shared_through(found))


@router.post("/{uuid:organisation}", response={201: PersonOut})
def claim(request: Request, organisation: UUID) -> Any:
    """Claim it: you own it, and it speaks for itself from then on. This token goes on acting for the one it was made for."""
    found = get_claimable_by_domain(request.viewer, organisation)
    if request.viewer.person is None or request.viewer.read_only:
        raise NotAllowed("This token can only read.")
    return Status(201, claim_organisation(found, by=request.viewer.person))
