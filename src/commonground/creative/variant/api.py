"""Variants in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.signal.schemas import facts_of
from commonground.creative.variant import actions, queries, schemas
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Variants"])
HERE = "/{uuid:campaign}/variants"
ONE = HERE + "/{uuid:variant}"


@router.get(HERE, response=Paged[schemas.VariantOut])
def list_variants(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """The campaign's variants, in their order."""
    held = get_campaign(request.viewer, campaign)
    found = queries.list_variants(request.viewer, held)
    return paged(found, cursor, limit, by=("position", "id"), newest_first=False)


@router.post(HERE, response={201: schemas.VariantOut})
def name_variant(request: Request, campaign: UUID, body: schemas.VariantIn) -> Any:
    """Add a variant."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, actions.name_variant(by=request.viewer, campaign=held, **body.dict()))


@router.get(ONE, response=schemas.VariantOut)
def read_variant(request: Request, campaign: UUID, variant: UUID) -> Any:
    """One variant."""
    return queries.get_variant(request.viewer, get_campaign(request.viewer, campaign), variant)


@router.patch(ONE, response=schemas.VariantOut)
def change_variant(request: Request, campaign: UUID, variant: UUID, body: schemas.VariantChange) -> Any:
    """Change what a variant is. What was approved waits for approval again when its sizes or link change."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_variant(request.viewer, held, variant)
    given = facts_of(body.dict(exclude_unset=True), schemas.EMPTIED)
    seen = given.pop("revision")
    facts = {"organisation": one.organisation_id, "owner": one.owner_id, **given}
    return actions.change_variant(by=request.viewer, campaign=held, variant=one, seen_revision=seen, **facts)


@router.delete(ONE, response={204: None})
def remove_variant(request: Request, campaign: UUID, variant: UUID) -> Any:
    """Take a variant out. Tables that still name it say so."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_variant(request.viewer, held, variant)
    actions.remove_variant(by=request.viewer, campaign=held, variant=one)
    return Status(204, None)


@router.post(ONE + "/ask-for-approval", response=schemas.VariantOut)
def ask_approval(request: Request, campaign: UUID, variant: UUID) -> Any:
    """Put a variant before the others, as the organisation that makes it."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_variant(request.viewer, held, variant)
    return actions.ask_approval(by=request.viewer, campaign=held, variant=one)


@router.post(ONE + "/decide", response=schemas.VariantOut)
def decide_variant(request: Request, campaign: UUID, variant: UUID, body: schemas.VariantDecision) -> Any:
    """Approve it or return it, as a manager or executive of another organisation."""
    held = get_campaign(request.viewer, campaign)
    one = queries.get_variant(request.viewer, held, variant)
    given = body.dict()
    seen = given.pop("revision")
    return actions.decide_variant(by=request.viewer, campaign=held, variant=one, seen_revision=seen, **given)
