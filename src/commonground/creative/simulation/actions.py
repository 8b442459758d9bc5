"""Simulating a table over a log."""

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.models import Campaign
from commonground.creative.decision.queries import load_table, working_version
from commonground.creative.simulation.models import Simulation
from commonground.creative.simulation.running import simulate_bytes
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid, NotReady
from commonground.people.viewer.models import Viewer

MOST_BYTES = 25_000_000
MEMORY_BYTES = 3_000_000_000
SECONDS = 60.0
KEPT = 50


def simulate_log(*, by: Viewer, campaign: Campaign, name: str, data: bytes, is_sample: bool = False) -> Simulation:
    """Decide every impression of a log by the version that people work on. The log is read, and not kept."""
    member = by.writing()
    version = working_version(by, campaign)
    if version is None:
        raise NotReady("There is no decision table yet.")
    loaded = load_table(by, version, campaign)
    if not loaded.rules or loaded.wrong:
        raise NotReady("The table has no rules yet, or one that cannot be read.")
    if len(data) > MOST_BYTES:
        raise Invalid("The log is too large.", fields={"file": "At most 25 MB here; the command line takes any size."})
    try:
        result = run_in_child(
            simulate_bytes, name, data, loaded.table, is_sample, memory_bytes=MEMORY_BYTES, seconds=SECONDS
        )
    except EngineError as error:
        raise Invalid("The log cannot be read.", fields={"file": str(error)}) from error
    return _keep(by, campaign, Simulation(
        campaign=campaign, version=version, by=member, log_name=name, is_sample=is_sample,
        table_digest=loaded.table.digest, result=result,
    ))  # fmt: skip


@transaction.atomic
def _keep(by: Viewer, campaign: Campaign, simulation: Simulation) -> Simulation:
    simulation.save()
    old = Simulation.objects.filter(campaign=campaign).order_by("-created_at").values_list("pk", flat=True)[KEPT:]
    Simulation.objects.filter(pk__in=list(old)).delete()
    log(by, f"simulated creative plan v{simulation.version.number} on {simulation.log_name}", campaign)
    return simulation
