"""What every run can be asked for."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.run.actions import cancel_run
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.creative.run.queries import get_run
from commonground.kit.errors import NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.web import htmx


@require_POST
@signed_in
def cancel(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """Stop it."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    cancel_run(by=request.viewer, run=held)
    return redirect(f"creative:{kind}", pk, run)


@signed_in
def export(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """What was found, and what it was found from."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    if held.found is None:
        raise NotFound
    answer = HttpResponse(json.dumps(held.found, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{held.created_at:%Y-%m-%d}.json"'
    return answer


def started(form: BaseForm, start: Callable[..., Run], **more: Any) -> Run | None:
    """The run that a form asks for, or None with the form saying why not."""
    try:
        run: Run | None = carried_out(form, start, **more)
    except NotReady as error:
        form.add_error(None, error.message)
        return None
    return run


def page_of(request: Request, template: str, context: dict[str, Any], run: Run) -> HttpResponse:
    """A run's page. To the page that asks again by itself, its end is said as well."""
    answer = render(request, template, context)
    if htmx.is_fragment(request) and not run.is_open:
        return htmx.toast(answer, f"{run.get_kind_display()} of {run.log_name}: {run.get_state_display().lower()}.")
    return answer
