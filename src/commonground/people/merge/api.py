"""Merging in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.merge.actions import agree_merge, decline_merge, propose_merge
from commonground.people.merge.queries import get_merge, list_merges
from commonground.people.merge.schemas import MergeIn, MergeOut
from commonground.people.organisation.queries import get_organisation
from commonground.people.organisation.schemas import OrganisationOut
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Merging"])
ONE = "/{uuid:identity}"


@router.get("", response=Paged[MergeOut])
def list_open_merges(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Proposals that wait for an answer, yours or another's, oldest first; for owners and admins."""
    return paged(list_merges(request.viewer), cursor, limit, newest_first=False)


@router.post("", response={201: MergeOut})
def propose(request: Request, body: MergeIn) -> Any:
    """Say that two organisations are one. Where yours speaks for both, it is done at once."""
    other = get_organisation(request.viewer, body.organisation)
    return Status(201, propose_merge(by=request.viewer, organisation=other, same_as=body.same_as))


@router.get(ONE, response=MergeOut)
def read_merge(request: Request, identity: UUID) -> Any:
    """One proposal."""
    return get_merge(request.viewer, identity)


@router.post(ONE + "/agree", response=OrganisationOut)
def agree(request: Request, identity: UUID) -> Any:
    """Agree, as an owner of the side that did not propose; answers with the organisation that stays."""
    return agree_merge(by=request.viewer, merge=get_merge(request.viewer, identity))


@router.post(ONE + "/decline", response={204: None})
def decline(request: Request, identity: UUID) -> Any:
    """Say no, or take your own proposal back."""
    decline_merge(by=request.viewer, merge=get_merge(request.viewer, identity))
    return Status(204, None)
