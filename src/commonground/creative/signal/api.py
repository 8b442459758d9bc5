"""Signals, placements and provisions in the API."""

import json
from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.signal import actions, queries, schemas
from commonground.creative.signal.export import response_of
from commonground.creative.signal.importing import preview_of, understood
from commonground.creative.signal.taking import take_signals
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Signals"])
SIGNALS, PLACEMENTS, PROVISIONS = ("/{uuid:campaign}/" + name for name in ("signals", "placements", "provisions"))
SIGNAL, PLACEMENT = SIGNALS + "/{uuid:signal}", PLACEMENTS + "/{uuid:placement}"
PROVISION = PROVISIONS + "/{uuid:provision}"
ORDER = ("position", "id")


@router.get(SIGNALS, response=Paged[schemas.SignalOut])
def list_signals(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """The campaign's signals, in their order."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_signals(request.viewer, held), cursor, limit, by=ORDER, newest_first=False)


@router.post(SIGNALS, response={201: schemas.SignalOut})
def name_signal(request: Request, campaign: UUID, body: schemas.SignalIn) -> Any:
    """Add a signal to the campaign's vocabulary."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, actions.name_signal(by=request.viewer, campaign=held, **body.dict()))


@router.get(SIGNALS + "/adcp", response=dict[str, Any])
def export_signals(request: Request, campaign: UUID) -> Any:
    """Every signal, and what partners promise or pass of it, as a response of AdCP 3.2 `get_signals`."""
    held = get_campaign(request.viewer, campaign)
    return response_of(held, queries.coverage_of(request.viewer, held))


@router.post(SIGNALS + "/adcp", response={201: schemas.SignalsTaken})
def import_signals(request: Request, campaign: UUID, body: schemas.SignalsGiven) -> Any:
    """Take a response of AdCP `get_signals` for these placements, all of it or nothing.

    A partner who has joined is only asked whether what the response says holds, unless you answer for it.
    """
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    offers = understood(json.dumps(body.response).encode(), field="response")
    read = preview_of(request.viewer, held, offers, body.placements)
    take_signals(by=request.viewer, campaign=held, read=read, source="a program")
    return Status(201, schemas.SignalsTaken.of(read))


@router.get(SIGNAL, response=schemas.SignalOut)
def read_signal(request: Request, campaign: UUID, signal: UUID) -> Any:
    """One signal."""
    return queries.get_signal(request.viewer, get_campaign(request.viewer, campaign), signal)


@router.patch(SIGNAL, response=schemas.SignalOut)
def change_signal(request: Request, campaign: UUID, signal: UUID, body: schemas.SignalChange) -> Any:
    """Change what a signal is. 409 when somebody else has changed it since the revision that you saw."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_signal(request.viewer, held, signal)
    facts = schemas.facts_of(body.dict(exclude_unset=True), set())
    seen = facts.pop("revision")
    return actions.change_signal(by=request.viewer, campaign=held, signal=one, seen_revision=seen, **facts)


@router.delete(SIGNAL, response={204: None})
def remove_signal(request: Request, campaign: UUID, signal: UUID) -> Any:
    """Take a signal out, and what was said of it on each placement."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_signal(request.viewer, held, signal)
    actions.remove_signal(by=request.viewer, campaign=held, signal=one)
    return Status(204, None)


@router.get(PLACEMENTS, response=Paged[schemas.PlacementOut])
def list_placements(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """The campaign's placements, in their order."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_placements(request.viewer, held), cursor, limit, by=ORDER, newest_first=False)


@router.post(PLACEMENTS, response={201: schemas.PlacementOut})
def name_placement(request: Request, campaign: UUID, body: schemas.PlacementIn) -> Any:
    """Add a placement of one of the participants."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, actions.name_placement(by=request.viewer, campaign=held, **body.dict()))


@router.get(PLACEMENT, response=schemas.PlacementOut)
def read_placement(request: Request, campaign: UUID, placement: UUID) -> Any:
    """One placement."""
    return queries.get_placement(request.viewer, get_campaign(request.viewer, campaign), placement)


@router.patch(PLACEMENT, response=schemas.PlacementOut)
def change_placement(request: Request, campaign: UUID, placement: UUID, body: schemas.PlacementChange) -> Any:
    """Change what a placement is. 409 when somebody else has changed it since the revision that you saw."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_placement(request.viewer, held, placement)
    facts = {
        "organisation": one.organisation_id,
        **schemas.facts_of(body.dict(exclude_unset=True), schemas.EMPTIED),
    }
    seen = facts.pop("revision")
    return actions.change_placement(by=request.viewer, campaign=held, placement=one, seen_revision=seen, **facts)


@router.delete(PLACEMENT, response={204: None})
def remove_placement(request: Request, campaign: UUID, placement: UUID) -> Any:
    """Take a placement out, and what was said of signals there."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_placement(request.viewer, held, placement)
    actions.remove_placement(by=request.viewer, campaign=held, placement=one)
    return Status(204, None)


@router.get(PROVISIONS, response=Paged[schemas.ProvisionOut])
def list_provisions(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Who was asked for which signal where, and what they say; what was asked last on top."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_provisions(request.viewer, [held]), cursor, limit)


@router.post(PROVISIONS, response={201: schemas.ProvisionOut})
def ask_provision(request: Request, campaign: UUID, body: schemas.ProvisionAsk) -> Any:
    """Ask a participant to pass a signal on a placement; again where it was asked or refused before."""
    held = get_campaign(request.viewer, campaign)
    given = body.dict()
    signal = queries.get_signal(request.viewer, held, given.pop("signal"))
    placement = queries.get_placement(request.viewer, held, given.pop("placement"))
    made = actions.ask_provision(by=request.viewer, campaign=held, signal=signal, placement=placement, **given)
    return Status(201, made)


@router.get(PROVISION, response=schemas.ProvisionOut)
def read_provision(request: Request, campaign: UUID, provision: UUID) -> Any:
    """What is known of one signal on one placement."""
    return queries.get_provision(request.viewer, get_campaign(request.viewer, campaign), provision)


@router.post(PROVISION + "/answer", response=schemas.ProvisionOut)
def answer_provision(request: Request, campaign: UUID, provision: UUID, body: schemas.ProvisionAnswer) -> Any:
    """Say how far you are with passing it, as the organisation that was asked."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_provision(request.viewer, held, provision)
    given = body.dict()
    seen = given.pop("revision")
    return actions.answer_provision(by=request.viewer, campaign=held, provision=one, seen_revision=seen, **given)
