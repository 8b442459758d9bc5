"""The page about oneself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from commonground.kit.forms import carried_out
from commonground.people.person.actions import change_settings
from commonground.people.person.forms import SettingsForm
from commonground.people.viewer.access import Request, with_account
from commonground.people.viewer.queries import memberships_of


@require_http_methods(["GET", "POST"])
@with_account
def settings(request: Request) -> HttpResponse:
    """Name, time zone, mail, and the way to everything about signing in."""
    facts = {name: getattr(request.user, name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST or None, initial=facts)
    if request.method == "POST" and carried_out(form, change_settings, by=request.viewer):
        messages.success(request, "Saved.")
        return redirect("people:settings")
    context = {"form": form, "memberships": memberships_of(request.user)}
    return render(request, "people/person/settings.html", context, status=422 if form.is_bound else 200)
