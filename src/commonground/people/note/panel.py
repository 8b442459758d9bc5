"""The place for private notes on any page."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commonground.people.note.forms import NoteForm
from commonground.people.note.queries import list_notes, may_change
from commonground.people.viewer.models import ANONYMOUS, Viewer

SHOWN = 50


def notes_panel(
    request: HttpRequest, kind: str, identity: UUID, part: str = "", form: NoteForm | None = None
) -> SafeString:
    """What the viewer's organisation has noted about a thing, and a form. The page has let the viewer see the thing."""
    viewer: Viewer = getattr(request, "viewer", ANONYMOUS)
    notes = list_notes(viewer, kind=kind, identity=identity, part=part).reverse()
    context = {
        "notes": [(note, may_change(viewer, note)) for note in notes[:SHOWN]],
        "count": notes.count(),
        "form": form or NoteForm(),
        "kind": kind,
        "identity": identity,
        "part": part,
        "viewer": viewer,
    }
    return render_to_string("people/note/panel.html", context, request)
