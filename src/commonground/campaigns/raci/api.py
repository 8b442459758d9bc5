"""Reading matrices in the API."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.raci import queries
from commonground.campaigns.raci.export import export_of
from commonground.campaigns.raci.schemas import (
    Changes,
    FindingOut,
    Findings,
    VersionOut,
    VersionWhole,
)
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["RACI"])
HERE = "/{uuid:campaign}/raci"
ONE = HERE + "/versions/{int:number}"
FILE = {"type": "string", "format": "binary"}


def _loaded(request: Request, campaign: UUID, number: int) -> tuple[Any, queries.Loaded]:
    held = get_campaign(request.viewer, campaign)
    version = queries.get_version(request.viewer, held, number)
    return held, queries.load_matrix(request.viewer, version)


@router.get(HERE, response=VersionWhole)
def read_working_version(request: Request, campaign: UUID) -> Any:
    """What people work on now: the draft, else what is proposed, else what is in force."""
    held = get_campaign(request.viewer, campaign)
    working = queries.working_version(request.viewer, held)
    if working is None:
        raise NotFound
    return VersionWhole.of(queries.load_matrix(request.viewer, working))


@router.get(HERE + "/versions", response=Paged[VersionOut])
def list_versions(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Every version, newest first."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_versions(request.viewer, held), cursor, limit, by=("number",))


@router.get(ONE, response=VersionWhole)
def read_version(request: Request, campaign: UUID, number: int) -> Any:
    """One version as it is or was."""
    return VersionWhole.of(_loaded(request, campaign, number)[1])


@router.get(ONE + "/findings", response=Findings)
def read_findings(request: Request, campaign: UUID, number: int) -> Any:
    """What the rules find in it today, with the campaign's thresholds."""
    held, loaded = _loaded(request, campaign, number)
    found = queries.findings_of(held, loaded, today=clock.today(request.viewer.time_zone))
    return {"version": number, "findings": [FindingOut.of(finding) for finding in found]}


@router.get(ONE + "/changes", response=Changes)
def read_changes(request: Request, campaign: UUID, number: int) -> Any:
    """What differs from the version that it was made from."""
    _, loaded = _loaded(request, campaign, number)
    since = queries.changes_since(request.viewer, loaded)
    return Changes.of(since[0].number, since[1]) if since else Changes()


@router.get(
    ONE + "/export/{form}",
    openapi_extra={
        "responses": {
            200: {"description": "The file.", "content": {"application/octet-stream": {"schema": FILE}}},
        }
    },
)
def export(request: Request, campaign: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: xlsx, csv, md or json."""
    held, loaded = _loaded(request, campaign, number)
    name, media_type, data = export_of(held.name, loaded, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)
