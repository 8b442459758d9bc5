"""Changing a draft in the API. What is proposed or in force starts a new draft with the first change."""

from typing import Any
from uuid import UUID

from django.db import transaction
from ninja import File, Router, Status
from ninja.files import UploadedFile

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.upload.actions import send_file
from commonground.campaigns.upload.queries import get_upload
from commonground.creative.decision import actions, schemas
from commonground.creative.decision.importing import preview_of
from commonground.creative.decision.queries import get_version
from commonground.creative.decision.taking import take_table
from commonground.people.viewer.access import Request

router = Router(tags=["Decision table, editing"])
HERE = "/{uuid:campaign}/decision-table"
RULES = HERE + "/rules"
RULE = RULES + "/{key}"
IMPORTS = HERE + "/imports"


@router.post(HERE + "/draft", response={201: schemas.TableVersionOut})
def start_table(request: Request, campaign: UUID, number: int | None = None) -> Any:
    """The draft there is, or a new one: a copy of what is agreed, or empty.

    With the `number` of a version a new draft begins with what that one says; the draft there is, is put aside.
    """
    held = get_campaign(request.viewer, campaign)
    source = get_version(request.viewer, held, number) if number is not None else None
    return Status(201, actions.start_table(by=request.viewer, campaign=held, source=source))


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


@router.patch(RULE, response=schemas.RuleOut)
def change_rule(request: Request, campaign: UUID, key: str, body: schemas.RuleChange) -> Any:
    """Change a rule. 409 when somebody else has changed it since you looked."""
    held = get_campaign(request.viewer, campaign)
    return schemas.RuleOut.of(actions.change_rule(by=request.viewer, campaign=held, key=key, **body.dict()))


@router.post(RULE + "/move", response={204: None})
def move_rule(request: Request, campaign: UUID, key: str, body: schemas.RuleMove) -> Any:
    """Move a rule to a place; beyond the end it becomes the last. 409 when somebody has changed the table since."""
    actions.move_rule(by=request.viewer, campaign=get_campaign(request.viewer, campaign), key=key, **body.dict())
    return Status(204, None)


@router.post(RULE + "/accept", response={204: None})
def accept_overlaps(request: Request, campaign: UUID, key: str, body: schemas.OverlapsIn) -> Any:
    """Say that a rule is meant to overlap with others, so that it is no longer told."""
    held = get_campaign(request.viewer, campaign)
    actions.accept_overlap(by=request.viewer, campaign=held, key=key, others=body.others)
    return Status(204, None)


@router.delete(RULE, response={204: None})
def remove_rule(request: Request, campaign: UUID, key: str, seen: str | None = None) -> Any:
    """Take a rule out of the draft; versions before keep it. 409 when somebody else has changed it since you looked."""
    held = get_campaign(request.viewer, campaign)
    actions.remove_rule(by=request.viewer, campaign=held, key=key, seen=seen)
    return Status(204, None)


@router.post(HERE + "/undo", response=schemas.TableVersionOut)
def undo_change(request: Request, campaign: UUID, body: schemas.TableSeen) -> Any:
    """Take the last change of the draft back, whoever made it; a draft that began with it is put aside.

    409 when somebody has changed the draft since you looked, or when there is nothing to take back.
    """
    held = get_campaign(request.viewer, campaign)
    return actions.undo_change(by=request.viewer, campaign=held, seen=body.seen)


@router.post(IMPORTS, response={201: schemas.TablePreview})
def send_table_file(request: Request, campaign: UUID, file: File[UploadedFile]) -> Any:
    """Send DMN, JSON, XLSX, CSV, TSV or Markdown, at most 25 MB, and see what would become of it. Nothing changes yet."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    with transaction.atomic():
        name = (file.name or "file")[-200:]
        sent = send_file(by=request.viewer, campaign=held, name=name, data=file.read())
        return Status(201, schemas.TablePreview.of(sent, preview_of(request.viewer, held, sent)))


@router.get(IMPORTS + "/{uuid:upload}", response=schemas.TablePreview)
def read_table_preview(request: Request, campaign: UUID, upload: UUID) -> Any:
    """The preview again, against the table as it is now."""
    held = get_campaign(request.viewer, campaign)
    sent = get_upload(request.viewer, held, upload)
    return schemas.TablePreview.of(sent, preview_of(request.viewer, held, sent))


@router.post(IMPORTS + "/{uuid:upload}/take", response={201: schemas.TableVersionOut})
def take_table_file(request: Request, campaign: UUID, upload: UUID, body: schemas.TableTake) -> Any:
    """Make it the draft with the signals and variants that it needs, all of it or nothing."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    sent = get_upload(request.viewer, held, upload)
    read = preview_of(request.viewer, held, sent)
    return Status(201, take_table(by=request.viewer, campaign=held, upload=sent, read=read, seen=body.seen))
