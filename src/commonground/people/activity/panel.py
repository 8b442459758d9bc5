"""The last entries of the log on the page of a thing."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commonground.people.activity.queries import activity_for
from commonground.people.viewer.models import ANONYMOUS, Viewer


def activity_panel(request: HttpRequest, kind: str, identity: UUID, limit: int = 20) -> SafeString:
    """What happened to a thing, newest first. The page has let the viewer see the thing."""
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    entries = list(activity_for(viewer, kind=kind, identity=identity)[:limit])
    return render_to_string("people/activity/entries.html", {"entries": entries, "viewer": viewer}, request)
