"""The one map in the API: publish, acknowledge, remind."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.acknowledgement import actions
from commonground.campaigns.acknowledgement.queries import same_map
from commonground.campaigns.acknowledgement.schemas import AcknowledgementReminder, PublicationIn, SameMap
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.roadmap.queries import current_version
from commonground.campaigns.roadmap.schemas import RoadmapVersionOut
from commonground.kit import clock
from commonground.people.viewer.access import Request

router = Router(tags=["Roadmap, same map"])
HERE = "/{uuid:campaign}/roadmap"


@router.get(HERE + "/same-map", response=SameMap)
def read_same_map(request: Request, campaign: UUID) -> Any:
    """Which organisation navigates by which version."""
    held = get_campaign(request.viewer, campaign)
    current = current_version(request.viewer, held)
    headings = same_map(request.viewer, held, current, today=clock.today(request.viewer.time_zone))
    return {"current": current.number if current else None, "headings": headings}


@router.post(HERE + "/publish", response=RoadmapVersionOut)
def publish_roadmap(request: Request, campaign: UUID, body: PublicationIn) -> Any:
    """Make the draft the current version and ask every participant to acknowledge it."""
    held = get_campaign(request.viewer, campaign)
    return actions.publish_roadmap(by=request.viewer, campaign=held, summary=body.summary, seen=body.seen)


@router.post(HERE + "/versions/{int:number}/acknowledge", response={204: None})
def acknowledge_roadmap(request: Request, campaign: UUID, number: int) -> Any:
    """Say for your organisation that it navigates by the current version."""
    held = get_campaign(request.viewer, campaign)
    actions.acknowledge_roadmap(by=request.viewer, campaign=held, number=number)
    return Status(204, None)


@router.post(HERE + "/remind", response={204: None})
def remind_of_roadmap(request: Request, campaign: UUID, body: AcknowledgementReminder) -> Any:
    """Ask an organisation again to acknowledge; once a day at most."""
    held = get_campaign(request.viewer, campaign)
    actions.remind(by=request.viewer, campaign=held, organisation=body.organisation)
    return Status(204, None)
