"""The frame around every page, filled for the one who looks."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from commonground.people.organisation.models import Organisation
from commonground.people.person.rules import display_name
from commonground.people.viewer import nav
from commonground.people.viewer.models import ANONYMOUS, Viewer
from commonground.people.viewer.queries import memberships_of
from commonground.web.marks import initials_of
from commonground.web.shell import Account, Mark, Other, Shell


def mark_of(organisation: Organisation) -> Mark:
    """An organisation as it is shown everywhere."""
    return Mark(organisation.name, organisation.letters, organisation.colour)


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell` and `viewer` for templates; nobody signed in has no shell."""
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    return {"shell": _shell_once(viewer, request), "viewer": viewer, "oidc": bool(settings.OIDC_ISSUER)}


def _shell_once(viewer: Viewer, request: HttpRequest) -> Shell | None:
    # Each panel of a page is a template of its own, and each asks for the frame again.
    if viewer.person is None:
        return None
    if "shell" not in viewer.memo:
        viewer.memo["shell"] = shell_for(viewer, request)
    found: Shell | None = viewer.memo["shell"]
    return found


def shell_for(viewer: Viewer, request: HttpRequest) -> Shell | None:
    """What stands around a page for this viewer at the address of the request."""
    if viewer.person is None:
        return None
    name = display_name(viewer.person)
    account = Account(name, initials_of(name), reverse("people:settings"), reverse("account_logout"))
    if viewer.membership is None:
        return Shell(account, home_url=reverse("people:start"))
    return Shell(
        account,
        acting=mark_of(viewer.membership.organisation),
        others=_others(viewer),
        places=nav.places_for(viewer, request),
        pinned=nav.pins_for(viewer, request.path),
        search_url=reverse("people:search"),
        organisation_url=reverse("people:organisation-detail", args=[viewer.organisation_id]),
        help_url=reverse("web:help"),
        home_url=reverse("home"),
    )


def _others(viewer: Viewer) -> tuple[Other, ...]:
    assert viewer.person is not None
    known = viewer.memo.get("memberships") or memberships_of(viewer.person)
    found = [m.organisation for m in known if m.organisation_id != viewer.organisation_id]
    return tuple(Other(mark_of(o), reverse("people:switch", args=[o.pk])) for o in found)
