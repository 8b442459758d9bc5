"""Imports in the API: send a file, look at what was understood, take it whole or not at all."""

from typing import Any
from uuid import UUID

from django.db import transaction
from ninja import File, Router, Status
from ninja.files import UploadedFile

from commonground.campaigns.campaign.queries import get_campaign, list_people, organisations_of
from commonground.campaigns.raci.schemas import VersionOut
from commonground.campaigns.upload import actions, queries
from commonground.campaigns.upload.matching import match_organisations, match_roles
from commonground.campaigns.upload.schemas import PreviewOut, TakeIn
from commonground.engines.raci import Choice, Letters
from commonground.kit import clock
from commonground.people.viewer.access import Request

router = Router(tags=["RACI, import"])
HERE = "/{uuid:campaign}/raci/imports"


def _preview(request: Request, campaign: Any, sent: Any, choice: Choice) -> dict[str, Any]:
    today = clock.today(request.viewer.time_zone)
    seen = queries.preview_of(request.viewer, campaign, sent, choice, today=today)
    organisations = match_organisations(seen.matrix, organisations_of(campaign), seen.known)
    roles = match_roles(
        seen.matrix, list_people(request.viewer, campaign), organisations, organisations_of(campaign), seen.known
    )
    return PreviewOut.of(sent, seen, organisations, roles)


@router.post(HERE, response={201: PreviewOut})
def send_file(request: Request, campaign: UUID, file: File[UploadedFile]) -> Any:
    """Send XLSX, CSV, TSV or Markdown, at most 25 MB, and see what would become of it. Nothing changes yet."""
    held = get_campaign(request.viewer, campaign)
    request.viewer.writing()
    with transaction.atomic():
        name = (file.name or "file")[-200:]
        sent = actions.send_file(by=request.viewer, campaign=held, name=name, data=file.read())
        return Status(201, _preview(request, held, sent, Choice()))


@router.get(HERE + "/{uuid:upload}", response=PreviewOut)
def read_preview(request: Request, campaign: UUID, upload: UUID, table: int | None = None) -> Any:
    """The preview again, of another table of the file."""
    held = get_campaign(request.viewer, campaign)
    sent = queries.get_upload(request.viewer, held, upload)
    return _preview(request, held, sent, Choice(table=table))


@router.post(HERE + "/{uuid:upload}/take", response={201: VersionOut})
def take(request: Request, campaign: UUID, upload: UUID, body: TakeIn) -> Any:
    """Make it the draft, all of it or nothing; with `propose`, propose it at once."""
    held = get_campaign(request.viewer, campaign)
    sent = queries.get_upload(request.viewer, held, upload)
    choice = Choice(body.table, {key: Letters(value) if value else None for key, value in body.letters.items()})
    today = clock.today(request.viewer.time_zone)
    seen = queries.preview_of(request.viewer, held, sent, choice, today=today)
    seen.check()
    made = actions.take_upload(
        by=request.viewer, campaign=held, upload=sent, matrix=seen.matrix, organisations=body.organisations,
        holders=body.holders, propose=body.propose, seen=body.seen,
    )  # fmt: skip
    return Status(201, made)
