"""What needs you, and what you wait for, in the API."""

from dataclasses import asdict
from datetime import date
from typing import Any

from ninja import Router

from commonground.people.home.asked import needs_for
from commonground.people.home.schemas import NeedOut, WaitingOut
from commonground.people.home.waiting import Waiting, waiting_of
from commonground.people.viewer.access import Request
from commonground.web.needs import Need
from commonground.web.paging import LIMIT, Paged, paged_list

needs = Router(tags=["Home"])
waiting = Router(tags=["Home"])


@needs.get("", response=Paged[NeedOut])
def list_needs(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """What needs you: urgent first, then by day, the undated last."""
    page = paged_list(needs_for(request.viewer), cursor, limit, mark=_place)
    return {"items": [_need(need) for need in page.items], "next_cursor": page.next_cursor}


def _place(need: Need) -> str:
    return f"{int(not need.urgent)}|{need.due or date.max}|{need.title}|{need.key}"


def _need(need: Need) -> dict[str, Any]:
    return {**asdict(need), "url": need.button_url, "organisation": need.organisation.name if need.organisation else ""}


@waiting.get("", response=Paged[WaitingOut])
def list_waiting(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """What you wait for from others, what was asked first on top."""
    page = paged_list(waiting_of(request.viewer), cursor, limit, mark=_asked)
    return {"items": [_waiting(one) for one in page.items], "next_cursor": page.next_cursor}


def _asked(one: Waiting) -> str:
    return f"{one.asked}|{one.what}|{one.url}|{_name(one)}"


def _waiting(one: Waiting) -> dict[str, Any]:
    return {**asdict(one), "organisation": _name(one)}


def _name(one: Waiting) -> str:
    return one.organisation.name if one.organisation else ""
