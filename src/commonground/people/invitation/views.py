"""Pages about invitations."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonground.kit.errors import NotFound
from commonground.kit.forms import carried_out
from commonground.people.invitation.actions import (
    accept_invitation,
    decline_invitation,
    issue_invitation,
    open_invitation,
    resend_invitation,
    revoke_invitation,
)
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.forms import ClaimForm, InviteForm, JoinForm
from commonground.people.invitation.queries import GONE, by_token, get_invitation, get_received, has_account
from commonground.people.organisation.queries import get_organisation
from commonground.people.person.queries import confirmed_addresses
from commonground.people.viewer.access import Request, signed_in, with_account
from commonground.people.viewer.middleware import ACTING

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
@signed_in
def invite(request: Request, pk: UUID) -> HttpResponse:
    """Invite somebody to one's own organisation, or to claim one that one's own has named."""
    organisation = get_organisation(request.viewer, pk)
    own = organisation.pk == request.viewer.organisation_id
    request.viewer.administering() if own else request.viewer.writing()
    form_class = InviteForm if own else ClaimForm
    facts = {"seat": request.GET.get("seat"), "email": request.GET.get("email")}
    form: Any = form_class(request.viewer, organisation, request.POST or None, initial=facts)
    to = {"organisation": organisation, "purpose": Purpose.JOIN if own else Purpose.CLAIM}
    if request.method == "POST" and (sent := carried_out(form, issue_invitation, by=request.viewer, **to)):
        messages.success(request, f"The invitation of {sent.email} is on its way. It holds for 72 hours.")
        return redirect("people:organisation-detail", pk=organisation.pk)
    context = {"form": form, "organisation": organisation, "own": own}
    return render(request, "people/invitation/invite.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
@signed_in
def resend(request: Request, pk: UUID) -> HttpResponse:
    """Send an invitation again."""
    sent = resend_invitation(by=request.viewer, invitation=get_invitation(request.viewer, pk))
    messages.success(request, f"The invitation of {sent.email} is on its way again. The earlier link no longer works.")
    return redirect("people:organisation-detail", pk=sent.organisation_id)


@require_http_methods(["GET", "POST"])
@signed_in
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """Take an invitation back, after asking."""
    invitation = get_invitation(request.viewer, pk)
    if request.method == "POST":
        revoke_invitation(by=request.viewer, invitation=invitation)
        messages.success(request, f"The invitation of {invitation.email} no longer works.")
        return redirect("people:organisation-detail", pk=invitation.organisation_id)
    return render(request, "people/invitation/revoke.html", {"invitation": invitation})


@require_http_methods(["GET", "POST"])
@with_account
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Accept or decline an invitation to an address that one has confirmed, without its link."""
    invitation = get_received(request.user, pk)
    if request.method == "POST" and "decline" in request.POST:
        decline_invitation(by=request.viewer, invitation=invitation)
        messages.success(request, f"You have declined the invitation to {invitation.organisation.name}.")
        return redirect("home")
    if request.method == "POST":
        return _welcome(request, accept_invitation(by=request.viewer, invitation=invitation))
    return render(request, "people/invitation/open.html", {"invitation": invitation, "answering": True})


@never_cache
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link. Only a button uses it up: mail scanners open every link."""
    try:
        invitation = by_token(token)
    except NotFound:
        return render(request, "people/invitation/gone.html", {"why": GONE}, status=404)
    if request.user.is_authenticated:
        return _open_signed_in(request, invitation, token)
    if has_account(invitation):
        return (
            redirect_to_login(request.get_full_path())
            if request.method == "POST"
            else _ask(request, invitation, known=True)
        )
    return _open_anew(request, invitation, token)


def _open_signed_in(request: Any, invitation: Any, token: str) -> HttpResponse:
    if invitation.email not in confirmed_addresses(request.user):
        return render(request, "people/invitation/other.html", {"invitation": invitation}, status=403)
    if request.method == "POST":
        return _welcome(request, open_invitation(token, person=request.user))
    return _ask(request, invitation)


def _open_anew(request: HttpRequest, invitation: Any, token: str) -> HttpResponse:
    form = JoinForm(request.POST or None)
    if request.method == "POST" and (member := carried_out(form, open_invitation, token=token)):
        login(request, member.person, backend=BACKEND)
        return _welcome(request, member)
    return _ask(request, invitation, form=form)


def _ask(request: HttpRequest, invitation: Any, **more: Any) -> HttpResponse:
    wrong = "form" in more and more["form"].is_bound
    return render(
        request, "people/invitation/open.html", {"invitation": invitation, **more}, status=422 if wrong else 200
    )


def _welcome(request: Any, member: Any) -> HttpResponse:
    request.session[ACTING] = str(member.organisation_id)
    messages.success(request, f"You act for {member.organisation.name} now.")
    return redirect("home")
