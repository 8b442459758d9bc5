"""People at an organisation in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.membership.actions import change_member, remove_member, tell_person
from commonground.people.membership.queries import get_member, list_people
from commonground.people.membership.schemas import PersonChange, PersonOut, PersonTold
from commonground.people.organisation.queries import get_organisation
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["People"])


@router.get("", response=Paged[PersonOut])
def list_people_known(
    request: Request, organisation: UUID | None = None, cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """People of your organisation, of those that it has named, and of those it works with."""
    found = list_people(request.viewer)
    return paged(found.filter(organisation=organisation) if organisation else found, cursor, limit)


@router.post("", response={201: PersonOut})
def name_person(request: Request, body: PersonTold) -> Any:
    """Name a person before they have an account."""
    given = body.dict()
    organisation = get_organisation(request.viewer, given.pop("organisation"))
    return Status(201, tell_person(by=request.viewer, organisation=organisation, **given))


@router.get("/{uuid:identity}", response=PersonOut)
def read_person(request: Request, identity: UUID) -> Any:
    """One person."""
    return get_member(request.viewer, identity)


@router.put("/{uuid:identity}", response=PersonOut)
def change_person(request: Request, identity: UUID, body: PersonChange) -> Any:
    """Change role, level, title and functions."""
    return change_member(by=request.viewer, member=get_member(request.viewer, identity), **body.dict())


@router.delete("/{uuid:identity}", response={204: None})
def remove_person(request: Request, identity: UUID) -> Any:
    """Take somebody out of the organisation."""
    remove_member(by=request.viewer, member=get_member(request.viewer, identity))
    return Status(204, None)
