"""Partnerships in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.partnerships.partnership import actions
from commonground.partnerships.partnership.queries import get_partnership, get_party_of, list_partnerships
from commonground.partnerships.partnership.schemas import (
    PartnershipChange,
    PartnershipIn,
    PartnershipOut,
    PartyIn,
    PartyOut,
    Reason,
    Standing,
)
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Partnerships"])
ONE = "/{uuid:partnership}"


@router.get("", response=Paged[PartnershipOut])
def list_own_partnerships(
    request: Request, state: Standing | None = None, cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """Partnerships in which your organisation takes part or is asked, newest first; `state` is where it stands itself."""
    return paged(list_partnerships(request.viewer, *((state,) if state else ())), cursor, limit)


@router.post("", response={201: PartnershipOut})
def propose(request: Request, body: PartnershipIn) -> Any:
    """Propose to work together."""
    made = actions.propose_partnership(by=request.viewer, **body.dict())
    return Status(201, get_partnership(request.viewer, made.pk))


@router.get(ONE, response=PartnershipOut)
def read_partnership(request: Request, partnership: UUID) -> Any:
    """One partnership."""
    return get_partnership(request.viewer, partnership)


@router.put(ONE, response=PartnershipOut)
def change_partnership(request: Request, partnership: UUID, body: PartnershipChange) -> Any:
    """Change its name and purpose."""
    held = get_partnership(request.viewer, partnership)
    actions.edit_partnership(by=request.viewer, partnership=held, **body.dict())
    return get_partnership(request.viewer, partnership)


@router.post(ONE + "/parties", response={201: PartyOut})
def ask_in(request: Request, partnership: UUID, body: PartyIn) -> Any:
    """Ask a further organisation in."""
    held = get_partnership(request.viewer, partnership)
    asked = actions.add_party(by=request.viewer, partnership=held, organisation=body.organisation)
    return Status(201, asked)


@router.delete(ONE + "/parties/{uuid:party}", response={204: None})
def take_question_back(request: Request, partnership: UUID, party: UUID) -> Any:
    """Take back a question that was not answered."""
    held = get_partnership(request.viewer, partnership)
    asked = get_party_of(request.viewer, held, party)
    actions.withdraw_party(by=request.viewer, partnership=held, party=asked)
    return Status(204, None)


@router.post(ONE + "/accept", response=PartnershipOut)
def accept(request: Request, partnership: UUID) -> Any:
    """Take part, as a manager or executive of the organisation asked."""
    actions.accept_partnership(by=request.viewer, partnership=get_partnership(request.viewer, partnership))
    return get_partnership(request.viewer, partnership)


@router.post(ONE + "/decline", response={204: None})
def decline(request: Request, partnership: UUID, body: Reason) -> Any:
    """Say no."""
    held = get_partnership(request.viewer, partnership)
    actions.decline_partnership(by=request.viewer, partnership=held, reason=body.reason)
    return Status(204, None)


@router.post(ONE + "/leave", response={204: None})
def leave(request: Request, partnership: UUID) -> Any:
    """Leave it and all its campaigns."""
    actions.leave_partnership(by=request.viewer, partnership=get_partnership(request.viewer, partnership))
    return Status(204, None)
