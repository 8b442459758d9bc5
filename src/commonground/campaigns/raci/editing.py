"""Changing a draft in the API, and what stands beside it. What is proposed or in force starts a new draft with the first change."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.raci import actions, schemas
from commonground.campaigns.raci.queries import list_comments as list_comments_on
from commonground.campaigns.raci.rules import thresholds_of
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["RACI, editing"])
HERE = "/{uuid:campaign}/raci"


@router.post(HERE + "/draft", response={201: schemas.VersionOut})
def start_draft(request: Request, campaign: UUID) -> Any:
    """The draft there is, or a new one: a copy of what is worked on, or empty."""
    return Status(201, actions.draft_of(by=request.viewer, campaign=get_campaign(request.viewer, campaign)))


@router.delete(HERE + "/draft", response={204: None})
def discard_draft(request: Request, campaign: UUID) -> Any:
    """Put the draft aside; it stays readable among the versions."""
    actions.discard_draft(by=request.viewer, campaign=get_campaign(request.viewer, campaign))
    return Status(204, None)


@router.put(HERE + "/rows/{row}/cells/{role}", response=schemas.RowOut)
def set_letters(request: Request, campaign: UUID, row: str, role: str, body: schemas.CellSet) -> Any:
    """Set one cell. 409 with `theirs` when somebody else set it since you looked."""
    held = get_campaign(request.viewer, campaign)
    given = body.dict()
    return schemas.RowOut.of(actions.set_letters(by=request.viewer, campaign=held, row=row, role=role, **given))


@router.post(HERE + "/rows", response={201: schemas.RowOut})
def add_row(request: Request, campaign: UUID, body: schemas.RowNew) -> Any:
    """Add a task or decision."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, schemas.RowOut.of(actions.add_row(by=request.viewer, campaign=held, **body.dict())))


@router.patch(HERE + "/rows/{row}", response=schemas.RowOut)
def change_row(request: Request, campaign: UUID, row: str, body: schemas.RowChange) -> Any:
    """Change a row's words."""
    held = get_campaign(request.viewer, campaign)
    given = body.dict(exclude_unset=True)
    return schemas.RowOut.of(actions.edit_row(by=request.viewer, campaign=held, row=row, **given))


@router.post(HERE + "/rows/{row}/move", response=schemas.RowOut)
def move_row(request: Request, campaign: UUID, row: str, body: schemas.RowMove) -> Any:
    """Move a row up or down; across the edge of a phase it joins the next one."""
    held = get_campaign(request.viewer, campaign)
    return schemas.RowOut.of(actions.move_row(by=request.viewer, campaign=held, row=row, by_rows=body.by_rows))


@router.delete(HERE + "/rows/{row}", response=schemas.RowKept)
def remove_row(request: Request, campaign: UUID, row: str) -> Any:
    """Take a row out of the draft; versions before keep it."""
    held = get_campaign(request.viewer, campaign)
    return {"kept": actions.kept_of(held, actions.remove_row(by=request.viewer, campaign=held, row=row))}


@router.post(HERE + "/rows/{row}/restore", response={201: schemas.RowOut})
def restore_row(request: Request, campaign: UUID, row: str, body: schemas.RowRestored) -> Any:
    """Put back what was taken out, where it was."""
    held = get_campaign(request.viewer, campaign)
    back = actions.restore_kept_row(by=request.viewer, campaign=held, kept=body.kept, row=row)
    return Status(201, schemas.RowOut.of(back))


@router.post(HERE + "/roles", response={201: schemas.RoleOut})
def add_role(request: Request, campaign: UUID, body: schemas.RoleNew) -> Any:
    """Add a column."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, schemas.RoleOut.of(actions.add_role(by=request.viewer, campaign=held, **body.dict())))


@router.put(HERE + "/roles/{role}", response=schemas.RoleOut)
def change_role(request: Request, campaign: UUID, role: str, body: schemas.RoleChange) -> Any:
    """Change a role's title, its organisation, or who holds it."""
    held = get_campaign(request.viewer, campaign)
    return schemas.RoleOut.of(actions.edit_role(by=request.viewer, campaign=held, role=role, **body.dict()))


@router.delete(HERE + "/roles/{role}", response={204: None})
def remove_role(request: Request, campaign: UUID, role: str) -> Any:
    """Take a column and its letters out of the draft."""
    actions.remove_role(by=request.viewer, campaign=get_campaign(request.viewer, campaign), role=role)
    return Status(204, None)


@router.post(HERE + "/rows/{row}/comments", response={201: schemas.CommentOut})
def comment(request: Request, campaign: UUID, row: str, body: schemas.CommentIn) -> Any:
    """Say something on a row, to every participant."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, actions.comment_on_row(by=request.viewer, campaign=held, row=row, body=body.body))


@router.delete(HERE + "/comments/{uuid:comment}", response={204: None})
def withdraw_comment(request: Request, campaign: UUID, comment: UUID) -> Any:
    """Take a comment of your own back."""
    held = get_campaign(request.viewer, campaign)
    actions.withdraw_comment(by=request.viewer, campaign=held, comment=comment)
    return Status(204, None)


@router.put(HERE + "/thresholds", response=schemas.ThresholdsOut)
def set_thresholds(request: Request, campaign: UUID, body: schemas.ThresholdsIn) -> Any:
    """Say where the warnings of this campaign begin."""
    held = get_campaign(request.viewer, campaign)
    wanted = body.dict(exclude_none=True, exclude={"seen"})
    saved = actions.set_thresholds(by=request.viewer, campaign=held, wanted=wanted, seen=body.seen)
    return _thresholds(request, saved)


@router.put(HERE + "/kind", response=schemas.VersionOut)
def change_kind(request: Request, campaign: UUID, body: schemas.KindIn) -> Any:
    """Make the draft RACI or RASCI; RACI only once no S is left."""
    held = get_campaign(request.viewer, campaign)
    return actions.change_kind(by=request.viewer, campaign=held, kind=body.kind.value)


@router.get(HERE + "/rows/{row}/comments", response=Paged[schemas.CommentOut])
def list_comments(request: Request, campaign: UUID, row: str, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """What was said on a row, oldest first."""
    held = get_campaign(request.viewer, campaign)
    return paged(list_comments_on(request.viewer, held, row), cursor, limit, newest_first=False)


@router.get(HERE + "/thresholds", response=schemas.ThresholdsOut)
def read_thresholds(request: Request, campaign: UUID) -> Any:
    """Where the warnings of this campaign begin."""
    return _thresholds(request, get_campaign(request.viewer, campaign))


def _thresholds(request: Request, held: Campaign) -> Any:
    return schemas.ThresholdsOut.of(thresholds_of(held.thresholds), actions.seen_rules(request.viewer, held))
