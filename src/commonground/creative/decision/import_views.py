"""Pages on which a file becomes the draft of the decision table."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.actions import forget_upload, send_file
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.queries import get_upload
from commonground.creative.decision.forms import TableUploadForm
from commonground.creative.decision.importing import Preview, ReadRule, preview_of, understood
from commonground.creative.decision.taking import take_table
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.access import Request, signed_in

SHOWN = 200


@signed_in
def new(request: Request, pk: UUID) -> HttpResponse:
    """Send a file or paste a table."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    form = TableUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.sent()
        try:
            upload = send_file(by=request.viewer, campaign=campaign, name=name[-200:], data=data)
            _read_or_forget(request, campaign, upload)
        except Invalid as error:
            form.add_error("pasted" if name.startswith("pasted.") else "file", error.message)
        else:
            return redirect("creative:import-preview", pk, upload.pk)
    context = {**head_of(request, campaign), "form": form}
    return render(request, "creative/decision/import.html", context, status=422 if form.errors else 200)


def _read_or_forget(request: Request, campaign: Campaign, upload: Upload) -> None:
    try:
        understood(request.viewer, campaign, upload)
    except Invalid:
        forget_upload(by=request.viewer, upload=upload)
        raise


def _rows(seen: Preview) -> list[tuple[ReadRule, list[tuple[str, str]]]]:
    return [(rule, list(zip(seen.heads, rule.words, strict=True))) for rule in seen.rules[:SHOWN]]


@signed_in
def preview(request: Request, pk: UUID, upload: UUID) -> HttpResponse:
    """What was understood, what the campaign gets with it, and what could not be read; then all or nothing."""
    campaign = get_campaign(request.viewer, pk)
    sent = get_upload(request.viewer, campaign, upload)
    seen = preview_of(request.viewer, campaign, sent)
    wrong = None
    if request.method == "POST":
        try:
            mark = request.POST.get("seen", "")
            take_table(by=request.viewer, campaign=campaign, upload=sent, read=seen, seen=mark)
            return redirect("creative:plan", pk)
        except (Invalid, Conflict) as error:
            wrong = error
    status = 409 if isinstance(wrong, Conflict) else 422 if wrong else 200
    context = {
        **head_of(request, campaign), "upload": sent, "seen": seen, "wrong": wrong, "rules": _rows(seen), "heads": seen.heads,
        "named": [(one, list(one.categories), one.path) for one in seen.signals],
    }  # fmt: skip
    return render(request, "creative/decision/import_preview.html", context, status=status)
