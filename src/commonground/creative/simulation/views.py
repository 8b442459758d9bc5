"""Pages of simulations."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.creative.run.enums import RunKind
from commonground.creative.run.queries import get_run, is_cancellable, list_runs, with_parts
from commonground.creative.run.views import page_of, started
from commonground.creative.signal.queries import coverage_of
from commonground.creative.simulation import actions, forms
from commonground.creative.simulation.shown import report_of, summary_of
from commonground.engines.decisions.report import OUTCOMES
from commonground.people.viewer.access import Request, signed_in

PAGE = 25


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Every simulation with its shares, and the form that takes a log."""
    campaign = get_campaign(request.viewer, pk)
    sent = request.method == "POST"
    form = forms.SimulationForm(request.POST if sent else None, request.FILES if sent else None)
    if sent:
        request.viewer.writing()
        made = started(form, actions.simulate_log, by=request.viewer, campaign=campaign)
        if made:
            return redirect("creative:simulation", pk, made.pk)
    runs = with_parts(list_runs(request.viewer, campaign, RunKind.SIMULATION), *OUTCOMES)
    page = Paginator(runs, PAGE).get_page(request.GET.get("page"))
    rows = [(one, summary_of(one.parts) if one.is_done else None) for one in page.object_list]
    context = {**head_of(request, campaign), "form": form, "page": page, "rows": rows}
    return render(request, "creative/simulation/list.html", context, status=422 if form.errors else 200)


@signed_in
def detail(request: Request, pk: UUID, run: UUID) -> HttpResponse:
    """One simulation: how far it is; then what was served, what was wasted, where and for want of which signal."""
    campaign = get_campaign(request.viewer, pk)
    held = get_run(request.viewer, campaign, run, RunKind.SIMULATION)
    report = report_of(held, coverage_of(request.viewer, campaign)) if held.is_done else None
    context = {"run": held, "report": report, "cancellable": is_cancellable(request.viewer, held)}
    return page_of(request, "creative/simulation/detail.html", {**head_of(request, campaign), **context}, held)
