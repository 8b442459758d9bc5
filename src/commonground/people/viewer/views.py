"""Whom one acts for, and where one begins."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from commonground.kit.errors import NotFound
from commonground.people.invitation.queries import list_received
from commonground.people.viewer.access import Request, with_account
from commonground.people.viewer.middleware import ACTING
from commonground.people.viewer.queries import memberships_of


@require_POST
@with_account
def switch(request: Request, pk: UUID) -> HttpResponse:
    """Act for another organisation that one belongs to."""
    if pk not in {membership.organisation_id for membership in memberships_of(request.user)}:
        raise NotFound
    request.session[ACTING] = str(pk)
    return redirect("home")


@require_GET
@with_account
def start(request: Request) -> HttpResponse:
    """What somebody who belongs to no organisation yet can do."""
    if request.viewer.membership is not None:
        return redirect("home")
    return render(request, "people/viewer/start.html", {"invitations": list_received(request.user)})
