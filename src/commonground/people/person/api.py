"""One's own account in the API."""

from typing import Any

from ninja import Router

from commonground.people.person.actions import change_settings
from commonground.people.person.schemas import AccountChange, AccountOut
from commonground.people.viewer.access import Request

router = Router(tags=["Account"])
SETTINGS = ("name", "time_zone", "mail_rhythm", "quiet_from", "quiet_until")
MAY_BE_EMPTY = {"quiet_from", "quiet_until"}


@router.get("", response=AccountOut)
def read_account(request: Request) -> Any:
    """Your name, your time zone, how often mail comes, and the hours without any."""
    return request.viewer.person


@router.patch("", response=AccountOut)
def change_account(request: Request, body: AccountChange) -> Any:
    """Change them."""
    given = body.dict(exclude_unset=True)
    held = {name: getattr(request.viewer.person, name) for name in SETTINGS}
    changed = {name: value for name, value in given.items() if value is not None or name in MAY_BE_EMPTY}
    return change_settings(by=request.viewer, **{**held, **changed})
