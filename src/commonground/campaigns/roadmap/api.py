"""Reading roadmaps in the API."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.roadmap import queries, schemas
from commonground.campaigns.roadmap.differences import differences_in_words
from commonground.campaigns.roadmap.export import export_of
from commonground.campaigns.roadmap.sheet import schedule_of
from commonground.engines.errors import EngineError
from commonground.engines.roadmap import slip as slip_of
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Roadmap"])
HERE = "/{uuid:campaign}/roadmap"
ONE = HERE + "/versions/{int:number}"
FILE = {"type": "string", "format": "binary"}


def _loaded(request: Request, campaign: UUID, number: int) -> tuple[Campaign, queries.Loaded]:
    held = get_campaign(request.viewer, campaign)
    version = queries.get_version(request.viewer, held, number)
    return held, queries.load_roadmap(request.viewer, version, held)


def _working(request: Request, campaign: UUID) -> tuple[Campaign, queries.Loaded]:
    held = get_campaign(request.viewer, campaign)
    version = queries.working_version(request.viewer, held)
    if version is None:
        raise NotFound
    return held, queries.load_roadmap(request.viewer, version, held)


@router.get(HERE, response=schemas.RoadmapWhole)
def read_working_roadmap(request: Request, campaign: UUID) -> Any:
    """What people work on now: the draft, else the current version."""
    return schemas.RoadmapWhole.of(_working(request, campaign)[1])


@router.get(HERE + "/versions", response=Paged[schemas.RoadmapVersionOut])
def list_roadmap_versions(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Every version, newest first."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_versions(request.viewer, held), cursor, limit, by=("number",))


@router.get(ONE, response=schemas.RoadmapWhole)
def read_roadmap_version(request: Request, campaign: UUID, number: int) -> Any:
    """One version as it is or was."""
    return schemas.RoadmapWhole.of(_loaded(request, campaign, number)[1])


@router.get(ONE + "/schedule", response=schemas.ScheduleOut)
def read_schedule(request: Request, campaign: UUID, number: int) -> Any:
    """Earliest and latest days, slack and the critical path, counted as of today in each organisation's working days."""
    held, loaded = _loaded(request, campaign, number)
    today = clock.today(request.viewer.time_zone)
    found = schedule_of(loaded, queries.calendars_for(loaded, held, today), today)
    if found is None:
        raise NotReady("There is no day to count from: set a launch.")
    return schemas.ScheduleOut.of(number, found)


@router.get(ONE + "/changes", response=schemas.RoadmapChanges)
def read_roadmap_changes(request: Request, campaign: UUID, number: int) -> Any:
    """What differs from the version published before, in words."""
    held, loaded = _loaded(request, campaign, number)
    since = queries.changes_since(request.viewer, loaded, held)
    if since is None:
        return {}
    return {"before": since[0].number, "changes": differences_in_words(since[1], loaded)}


@router.get(
    ONE + "/export/{form}",
    openapi_extra={
        "responses": {200: {"description": "The file.", "content": {"application/octet-stream": {"schema": FILE}}}}
    },
)
def export_roadmap(request: Request, campaign: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: xlsx, csv or json."""
    held, loaded = _loaded(request, campaign, number)
    name, media_type, data = export_of(held.name, loaded, form)
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.post(HERE + "/deliverables/{key}/slip", response=schemas.SlipOut)
def preview_slip(request: Request, campaign: UUID, key: str, body: schemas.SlipIn) -> Any:
    """What it does to the plan when a deliverable comes later; nothing is saved."""
    held, loaded = _working(request, campaign)
    request.viewer.writing()
    loaded.row(key)
    today = clock.today(request.viewer.time_zone)
    try:
        found = slip_of(loaded.roadmap, queries.calendars_for(loaded, held, today), key, body.days, today)
    except EngineError as error:
        raise Invalid(str(error), fields={"days": str(error)}) from error
    return schemas.SlipOut.of(found)
