"""Pages on which a partner's AdCP `get_signals` response becomes signals and answers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.actions import send_file
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.queries import get_upload
from commonground.creative.signal.enums import Becomes
from commonground.creative.signal.forms import PlacementsForm, SignalsUploadForm
from commonground.creative.signal.importing import Preview, named_placements, preview_of, understood
from commonground.creative.signal.queries import coverage_of
from commonground.creative.signal.taking import take_signals
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.access import Request, signed_in

SHOWN = 200


@signed_in
def new(request: Request, pk: UUID) -> HttpResponse:
    """Send a file or paste a response."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    form = SignalsUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.sent()
        try:
            understood(data)
            upload = send_file(by=request.viewer, campaign=campaign, name=name[-200:], data=data)
        except Invalid as error:
            form.add_error("pasted" if name.startswith("pasted.") else "file", error.message)
        else:
            return redirect("creative:signals-preview", pk, upload.pk)
    context = {**head_of(request, campaign), "form": form}
    return render(request, "creative/signal/import.html", context, status=422 if form.errors else 200)


@signed_in
def preview(request: Request, pk: UUID, upload: UUID) -> HttpResponse:
    """Whose placements the deployments are, what would become of it, and what is only asked; then all or nothing."""
    campaign = get_campaign(request.viewer, pk)
    sent = get_upload(request.viewer, campaign, upload)
    seen, form = _seen(request, campaign, sent)
    wrong = None
    if request.method == "POST":
        try:
            mark = request.POST.get("seen", "")
            take_signals(by=request.viewer, campaign=campaign, read=seen, source=sent.name, upload=sent, seen=mark)
            return redirect("creative:coverage", pk)
        except (Invalid, Conflict) as error:
            wrong = error
    status = 409 if isinstance(wrong, Conflict) else 422 if wrong else 200
    shown = [one for one in seen.changes if one.becomes != Becomes.SAME]
    context = {
        **head_of(request, campaign), "upload": sent, "seen": seen, "form": form, "wrong": wrong,
        "changes": shown[:SHOWN], "more": len(shown) - SHOWN, "same": len(seen.changes) - len(shown),
        "asks": sum(one.becomes == Becomes.ASKED for one in shown),
        "named": [(one, name, list(one.categories)) for one, name in seen.new],
    }  # fmt: skip
    return render(request, "creative/signal/import_preview.html", context, status=status)


def _seen(request: Request, campaign: Campaign, sent: Upload) -> tuple[Preview, PlacementsForm]:
    """The preview for the placements that are chosen; at first those that the file names."""
    offers, given = understood(bytes(sent.data)), request.POST if request.method == "POST" else request.GET
    coverage = coverage_of(request.viewer, campaign)
    named = [str(one) for one in named_placements(coverage, offers)]
    form = PlacementsForm(coverage.placements, given if "look" in given else {"placement": named})
    form.is_valid()
    return preview_of(request.viewer, campaign, offers, form.cleaned_data.get("placement", [])), form
