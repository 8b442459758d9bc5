"""Pages about private notes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from commonground.kit.forms import carried_out
from commonground.people.note.actions import changeable_note, delete_note, edit_note, write_note
from commonground.people.note.forms import NoteForm
from commonground.people.note.panel import notes_panel
from commonground.people.note.queries import get_note
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.sight import subject_for
from commonground.web.htmx import is_fragment


@require_http_methods(["GET", "POST"])
@signed_in
def write(request: Request, kind: str, identity: UUID) -> HttpResponse:
    """All notes about a thing, and a new one; within another page only the panel."""
    about: dict[str, Any] = {"kind": kind, "identity": identity, "part": request.GET.get("part", "").replace("\0", "")}
    subject = subject_for(request.viewer, **about)
    form = NoteForm(request.POST or None)
    made = request.method == "POST" and carried_out(form, write_note, by=request.viewer, **about)
    if made and not is_fragment(request):
        return redirect(f"{subject.url}#notes-panel")
    panel = notes_panel(request, **about, form=None if made else form)
    status = 422 if form.is_bound and not made else 200
    if is_fragment(request):
        return HttpResponse(panel, status=status)
    return render(request, "people/note/list.html", {"subject": subject, "panel": panel}, status=status)


@require_GET
@signed_in
def show(request: Request, pk: UUID) -> HttpResponse:
    """A note, where it stands."""
    note = get_note(request.viewer, pk)
    return redirect(f"{subject_for(request.viewer, note.subject_kind, note.subject_id, note.part).url}#notes-panel")


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a note."""
    note = changeable_note(request.viewer, get_note(request.viewer, pk))
    subject = subject_for(request.viewer, note.subject_kind, note.subject_id, note.part)
    form = NoteForm(request.POST or None, initial={"body": note.body})
    if request.method == "POST" and carried_out(form, edit_note, by=request.viewer, note=note):
        return redirect(f"{subject.url}#notes-panel")
    context = {"form": form, "note": note, "subject": subject}
    return render(request, "people/note/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def delete(request: Request, pk: UUID) -> HttpResponse:
    """Delete a note, after asking."""
    note = changeable_note(request.viewer, get_note(request.viewer, pk))
    subject = subject_for(request.viewer, note.subject_kind, note.subject_id, note.part)
    if request.method == "POST":
        delete_note(by=request.viewer, note=note)
        return redirect(f"{subject.url}#notes-panel")
    return render(request, "people/note/delete.html", {"note": note, "subject": subject})
