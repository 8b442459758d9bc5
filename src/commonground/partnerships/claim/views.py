"""Claiming by the domain of one's address, and what the page of a claim says beforehand."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commonground.partnerships.claim.queries import claimable_by_domain, get_claimable_by_domain, shared_through
from commonground.people.invitation.enums import Purpose
from commonground.people.models import Invitation
from commonground.people.organisation.actions import claim_organisation
from commonground.people.viewer.access import Request, with_account
from commonground.people.viewer.middleware import ACTING


@with_account
def by_domain(request: Request, pk: UUID) -> HttpResponse:
    """Claim an organisation that a partner named, with a confirmed address at its domain."""
    organisation = get_claimable_by_domain(request.viewer, pk)
    if request.method == "POST":
        member = claim_organisation(organisation, by=request.user)
        request.session[ACTING] = str(member.organisation_id)
        messages.success(request, f"You act for {organisation.name} now.")
        return redirect("home")
    context = {"organisation": organisation, "parties": shared_through(organisation)}
    return render(request, "partnerships/claim/by_domain.html", context)


def invitation_panel(request: HttpRequest, invitation: Invitation) -> SafeString | None:
    """On the page of an invitation to claim: which partnerships claiming accepts."""
    if invitation.purpose != Purpose.CLAIM:
        return None
    parties = shared_through(invitation.organisation)
    return render_to_string("partnerships/claim/_shared.html", {"parties": parties}, request) if parties else None


def start_panel(request: HttpRequest, subject: object) -> SafeString | None:
    """Where somebody begins: organisations that their address entitles them to claim."""
    found = list(claimable_by_domain(request.viewer))  # type: ignore[attr-defined]
    return render_to_string("partnerships/claim/_claimable.html", {"organisations": found}, request) if found else None
