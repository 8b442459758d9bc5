"""Changing a draft in the API. What is published starts a new draft with the first change."""

from typing import Any
from uuid import UUID

from django.db import transaction
from ninja import File, Router, Status
from ninja.files import UploadedFile

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.roadmap import actions, frame, queries, schemas
from commonground.campaigns.roadmap.consequences import changed_roadmap, consequence_of, with_lead
from commonground.campaigns.roadmap.importing import preview_of
from commonground.campaigns.roadmap.taking import take_upload
from commonground.campaigns.upload.actions import send_file
from commonground.campaigns.upload.queries import get_upload
from commonground.engines.errors import EngineError
from commonground.engines.roadmap import Roadmap
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.people.viewer.access import Request

router = Router(tags=["Roadmap, editing"])
HERE = "/{uuid:campaign}/roadmap"
ONE = HERE + "/deliverables/{key}"
IMPORTS = HERE + "/imports"


def _working(request: Request, held: Campaign) -> queries.Loaded:
    version = queries.working_version(request.viewer, held)
    if version is None:
        raise NotFound
    return queries.load_roadmap(request.viewer, version, held)


@router.post(HERE + "/draft", response={201: schemas.RoadmapVersionOut})
def start_roadmap_draft(request: Request, campaign: UUID) -> Any:
    """The draft there is, or a new one: a copy of the current version, or empty."""
    return Status(201, actions.draft_of(by=request.viewer, campaign=get_campaign(request.viewer, campaign)))


@router.delete(HERE + "/draft", response={204: None})
def discard_roadmap_draft(request: Request, campaign: UUID) -> Any:
    """Put the draft aside; it stays readable among the versions."""
    actions.discard_draft(by=request.viewer, campaign=get_campaign(request.viewer, campaign))
    return Status(204, None)


@router.put(HERE + "/dates", response=schemas.RoadmapVersionOut)
def set_dates(request: Request, campaign: UUID, body: schemas.RoadmapDates) -> Any:
    """Say from when work may start, and the launch that is counted back from."""
    held = get_campaign(request.viewer, campaign)
    return frame.set_dates(by=request.viewer, campaign=held, **body.dict())


@router.post(HERE + "/deliverables", response={201: schemas.DeliverableOut})
def add_deliverable(request: Request, campaign: UUID, body: schemas.DeliverableNew) -> Any:
    """Add a deliverable or milestone."""
    held = get_campaign(request.viewer, campaign)
    made = actions.add_deliverable(by=request.viewer, campaign=held, **schemas.facts_of(body.dict()))
    return Status(201, schemas.DeliverableOut.of(made))


@router.get(ONE, response=schemas.DeliverableOut)
def read_deliverable(request: Request, campaign: UUID, key: str) -> Any:
    """One deliverable of what people work on now."""
    loaded = _working(request, get_campaign(request.viewer, campaign))
    return schemas.DeliverableOut.of(loaded.row(key), loaded)


@router.patch(ONE, response=schemas.DeliverableOut)
def change_deliverable(request: Request, campaign: UUID, key: str, body: schemas.DeliverableChange) -> Any:
    """Change a deliverable. A dependency that closes a circle is refused, naming it."""
    held = get_campaign(request.viewer, campaign)
    given = schemas.facts_of(body.dict(exclude_unset=True))
    return schemas.DeliverableOut.of(actions.edit_deliverable(by=request.viewer, campaign=held, key=key, **given))


@router.post(ONE + "/what-if", response=schemas.ConsequenceOut)
def preview_change(request: Request, campaign: UUID, key: str, body: schemas.DeliverableChange) -> Any:
    """What changing a deliverable does to the plan; nothing is saved."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    loaded = _working(request, held)
    loaded.row(key)
    after = changed_roadmap(loaded.roadmap, key, schemas.facts_of(body.dict(exclude_unset=True)))
    return _what_if(request, held, loaded, after, key)


def _what_if(request: Request, held: Campaign, loaded: queries.Loaded, after: Roadmap, key: str = "") -> Any:
    today = clock.today(request.viewer.time_zone)
    try:
        found = consequence_of(loaded.roadmap, after, queries.calendars_for(loaded, held, today), today, key)
    except EngineError as error:
        raise Invalid(str(error)) from error
    if found is None:
        raise NotReady("There is no day to count from: set a launch.")
    return schemas.ConsequenceOut.of(found)


@router.post(ONE + "/move", response=schemas.DeliverableOut)
def move_deliverable(request: Request, campaign: UUID, key: str, body: schemas.DeliverableMove) -> Any:
    """Move a deliverable up or down; across the edge of a phase it joins the next one."""
    held = get_campaign(request.viewer, campaign)
    moved = actions.move_deliverable(by=request.viewer, campaign=held, key=key, by_places=body.by_places)
    return schemas.DeliverableOut.of(moved)


@router.delete(ONE, response=schemas.DeliverableKept)
def remove_deliverable(request: Request, campaign: UUID, key: str) -> Any:
    """Take a deliverable out of the draft; versions before keep it."""
    held = get_campaign(request.viewer, campaign)
    gone, waited = actions.remove_deliverable(by=request.viewer, campaign=held, key=key)
    return {"kept": actions.kept_of(held, gone, waited)}


@router.post(ONE + "/restore", response={201: schemas.DeliverableOut})
def restore_deliverable(request: Request, campaign: UUID, key: str, body: schemas.DeliverableRestored) -> Any:
    """Put back what was taken out, where it was."""
    held = get_campaign(request.viewer, campaign)
    back = actions.restore_deliverable(by=request.viewer, campaign=held, kept=body.kept, key=key)
    return Status(201, schemas.DeliverableOut.of(back))


@router.post(HERE + "/phases", response={201: schemas.PhaseOut})
def add_phase(request: Request, campaign: UUID, body: schemas.PhaseIn) -> Any:
    """Add a phase at the end."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, schemas.PhaseOut.of(frame.add_phase(by=request.viewer, campaign=held, **body.dict())))


@router.put(HERE + "/phases/{phase}", response=schemas.PhaseOut)
def change_phase(request: Request, campaign: UUID, phase: str, body: schemas.PhaseChange) -> Any:
    """Change the words of a phase, or how long before the launch it ends."""
    held = get_campaign(request.viewer, campaign)
    return schemas.PhaseOut.of(frame.edit_phase(by=request.viewer, campaign=held, phase=phase, **body.dict()))


@router.post(HERE + "/phases/{phase}/what-if", response=schemas.ConsequenceOut)
def preview_phase(request: Request, campaign: UUID, phase: str, body: schemas.PhaseIn) -> Any:
    """What another lead of a phase does to the plan; nothing is saved."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    loaded = _working(request, held)
    queries.get_phase(loaded.version, phase)
    return _what_if(request, held, loaded, with_lead(loaded.roadmap, phase, body.lead))


@router.delete(HERE + "/phases/{phase}", response={204: None})
def remove_phase(request: Request, campaign: UUID, phase: str) -> Any:
    """Take a phase out; its deliverables stay."""
    frame.remove_phase(by=request.viewer, campaign=get_campaign(request.viewer, campaign), phase=phase)
    return Status(204, None)


@router.post(IMPORTS, response={201: schemas.RoadmapPreview})
def send_roadmap_file(request: Request, campaign: UUID, file: File[UploadedFile]) -> Any:
    """Send XLSX, CSV, TSV or Markdown, at most 25 MB, and see what would become of it. Nothing changes yet."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    with transaction.atomic():
        name = (file.name or "file")[-200:]
        sent = send_file(by=request.viewer, campaign=held, name=name, data=file.read())
        return Status(201, schemas.RoadmapPreview.of(sent, preview_of(request.viewer, held, sent)))


@router.get(IMPORTS + "/{uuid:upload}", response=schemas.RoadmapPreview)
def read_roadmap_preview(request: Request, campaign: UUID, upload: UUID, table: int | None = None) -> Any:
    """The preview again, of another table of the file."""
    held = get_campaign(request.viewer, campaign)
    sent = get_upload(request.viewer, held, upload)
    return schemas.RoadmapPreview.of(sent, preview_of(request.viewer, held, sent, table))


@router.post(IMPORTS + "/{uuid:upload}/take", response={201: schemas.RoadmapVersionOut})
def take_roadmap_file(request: Request, campaign: UUID, upload: UUID, body: schemas.RoadmapTake) -> Any:
    """Make it the draft, all of it or nothing."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    sent = get_upload(request.viewer, held, upload)
    seen = preview_of(request.viewer, held, sent, body.table)
    made = take_upload(
        by=request.viewer, campaign=held, upload=sent, roadmap=seen.roadmap, places=seen.places, mark=seen.mark
    )
    return Status(201, made)
