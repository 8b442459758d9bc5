"""Actions in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.action import actions, origins, queries
from commonground.campaigns.action.enums import ActionState
from commonground.campaigns.action.schemas import ActionChange, ActionIn, ActionOut, AnswerIn, EndIn, OfferIn, Whose
from commonground.campaigns.campaign.queries import get_campaign
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Actions"])
ONE = "/{uuid:action}"


@router.get("", response=Paged[ActionOut])
def list_actions(
    request: Request, whose: Whose = "", campaign: UUID | None = None, cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """Open actions that you may see, newest first. `whose`: mine, ours, loose (without owner or day); ended for the others."""
    held = get_campaign(request.viewer, campaign) if campaign else None
    if whose == "ended":
        return paged(queries.list_ended(request.viewer, campaign=held), cursor, limit)
    return paged(queries.list_open(request.viewer, whose=whose, campaign=held), cursor, limit)


@router.post("", response={201: ActionOut})
def note_action(request: Request, body: ActionIn) -> Any:
    """Note something to do."""
    given = body.dict()
    campaign = given.pop("campaign")
    held = get_campaign(request.viewer, campaign) if campaign else None
    source, key = given.pop("source"), given.pop("source_key")
    given |= origins.named(request.viewer, held, source, key)
    return Status(201, actions.note_action(by=request.viewer, campaign=held, **given))


@router.get(ONE, response=ActionOut)
def read_action(request: Request, action: UUID) -> Any:
    """One action."""
    return queries.get_action(request.viewer, action)


@router.patch(ONE, response=ActionOut)
def change_action(request: Request, action: UUID, body: ActionChange) -> Any:
    """Change what it says or when it is due; the day may be taken away with null."""
    held = queries.get_action(request.viewer, action)
    given = body.dict(exclude_unset=True)
    revision = given.pop("revision")
    facts = {name: value for name, value in given.items() if value is not None or name == "due_on"}
    return actions.change_action(by=request.viewer, action=held, seen_revision=revision, **facts)


@router.post(ONE + "/offer", response=ActionOut)
def offer_action(request: Request, action: UUID, body: OfferIn) -> Any:
    """Ask somebody to take it over."""
    return actions.offer_action(by=request.viewer, action=queries.get_action(request.viewer, action), to=body.to)


@router.post(ONE + "/answer", response=ActionOut)
def answer_offer(request: Request, action: UUID, body: AnswerIn) -> Any:
    """Take over what is offered to you, or leave it with its owner."""
    held = queries.get_action(request.viewer, action)
    return actions.answer_offer(by=request.viewer, action=held, accept=body.accept)


@router.post(ONE + "/end", response=ActionOut)
def end_action(request: Request, action: UUID, body: EndIn) -> Any:
    """Say that it is done, let it go, or open it again."""
    held = queries.get_action(request.viewer, action)
    if body.state == ActionState.OPEN:
        return actions.reopen_action(by=request.viewer, action=held)
    return actions.end_action(by=request.viewer, action=held, state=body.state)
