"""The ladder and escalations in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.escalation import actions, queries
from commonground.campaigns.escalation.enums import EscalationState
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.escalation.schemas import (
    AbsenceIn,
    AbsenceOut,
    ActIn,
    ContactIn,
    ContactOut,
    EntryOut,
    EscalationIn,
    EscalationOut,
    PauseIn,
)
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Escalations"])
absences = Router(tags=["Escalations"])
HERE = "/{uuid:campaign}"
ALL = HERE + "/escalations"
ONE = ALL + "/{int:number}"


def _one(request: Request, campaign: UUID, number: int) -> Escalation:
    return queries.get_escalation(request.viewer, get_campaign(request.viewer, campaign), number)


@router.get(ALL, response=Paged[EscalationOut])
def list_escalations(
    request: Request,
    campaign: UUID,
    state: EscalationState | None = None,
    cursor: str | None = None,
    limit: int = LIMIT,
) -> Any:
    """Escalations of a campaign that you may see, newest first."""
    found = queries.list_escalations(request.viewer, get_campaign(request.viewer, campaign))
    return paged(found.filter(state=state) if state else found, cursor, limit)


@router.post(ALL, response={201: EscalationOut})
def raise_escalation(request: Request, campaign: UUID, body: EscalationIn) -> Any:
    """Ask another participant to act. Its clock starts at once, in its working hours."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, actions.raise_escalation(by=request.viewer, campaign=held, **body.dict()))


@router.get(ONE, response=EscalationOut)
def read_escalation(request: Request, campaign: UUID, number: int) -> Any:
    """One escalation."""
    return _one(request, campaign, number)


@router.get(ONE + "/entries", response=Paged[EntryOut])
def list_entries(request: Request, campaign: UUID, number: int, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Its history, newest first."""
    return paged(
        queries.list_entries(request.viewer, _one(request, campaign, number)), cursor, limit, by=("number", "id")
    )


@router.post(ONE + "/act", response=EscalationOut)
def act_on(request: Request, campaign: UUID, number: int, body: ActIn) -> Any:
    """Acknowledge, start, update, resolve, confirm or reopen it; 409 for what its state does not allow."""
    return actions.act_on(by=request.viewer, escalation=_one(request, campaign, number), **body.dict())


@router.post(ONE + "/pause", response=EscalationOut)
def ask_to_pause(request: Request, campaign: UUID, number: int, body: PauseIn) -> Any:
    """Ask the other side to stop the clock; it runs on until they consent."""
    return actions.ask_to_pause(by=request.viewer, escalation=_one(request, campaign, number), reason=body.reason)


@router.post(ONE + "/pause/consent", response=EscalationOut)
def consent_to_pause(request: Request, campaign: UUID, number: int) -> Any:
    """Stop the clock, as the other side asks."""
    return actions.consent_to_pause(by=request.viewer, escalation=_one(request, campaign, number))


@router.post(ONE + "/resume", response=EscalationOut)
def resume(request: Request, campaign: UUID, number: int) -> Any:
    """Let the clock run again, or end the asking for a pause."""
    return actions.resume(by=request.viewer, escalation=_one(request, campaign, number))


@router.get(HERE + "/ladder", response=list[ContactOut])
def read_ladder(request: Request, campaign: UUID) -> Any:
    """Who stands on which rung; few enough to need no pages."""
    ladder = queries.ladder_of(request.viewer, get_campaign(request.viewer, campaign))
    return [
        {"organisation": side.pk, "rung": step.rung, "member": member.pk if member else None}
        for step in ladder
        for side, member in step.contacts
    ]


@router.put(HERE + "/ladder/{uuid:organisation}/{int:rung}", response={204: None})
def name_contact(request: Request, campaign: UUID, organisation: UUID, rung: int, body: ContactIn) -> Any:
    """Say who stands on a rung: of your own organisation, or of one that has not joined yet."""
    held = get_campaign(request.viewer, campaign)
    actions.name_contact(by=request.viewer, campaign=held, organisation=organisation, rung=rung, member=body.member)
    return Status(204, None)


@absences.get("", response=Paged[AbsenceOut])
def list_absences(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """When you are away, from today on."""
    return paged(queries.list_own_absences(request.viewer), cursor, limit)


@absences.post("", response={201: AbsenceOut})
def say_absence(request: Request, body: AbsenceIn) -> Any:
    """Say when you are away."""
    return Status(201, actions.say_absence(by=request.viewer, **body.dict()))


@absences.delete("/{uuid:absence}", response={204: None})
def withdraw_absence(request: Request, absence: UUID) -> Any:
    """Be there after all."""
    actions.withdraw_absence(by=request.viewer, absence=absence)
    return Status(204, None)
