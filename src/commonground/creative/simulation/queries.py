"""Reading simulations."""

from uuid import UUID

from django.db.models import QuerySet

from commonground.campaigns.models import Campaign
from commonground.creative.simulation.models import Simulation
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer


def list_simulations(viewer: Viewer, campaign: Campaign) -> QuerySet[Simulation]:
    """The campaign's simulations, the newest first. The campaign came from `get_campaign`."""
    found = Simulation.objects.filter(campaign=campaign)
    return found.select_related("version", "by__person", "by__organisation").order_by("-created_at", "id")


def get_simulation(viewer: Viewer, campaign: Campaign, identity: UUID) -> Simulation:
    """One of them, or NotFound."""
    found = list_simulations(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
