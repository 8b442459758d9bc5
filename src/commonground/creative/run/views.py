"""What every run can be asked for."""

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.run.actions import cancel_run
from commonground.creative.run.enums import RunKind
from commonground.creative.run.queries import get_run
from commonground.kit.errors import NotFound
from commonground.people.viewer.access import Request, signed_in


@require_POST
@signed_in
def cancel(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """Stop it."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    cancel_run(by=request.viewer, run=held)
    return redirect(f"creative:{kind}", pk, run)


@signed_in
def export(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """What was found, as the command line writes it."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    if held.result is None:
        raise NotFound
    answer = HttpResponse(json.dumps(held.result, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{held.created_at:%Y-%m-%d}.json"'
    return answer
