"""Changing a draft in the API. What is proposed or in force starts a new draft with the first change."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.decision import actions, schemas
from commonground.people.viewer.access import Request

router = Router(tags=["Decision table, editing"])
HERE = "/{uuid:campaign}/decision-table"
RULES = HERE + "/rules"
RULE = RULES + "/{key}"


@router.post(HERE + "/draft", response={201: schemas.TableVersionOut})
def start_table(request: Request, campaign: UUID) -> Any:
    """The draft there is, or a new one: a copy of what is worked on, or empty."""
    return Status(201, actions.start_table(by=request.viewer, campaign=get_campaign(request.viewer, campaign)))


@router.put(HERE + "/columns", response=schemas.TableVersionOut)
def set_columns(request: Request, campaign: UUID, body: schemas.ColumnsIn) -> Any:
    """Choose the signals that rules may ask about. A column that is taken out takes its tests along."""
    held = get_campaign(request.viewer, campaign)
    return actions.set_columns(by=request.viewer, campaign=held, **body.dict())


@router.put(HERE + "/policy", response=schemas.TableVersionOut)
def set_policy(request: Request, campaign: UUID, body: schemas.PolicyIn) -> Any:
    """Say which rule counts, what a missing signal means, and what everyone else gets."""
    held = get_campaign(request.viewer, campaign)
    return actions.set_policy(by=request.viewer, campaign=held, **body.dict())


@router.post(RULES, response={201: schemas.RuleOut})
def add_rule(request: Request, campaign: UUID, body: schemas.RuleIn) -> Any:
    """Add a rule. A cell that cannot be read is refused with its position and what was expected there."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, schemas.RuleOut.of(actions.add_rule(by=request.viewer, campaign=held, **body.dict())))


@router.post(RULES + "/restore", response={201: schemas.RuleOut})
def restore_rule(request: Request, campaign: UUID, body: schemas.RuleRestored) -> Any:
    """Put back a rule that was taken out, where it stood."""
    held = get_campaign(request.viewer, campaign)
    back = actions.restore_rule(by=request.viewer, campaign=held, kept=body.kept)
    return Status(201, schemas.RuleOut.of(back))


@router.patch(RULE, response=schemas.RuleOut)
def change_rule(request: Request, campaign: UUID, key: str, body: schemas.RuleChange) -> Any:
    """Change a rule. 409 when somebody else has changed it since you looked."""
    held = get_campaign(request.viewer, campaign)
    return schemas.RuleOut.of(actions.change_rule(by=request.viewer, campaign=held, key=key, **body.dict()))


@router.post(RULE + "/move", response={204: None})
def move_rule(request: Request, campaign: UUID, key: str, body: schemas.RuleMove) -> Any:
    """Move a rule to a place; beyond the end it becomes the last."""
    actions.move_rule(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key, to=body.to)
    return Status(204, None)


@router.post(RULE + "/accept", response={204: None})
def accept_overlaps(request: Request, campaign: UUID, key: str, body: schemas.OverlapsIn) -> Any:
    """Say that a rule is meant to overlap with others, so that it is no longer told."""
    held = get_campaign(request.viewer, campaign)
    actions.accept_overlap(by=request.viewer, campaign=held, key=key, others=body.others)
    return Status(204, None)


@router.delete(RULE, response=schemas.RuleKept)
def remove_rule(request: Request, campaign: UUID, key: str) -> Any:
    """Take a rule out of the draft; versions before keep it."""
    held = get_campaign(request.viewer, campaign)
    gone = actions.remove_rule(by=request.viewer, campaign=held, key=key)
    return {"kept": actions.kept_of(held.pk, gone)}
