"""Saying how far a deliverable is, on its page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.progress import actions
from commonground.campaigns.roadmap.editor import deliverable_page
from commonground.campaigns.roadmap.queries import load_roadmap, working_version
from commonground.kit.errors import Invalid, NotFound
from commonground.people.viewer.access import Request, signed_in

ACTS: dict[str, tuple[Any, str]] = {
    "start": (actions.start_deliverable, "Started."),
    "deliver": (actions.deliver_deliverable, "Delivered. Its reviewer is asked to accept it."),
    "take-back": (actions.take_back_delivery, "Taken back. Its reviewer is asked nothing until it is delivered again."),
    "accept": (actions.accept_deliverable, "Accepted."),
    "return": (actions.return_deliverable, "Returned. Its owner reads your reason."),
}


@signed_in
@require_POST
def say(request: Request, pk: UUID, key: str) -> HttpResponse:
    """Start, deliver, take back, accept or return."""
    campaign = get_campaign(request.viewer, pk)
    act, words = ACTS.get(request.POST.get("do", ""), (None, ""))
    if act is None:
        raise Invalid("A deliverable is started, delivered, taken back, accepted or returned.")
    more = {"reason": request.POST.get("reason", "")} if act is actions.return_deliverable else {}
    try:
        act(by=request.viewer, campaign=campaign, key=key, **more)
    except Invalid as error:
        version = working_version(request.viewer, campaign)
        if version is None:
            raise NotFound from error
        return deliverable_page(request, campaign, load_roadmap(request.viewer, version, campaign), key, wrong=error)
    messages.success(request, words)
    return redirect("campaigns:roadmap-deliverable", pk, key)
