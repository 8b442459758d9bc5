"""Agreeing in the API: propose, sign, ask for a change, review, remind."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.raci.queries import get_version
from commonground.campaigns.raci.schemas import VersionOut
from commonground.campaigns.signature import actions
from commonground.campaigns.signature.queries import words_on
from commonground.campaigns.signature.schemas import ChangeIn, ProposalIn, ReminderIn, Words
from commonground.people.viewer.access import Request

router = Router(tags=["RACI, agreement"])
HERE = "/{uuid:campaign}/raci"
ONE = HERE + "/versions/{int:number}"


@router.get(ONE + "/signatures", response=Words)
def read_signatures(request: Request, campaign: UUID, number: int) -> Any:
    """What every participant has said of a version."""
    held = get_campaign(request.viewer, campaign)
    version = get_version(request.viewer, held, number)
    return {"version": number, "words": words_on(request.viewer, held, version) if version.proposed_at else []}


@router.post(HERE + "/propose", response=VersionOut)
def propose(request: Request, campaign: UUID, body: ProposalIn) -> Any:
    """Propose the draft to every participant."""
    held = get_campaign(request.viewer, campaign)
    return actions.propose_version(by=request.viewer, campaign=held, effective_on=body.effective_on, seen=body.seen)


@router.post(ONE + "/countersign", response=VersionOut)
def countersign(request: Request, campaign: UUID, number: int) -> Any:
    """Sign for your organisation, as a manager or executive. The last signature puts it in force."""
    return actions.countersign(by=request.viewer, campaign=get_campaign(request.viewer, campaign), number=number)


@router.post(ONE + "/ask-for-change", response=VersionOut)
def ask_for_change(request: Request, campaign: UUID, number: int, body: ChangeIn) -> Any:
    """Say what has to change first."""
    held = get_campaign(request.viewer, campaign)
    return actions.ask_for_change(by=request.viewer, campaign=held, number=number, reason=body.reason)


@router.post(HERE + "/confirm", response=VersionOut)
def confirm_unchanged(request: Request, campaign: UUID) -> Any:
    """Review the matrix in force and find that it still holds."""
    return actions.confirm_unchanged(by=request.viewer, campaign=get_campaign(request.viewer, campaign))


@router.post(HERE + "/remind", response={204: None})
def remind(request: Request, campaign: UUID, body: ReminderIn) -> Any:
    """Ask an organisation again for its word; once a day at most."""
    held = get_campaign(request.viewer, campaign)
    actions.remind(by=request.viewer, campaign=held, organisation=body.organisation)
    return Status(204, None)
