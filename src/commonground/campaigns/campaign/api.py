"""Campaigns in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign import actions, queries
from commonground.campaigns.campaign.point import point_of
from commonground.campaigns.campaign.schemas import (
    CampaignChange,
    CampaignIn,
    CampaignOut,
    ParticipantChange,
    ParticipantIn,
    ParticipantOut,
    Pinned,
    PointOut,
    PointPeople,
    State,
)
from commonground.kit import clock
from commonground.partnerships.partnership.queries import get_partnership
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Campaigns"])
ONE = "/{uuid:campaign}"
MAY_BE_EMPTY = {"flight_start", "flight_end", "launch_on"}


@router.get("", response=Paged[CampaignOut])
def list_own_campaigns(
    request: Request, q: str = "", state: State = "", partnership: UUID | None = None,
    cursor: str | None = None, limit: int = LIMIT,
) -> Any:  # fmt: skip
    """Campaigns in which your organisation takes part, newest first."""
    viewer = request.viewer
    today = clock.today(viewer.time_zone)
    found = queries.filter_campaigns(queries.list_campaigns(viewer), words=q.strip(), state=state, today=today)
    found = found.filter(partnership=partnership) if partnership else found
    return paged(queries.with_participants(found), cursor, limit)


@router.post("", response={201: CampaignOut})
def start(request: Request, body: CampaignIn) -> Any:
    """Start a campaign."""
    given = body.dict()
    partnership = get_partnership(request.viewer, given.pop("partnership"))
    made = actions.start_campaign(by=request.viewer, partnership=partnership, **given)
    return Status(201, queries.get_campaign(request.viewer, made.pk))


@router.get(ONE, response=CampaignOut)
def read_campaign(request: Request, campaign: UUID) -> Any:
    """One campaign."""
    return queries.get_campaign(request.viewer, campaign)


@router.patch(ONE, response=CampaignOut)
def change_campaign(request: Request, campaign: UUID, body: CampaignChange) -> Any:
    """Change facts. Dates may be taken away with null."""
    held = queries.get_campaign(request.viewer, campaign)
    given = body.dict(exclude_unset=True)
    revision = given.pop("revision")
    facts = {name: value for name, value in given.items() if value is not None or name in MAY_BE_EMPTY}
    actions.edit_campaign(by=request.viewer, campaign=held, seen_revision=revision, **facts)
    return queries.get_campaign(request.viewer, campaign)


@router.post(ONE + "/participants", response={201: ParticipantOut})
def add_participant(request: Request, campaign: UUID, body: ParticipantIn) -> Any:
    """Let a party of the partnership take part."""
    held = queries.get_campaign(request.viewer, campaign)
    return Status(201, actions.add_participant(by=request.viewer, campaign=held, **body.dict()))


@router.put(ONE + "/participants/{uuid:participant}", response=ParticipantOut)
def describe_participant(request: Request, campaign: UUID, participant: UUID, body: ParticipantChange) -> Any:
    """Say what it does here."""
    held = queries.get_campaign(request.viewer, campaign)
    one = queries.get_participant(held, participant)
    return actions.describe_participant(by=request.viewer, campaign=held, participant=one, does=body.does)


@router.delete(ONE + "/participants/{uuid:participant}", response={204: None})
def remove_participant(request: Request, campaign: UUID, participant: UUID) -> Any:
    """Leave, or take out one that has not joined yet."""
    held = queries.get_campaign(request.viewer, campaign)
    one = queries.get_participant(held, participant)
    actions.remove_participant(by=request.viewer, campaign=held, participant=one)
    return Status(204, None)


@router.get(ONE + "/point-person", response=PointOut)
def read_point_person(request: Request, campaign: UUID) -> Any:
    """Whom to ask, about what, when they answer, and who stands in today."""
    return point_of(request.viewer, queries.get_campaign(request.viewer, campaign))


@router.put(ONE + "/point-person", response=CampaignOut)
def name_point_person(request: Request, campaign: UUID, body: PointPeople) -> Any:
    """Say whom everybody may ask."""
    held = queries.get_campaign(request.viewer, campaign)
    given = body.dict()
    revision = given.pop("revision")
    actions.name_point_person(by=request.viewer, campaign=held, seen_revision=revision, **given)
    return queries.get_campaign(request.viewer, campaign)


@router.put(ONE + "/pin", response={204: None})
def pin(request: Request, campaign: UUID, body: Pinned) -> Any:
    """Keep it at hand in your sidebar, or no longer."""
    held = queries.get_campaign(request.viewer, campaign)
    actions.pin_campaign(by=request.viewer, campaign=held, pinned=body.pinned)
    return Status(204, None)
