"""Invitations in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.invitation.actions import (
    accept_invitation,
    decline_invitation,
    issue_invitation,
    resend_invitation,
    revoke_invitation,
)
from commonground.people.invitation.queries import get_invitation, get_received, list_invitations, list_received
from commonground.people.invitation.schemas import InvitationIn, InvitationOut, ReceivedOut
from commonground.people.membership.queries import get_member
from commonground.people.membership.schemas import PersonOut
from commonground.people.organisation.queries import get_organisation
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Invitations"])


@router.get("", response=Paged[InvitationOut])
def list_open_invitations(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Open invitations that your organisation has sent."""
    return paged(list_invitations(request.viewer), cursor, limit)


@router.post("", response={201: InvitationOut})
def invite(request: Request, body: InvitationIn) -> Any:
    """Invite an address. The mail is sent in the background; the link in it holds for 72 hours and works once."""
    given = body.dict()
    given["organisation"] = get_organisation(request.viewer, given["organisation"])
    given["seat"] = get_member(request.viewer, given["seat"]) if given["seat"] else None
    return Status(201, issue_invitation(by=request.viewer, **given))


@router.get("/received", response=Paged[ReceivedOut])
def list_received_invitations(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Open invitations to addresses that you have confirmed, newest first."""
    return paged(list_received(request.viewer.person), cursor, limit)


@router.post("/received/{uuid:identity}/accept", response=PersonOut)
def accept_received(request: Request, identity: UUID) -> Any:
    """Accept one: you belong to that organisation as well. This token goes on acting for the one it was made for."""
    received = get_received(request.viewer.person, identity)
    return accept_invitation(by=request.viewer, invitation=received)


@router.post("/received/{uuid:identity}/decline", response={204: None})
def decline_received(request: Request, identity: UUID) -> Any:
    """Say no."""
    decline_invitation(by=request.viewer, invitation=get_received(request.viewer.person, identity))
    return Status(204, None)


@router.post("/{uuid:identity}/resend", response=InvitationOut)
def send_again(request: Request, identity: UUID) -> Any:
    """Send it again with a new link; the earlier one no longer works."""
    return resend_invitation(by=request.viewer, invitation=get_invitation(request.viewer, identity))


@router.delete("/{uuid:identity}", response={204: None})
def take_back(request: Request, identity: UUID) -> Any:
    """Take it back."""
    revoke_invitation(by=request.viewer, invitation=get_invitation(request.viewer, identity))
    return Status(204, None)
