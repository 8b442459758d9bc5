"""Pages of simulations."""

from uuid import UUID

from django.http import HttpResponse

from commonground.campaigns.models import Campaign
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.creative.run.views import Pages, detail_page, list_page
from commonground.creative.signal.queries import coverage_of
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.simulation.forms import SimulationForm
from commonground.creative.simulation.shown import Report, report_of, summary_of
from commonground.creative.variant.queries import list_variants
from commonground.engines.decisions.report import OUTCOMES
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer


def _report(viewer: Viewer, campaign: Campaign, run: Run) -> Report:
    variants = {one.key: one.name for one in list_variants(viewer, campaign)}
    agreed = {one["key"]: one["name"] for one in run.version.vocabulary.get("variants", ())}
    return report_of(run, coverage_of(viewer, campaign), variants | agreed)


PAGES = Pages(
    RunKind.SIMULATION, "creative/simulation", SimulationForm, simulate_log, OUTCOMES, summary_of, _report
)  # fmt: skip


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Every simulation with its shares, and the form that takes a log."""
    return list_page(request, pk, PAGES)


@signed_in
def detail(request: Request, pk: UUID, run: UUID) -> HttpResponse:
    """One simulation: what was served, what was wasted, where and for want of which signal."""
    return detail_page(request, pk, run, PAGES)
