"""The API of campaigns, in the order of its documentation; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.campaigns.acknowledgement.api import router as acknowledgements
from commonground.campaigns.action.api import router as actions
from commonground.campaigns.campaign.api import router as campaigns
from commonground.campaigns.escalation.api import absences
from commonground.campaigns.escalation.api import router as escalations
from commonground.campaigns.feed.api import router as feeds
from commonground.campaigns.kickoff.api import router as meetings
from commonground.campaigns.progress.api import router as progress
from commonground.campaigns.raci.api import router as raci
from commonground.campaigns.raci.editing import router as editing
from commonground.campaigns.roadmap.api import router as roadmaps
from commonground.campaigns.roadmap.editing import router as drafting
from commonground.campaigns.signature.api import router as signatures
from commonground.campaigns.upload.api import router as imports

OF_CAMPAIGNS = (
    campaigns, raci, editing, signatures, imports, roadmaps, drafting, acknowledgements, progress, escalations, meetings,
)  # fmt: skip
ROUTERS: tuple[tuple[str, Router], ...] = (
    *(("/campaigns", router) for router in OF_CAMPAIGNS),
    ("/absences", absences),
    ("/actions", actions),
    ("/calendar-links", feeds),
)
