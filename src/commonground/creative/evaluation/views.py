"""Pages of evaluations."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.creative.evaluation import actions, forms
from commonground.creative.evaluation.shown import best_of, report_of
from commonground.creative.run.enums import RunKind
from commonground.creative.run.queries import get_run, is_cancellable, list_runs, with_parts
from commonground.creative.run.views import page_of, started
from commonground.people.viewer.access import Request, signed_in

PAGE = 25


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Every evaluation with what it found, and the form that takes a log of rotated variants."""
    campaign = get_campaign(request.viewer, pk)
    sent = request.method == "POST"
    form = forms.EvaluationForm(request.POST if sent else None, request.FILES if sent else None)
    if sent:
        request.viewer.writing()
        made = started(form, actions.evaluate_on_log, by=request.viewer, campaign=campaign)
        if made:
            return redirect("creative:evaluation", pk, made.pk)
    runs = with_parts(list_runs(request.viewer, campaign, RunKind.EVALUATION), "estimates")
    page = Paginator(runs, PAGE).get_page(request.GET.get("page"))
    rows = [(one, best_of(one.parts) if one.is_done else None) for one in page.object_list]
    context = {**head_of(request, campaign), "form": form, "page": page, "rows": rows}
    return render(request, "creative/evaluation/list.html", context, status=422 if form.errors else 200)


@signed_in
def detail(request: Request, pk: UUID, run: UUID) -> HttpResponse:
    """One evaluation: how far it is; then the estimates with what speaks against them, or why the log is silent."""
    campaign = get_campaign(request.viewer, pk)
    held = get_run(request.viewer, campaign, run, RunKind.EVALUATION)
    context = {
        "run": held, "report": report_of(held) if held.is_done else None,
        "cancellable": is_cancellable(request.viewer, held),
    }  # fmt: skip
    return page_of(request, "creative/evaluation/detail.html", {**head_of(request, campaign), **context}, held)
