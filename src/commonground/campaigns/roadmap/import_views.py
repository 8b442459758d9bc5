"""Pages on which a spreadsheet becomes a roadmap."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.roadmap.importing import preview_of, understood
from commonground.campaigns.roadmap.taking import take_upload
from commonground.campaigns.upload.actions import forget_upload, send_file
from commonground.campaigns.upload.forms import UploadForm
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.queries import get_upload
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.access import Request, signed_in


@signed_in
def new(request: Request, pk: UUID) -> HttpResponse:
    """Send a file or paste cells."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.sent()
        try:
            upload = send_file(by=request.viewer, campaign=campaign, name=name[-200:], data=data)
            _read_or_forget(request, upload)
        except Invalid as error:
            form.add_error("pasted" if name == "pasted.txt" else "file", error.message)
        else:
            return redirect("campaigns:roadmap-import-preview", pk, upload.pk)
    context = {**head_of(request, campaign), "form": form, "title": "Import"}
    return render(request, "campaigns/roadmap/import.html", context, status=422 if form.errors else 200)


def _read_or_forget(request: Request, upload: Upload) -> None:
    try:
        understood(upload)
    except Invalid:
        forget_upload(by=request.viewer, upload=upload)
        raise


@signed_in
def preview(request: Request, pk: UUID, upload: UUID) -> HttpResponse:
    """What was understood and what was not; then all or nothing."""
    campaign = get_campaign(request.viewer, pk)
    sent = get_upload(request.viewer, campaign, upload)
    given = request.POST if request.method == "POST" else request.GET
    chosen = given.get("table", "")
    seen = preview_of(
        request.viewer, campaign, sent, int(chosen) if chosen.isdecimal() and 0 < len(chosen) < 4 else None
    )
    wrong = None
    if request.method == "POST" and "look" not in request.POST:
        try:
            take_upload(
                by=request.viewer, campaign=campaign, upload=sent, roadmap=seen.roadmap, places=seen.places,
                mark=seen.mark, seen=given.get("seen", ""),
            )  # fmt: skip
            return redirect("campaigns:roadmap", pk)
        except (Invalid, Conflict) as error:
            wrong = error
    rows = [(number, one, seen.places[one.key]) for number, one in enumerate(seen.roadmap.deliverables[:200], start=1)]
    context = {
        **head_of(request, campaign), "upload": sent, "seen": seen, "wrong": wrong, "rows": rows, "title": "Import",
        "tables": list(enumerate(seen.understanding.tables, start=1)),
    }  # fmt: skip
    return render(request, "campaigns/roadmap/import_preview.html", context, status=422 if wrong else 200)
