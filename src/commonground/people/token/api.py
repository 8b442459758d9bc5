"""API tokens in the API: they are made on a page, where one is signed in."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.token.actions import revoke_token
from commonground.people.token.queries import get_token, list_tokens
from commonground.people.token.schemas import TokenOut
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Tokens"])


@router.get("", response=Paged[TokenOut])
def list_own_tokens(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Your own tokens at the organisation that this one acts for."""
    return paged(list_tokens(request.viewer), cursor, limit)


@router.delete("/{uuid:identity}", response={204: None})
def revoke(request: Request, identity: UUID) -> Any:
    """End a token."""
    revoke_token(by=request.viewer, token=get_token(request.viewer, identity))
    return Status(204, None)
