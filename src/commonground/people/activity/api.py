"""The log in the API."""

from typing import Any
from uuid import UUID

from ninja import Router

from commonground.kit.errors import Invalid
from commonground.people.activity.queries import activity_for, list_own_log
from commonground.people.activity.schemas import ActivityOut
from commonground.people.viewer.access import Request
from commonground.people.viewer.sight import subject_for
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Activity"])


@router.get("", response=Paged[ActivityOut])
def list_activity(
    request: Request, scope_kind: str = "", scope_id: UUID | None = None, cursor: str | None = None, limit: int = LIMIT
) -> Any:
    """The log of a thing that you may see; without one, that of your organisation. Newest first."""
    if bool(scope_kind) != bool(scope_id):
        raise Invalid("Name a thing by both.", fields={"scope_id": "Give scope_kind and scope_id, or neither."})
    if scope_id is None:
        return paged(list_own_log(request.viewer), cursor, limit, by=("id",))
    subject_for(request.viewer, scope_kind, scope_id)
    return paged(activity_for(request.viewer, kind=scope_kind, identity=scope_id), cursor, limit, by=("id",))
