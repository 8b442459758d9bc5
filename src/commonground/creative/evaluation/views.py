"""Pages of evaluations."""

from uuid import UUID

from django.http import HttpResponse

from commonground.creative.evaluation.actions import evaluate_on_log
from commonground.creative.evaluation.forms import EvaluationForm
from commonground.creative.evaluation.shown import best_of, report_of
from commonground.creative.run.enums import RunKind
from commonground.creative.run.views import Pages, detail_page, list_page
from commonground.people.viewer.access import Request, signed_in

PAGES = Pages(
    RunKind.EVALUATION, "creative/evaluation", EvaluationForm, evaluate_on_log, ("estimates", "logged", "effective_rows"), best_of, report_of
)  # fmt: skip


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Every evaluation with what it found, and the form that takes a log of rotated variants."""
    return list_page(request, pk, PAGES)


@signed_in
def detail(request: Request, pk: UUID, run: UUID) -> HttpResponse:
    """One evaluation: the estimates with what speaks against them, or why the log is silent."""
    return detail_page(request, pk, run, PAGES)
