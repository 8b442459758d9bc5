"""Organisations in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.organisation.actions import (
    edit_organisation,
    edit_told_organisation,
    edit_working_time,
    tell_organisation,
)
from commonground.people.organisation.queries import get_organisation, search_organisations
from commonground.people.organisation.schemas import (
    OrganisationChanges,
    OrganisationCorrection,
    OrganisationOut,
    OrganisationTold,
    OwnOrganisation,
    ToldOrganisation,
    WorkingTime,
    WorkingTimeOut,
)
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Organisations"])


@router.get("", response=Paged[OrganisationOut])
def list_organisations(
    request: Request, q: str = "", kind: str = "", vertical: str = "", market: str = "",
    cursor: str | None = None, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """The directory: peers that are listed, and the organisations that yours has named or works with."""
    found = search_organisations(request.viewer, words=q, kind=kind, vertical=vertical, market=market)
    return paged(found, cursor, limit)


@router.post("", response={201: ToldOrganisation})
def name_organisation(request: Request, body: OrganisationTold) -> Any:
    """Name an organisation that has not joined yet."""
    return Status(201, tell_organisation(by=request.viewer, **body.dict()))


@router.get("/{uuid:identity}", response=OrganisationOut)
def read_organisation(request: Request, identity: UUID) -> Any:
    """One organisation of the directory."""
    return get_organisation(request.viewer, identity)


@router.put("/{uuid:identity}", response=ToldOrganisation)
def correct_organisation(request: Request, identity: UUID, body: OrganisationCorrection) -> Any:
    """Correct what your organisation has said of one that has not joined yet; 403 once it speaks for itself."""
    told = get_organisation(request.viewer, identity)
    return edit_told_organisation(by=request.viewer, organisation=told, **body.dict())


@router.get("/own", response=OwnOrganisation)
def read_own_organisation(request: Request) -> Any:
    """The organisation that the token acts for, with what only its own people see."""
    request.viewer.acting()
    return get_organisation(request.viewer, request.viewer.organisation_or_nobody)


@router.patch("/own", response=OwnOrganisation)
def change_own_organisation(request: Request, body: OrganisationChanges) -> Any:
    """Change facts of the organisation that the token acts for."""
    given = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    return edit_organisation(by=request.viewer, **given)


@router.put("/own/working-time", response=WorkingTimeOut)
def set_working_time(request: Request, body: WorkingTime) -> Any:
    """Say when the organisation that the token acts for works."""
    return edit_working_time(by=request.viewer, **body.dict())
