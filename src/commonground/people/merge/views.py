"""Pages about merging."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonground.kit.forms import carried_out
from commonground.people.merge.actions import agree_merge, decline_merge, propose_merge
from commonground.people.merge.forms import SameAsForm
from commonground.people.merge.queries import get_merge
from commonground.people.organisation.queries import get_organisation
from commonground.people.viewer.access import Request, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: Request, pk: UUID) -> HttpResponse:
    """Say that this organisation and one of one's own are one."""
    organisation = get_organisation(request.viewer, pk)
    request.viewer.administering()
    form = SameAsForm(request.viewer, organisation, request.POST or None)
    if request.method == "POST" and (
        merge := carried_out(form, propose_merge, by=request.viewer, organisation=organisation)
    ):
        if merge.agreed_at:
            messages.success(request, f"{merge.from_organisation.name} is merged into {merge.into_organisation.name}.")
            return redirect("people:organisation-detail", pk=merge.into_organisation_id)
        return redirect("people:merge", pk=merge.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/merge/propose.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def merge(request: Request, pk: UUID) -> HttpResponse:
    """A proposal: agree, decline, or take it back."""
    request.viewer.administering()
    found = get_merge(request.viewer, pk)
    if request.method == "POST" and "agree" in request.POST:
        stays = agree_merge(by=request.viewer, merge=found)
        messages.success(request, f"{found.from_organisation.name} is merged into {stays.name}.")
        return redirect("home")
    if request.method == "POST":
        decline_merge(by=request.viewer, merge=found)
        messages.success(request, "Nothing is merged.")
        return redirect("home")
    own = found.proposing_id == request.viewer.organisation_id
    return render(request, "people/merge/merge.html", {"merge": found, "own": own})
