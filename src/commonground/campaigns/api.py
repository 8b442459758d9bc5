"""The API of campaigns, in the order of its documentation; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.campaigns.acknowledgement.api import router as acknowledgements
from commonground.campaigns.campaign.api import router as campaigns
from commonground.campaigns.feed.api import router as feeds
from commonground.campaigns.progress.api import router as progress
from commonground.campaigns.raci.api import router as raci
from commonground.campaigns.raci.editing import router as editing
from commonground.campaigns.roadmap.api import router as roadmaps
from commonground.campaigns.roadmap.editing import router as drafting
from commonground.campaigns.signature.api import router as signatures
from commonground.campaigns.upload.api import router as imports

ON_CAMPAIGNS = (
    campaigns, raci, editing, signatures, imports, roadmaps, drafting, acknowledgements, progress,
)  # fmt: skip
ROUTERS: tuple[tuple[str, Router], ...] = (
    *(("/campaigns", router) for router in ON_CAMPAIGNS),
    ("/calendar-links", feeds),
)
