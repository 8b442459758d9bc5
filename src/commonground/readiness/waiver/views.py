"""Setting a finding aside, on a page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.kit.errors import NotAllowed
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.readiness.verdict.queries import finding_of
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from commonground.readiness.waiver.forms import WaiverForm
from commonground.readiness.waiver.queries import get_waiver, refusal_to_waive


@signed_in
def waive(request: Request, pk: UUID) -> HttpResponse:
    """Set a finding aside; it has to be one that the campaign has now."""
    campaign = get_campaign(request.viewer, pk)
    finding = finding_of(request.viewer, campaign, request.GET.get("finding", ""))
    if refused := refusal_to_waive(request.viewer, campaign, finding):
        raise NotAllowed(refused)
    request.viewer.signing()
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, waive_finding, by=request.viewer, campaign=campaign, finding=finding
    ):
        return redirect("campaigns:campaign-detail", pk)
    context = {**head_of(request, campaign), "form": form, "finding": finding}
    return render(request, "readiness/waiver/form.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: Request, pk: UUID, waiver: UUID) -> HttpResponse:
    """Take a waiver back."""
    campaign = get_campaign(request.viewer, pk)
    withdraw_waiver(by=request.viewer, campaign=campaign, waiver=get_waiver(request.viewer, campaign, waiver))
    return redirect("campaigns:campaign-detail", pk)
