"""Runs in the API: how far they are, what they found, stopping them and taking them out."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.run import actions, queries
from commonground.creative.run.enums import RunKind
from commonground.creative.run.schemas import RunListed, RunOut
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Simulations and evaluations"])
HERE = "/{uuid:campaign}/runs"
ONE = HERE + "/{uuid:run}"


@router.get(HERE, response=Paged[RunListed])
def list_runs(
    request: Request, campaign: UUID, kind: RunKind | None = None, cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """Simulations and evaluations of the campaign, the newest first, without their results."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_runs(request.viewer, held, kind).defer("log", "result"), cursor, limit)


@router.get(ONE, response=RunOut)
def read_run(request: Request, campaign: UUID, run: UUID) -> Any:
    """One of them: how far it is, or what was found."""
    return queries.get_run(request.viewer, get_campaign(request.viewer, campaign), run)


@router.post(ONE + "/cancel", response=RunOut)
def cancel_run(request: Request, campaign: UUID, run: UUID) -> Any:
    """Stop one that your organisation has started. 409 when it has ended before."""
    held = queries.get_run(request.viewer, get_campaign(request.viewer, campaign), run)
    return actions.cancel_run(by=request.viewer, run=held)


@router.delete(ONE, response={204: None})
def remove_run(request: Request, campaign: UUID, run: UUID) -> Any:
    """Take out one that your organisation has started, with what it found. 409 until it has ended."""
    held = queries.get_run(request.viewer, get_campaign(request.viewer, campaign), run)
    actions.remove_run(by=request.viewer, run=held)
    return Status(204, None)
