"""Pages about API tokens."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonground.kit import clock
from commonground.kit.forms import carried_out
from commonground.people.token.actions import create_token, revoke_token
from commonground.people.token.forms import TokenForm
from commonground.people.token.queries import get_token, list_tokens
from commonground.people.viewer.access import Request, signed_in


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tokens(request: Request) -> HttpResponse:
    """One's tokens; a new one is shown in the answer to the form, and never again."""
    form = TokenForm(request.viewer, request.POST or None)
    made = carried_out(form, create_token, by=request.viewer) if request.method == "POST" else None
    context = {
        "form": TokenForm(request.viewer) if made else form,
        "secret": made[1] if made else "",
        "tokens": list_tokens(request.viewer),
        "now": clock.now(),
    }
    return render(request, "people/token/list.html", context, status=422 if form.is_bound and not made else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def revoke(request: Request, pk: UUID) -> HttpResponse:
    """End a token, after asking."""
    token = get_token(request.viewer, pk)
    if request.method == "POST":
        revoke_token(by=request.viewer, token=token)
        messages.success(request, f"{token.name} can no longer be used.")
        return redirect("people:token-list")
    return render(request, "people/token/revoke.html", {"token": token})
