"""Pages about people at an organisation."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from commonground.kit.forms import carried_out
from commonground.people.membership.actions import change_member, leave_organisation, remove_member, tell_person
from commonground.people.membership.forms import MemberForm, PositionForm, TellPersonForm
from commonground.people.membership.queries import get_member
from commonground.people.organisation.queries import get_organisation
from commonground.people.viewer.access import Request, signed_in


@require_GET
@signed_in
def member(request: Request, pk: UUID) -> HttpResponse:
    """Somebody's place on the page of their organisation."""
    found = get_member(request.viewer, pk)
    return redirect(f"{reverse('people:organisation-detail', args=[found.organisation_id])}#person-{found.pk}")


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request: Request, pk: UUID) -> HttpResponse:
    """Name a person before they have an account."""
    organisation = get_organisation(request.viewer, pk)
    request.viewer.writing()
    form = TellPersonForm(request.POST or None)
    if request.method == "POST" and carried_out(form, tell_person, by=request.viewer, organisation=organisation):
        return redirect("people:organisation-detail", pk=organisation.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/membership/tell.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change what somebody is, and what they may do."""
    found = get_member(request.viewer, pk)
    request.viewer.writing()
    facts = {name: getattr(found, name) for name in MemberForm.base_fields}
    form: Any
    if found.has_joined and request.viewer.may_administer:
        form, act = MemberForm(request.viewer, request.POST or None, initial=facts, current=found.role), change_member
    else:
        form, act = PositionForm(request.POST or None, initial=facts), partial(change_member, role=found.role)
    if request.method == "POST" and carried_out(form, act, by=request.viewer, member=found):
        messages.success(request, "Saved.")
        return redirect("people:organisation-detail", pk=found.organisation_id)
    context = {"form": form, "member": found, "organisation": found.organisation}
    return render(request, "people/membership/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Take somebody out of the organisation, after asking."""
    found = get_member(request.viewer, pk)
    request.viewer.writing()
    if request.method == "POST":
        remove_member(by=request.viewer, member=found)
        messages.success(request, f"{found.name} no longer acts for {found.organisation.name}.")
        return redirect("people:organisation-detail", pk=found.organisation_id)
    return render(request, "people/membership/remove.html", {"member": found, "organisation": found.organisation})


@require_http_methods(["GET", "POST"])
@signed_in
def leave(request: Request) -> HttpResponse:
    """Leave the organisation that one acts for, after asking."""
    if request.method == "POST":
        leave_organisation(by=request.viewer)
        messages.success(request, f"You have left {request.viewer.organisation_name}.")
        return redirect("home")
    return render(request, "people/membership/leave.html", {"organisation": request.viewer.acting().organisation})
