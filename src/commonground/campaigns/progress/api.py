"""Saying how far a deliverable is, in the API."""

from typing import Any
from uuid import UUID

from ninja import Router

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.progress import actions
from commonground.campaigns.progress.schemas import ProgressOut, ReturnIn
from commonground.people.viewer.access import Request

router = Router(tags=["Roadmap, progress"])
ONE = "/{uuid:campaign}/roadmap/deliverables/{key}"


@router.post(ONE + "/start", response=ProgressOut)
def start_deliverable(request: Request, campaign: UUID, key: str) -> Any:
    """Say that your organisation has begun."""
    return actions.start_deliverable(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key)


@router.post(ONE + "/deliver", response=ProgressOut)
def deliver_deliverable(request: Request, campaign: UUID, key: str) -> Any:
    """Hand over; the reviewer is asked to accept it."""
    return actions.deliver_deliverable(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key)


@router.post(ONE + "/take-back", response=ProgressOut)
def take_back_delivery(request: Request, campaign: UUID, key: str) -> Any:
    """Undo a delivery of your organisation that nobody has accepted or returned yet."""
    return actions.take_back_delivery(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key)


@router.post(ONE + "/accept", response=ProgressOut)
def accept_deliverable(request: Request, campaign: UUID, key: str) -> Any:
    """Accept what was delivered, as its reviewer."""
    return actions.accept_deliverable(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key)


@router.post(ONE + "/return", response=ProgressOut)
def return_deliverable(request: Request, campaign: UUID, key: str, body: ReturnIn) -> Any:
    """Give back what was delivered, saying why."""
    held = get_campaign(request.viewer, campaign)
    return actions.return_deliverable(by=request.viewer, campaign=held, key=key, reason=body.reason)
