"""Pages on which a spreadsheet becomes a matrix."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign, list_people, organisations_of
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.upload import actions, queries
from commonground.campaigns.upload.forms import UploadForm
from commonground.campaigns.upload.matching import match_organisations, match_roles
from commonground.campaigns.upload.models import Upload
from commonground.engines.findings import Level
from commonground.engines.raci.matrix import MEANING
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.access import Request, signed_in

LETTERS = [(letter.value, f"{letter.value}, {words}") for letter, words in MEANING.items()]


@signed_in
def new(request: Request, pk: UUID) -> HttpResponse:
    """Send a file or paste cells."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data = form.sent()
        try:
            upload = actions.send_file(by=request.viewer, campaign=campaign, name=name[-200:], data=data)
            _read_or_forget(request, upload)
        except Invalid as error:
            form.add_error("pasted" if name == "pasted.txt" else "file", error.message)
        else:
            return redirect("campaigns:raci-import-preview", pk, upload.pk)
    context = {**head_of(request, campaign), "form": form}
    return render(request, "campaigns/upload/new.html", context, status=422 if form.errors else 200)


def _read_or_forget(request: Request, upload: Upload) -> None:
    try:
        queries.understood(upload, queries.choice_of({}))
    except Invalid:
        actions.forget_upload(by=request.viewer, upload=upload)
        raise


@signed_in
def preview(request: Request, pk: UUID, upload: UUID) -> HttpResponse:
    """What was understood and what was not, who the roles are; then all or nothing."""
    campaign = get_campaign(request.viewer, pk)
    sent = queries.get_upload(request.viewer, campaign, upload)
    given = request.POST if request.method == "POST" else request.GET
    choice = queries.choice_of(given.dict())
    wrong = None
    seen = queries.preview_of(request.viewer, campaign, sent, choice, today=clock.today(request.viewer.time_zone))
    if request.method == "POST" and "look" not in request.POST:
        try:
            actions.take_upload(
                by=request.viewer, campaign=campaign, upload=sent, matrix=seen.matrix,
                organisations=_chosen(given.dict(), "organisation-"), holders=_chosen(given.dict(), "holder-"),
                propose=given.get("then") == "propose", seen=given.get("seen", ""),
            )  # fmt: skip
            return redirect("campaigns:raci", pk)
        except (Invalid, Conflict) as error:
            wrong = error
    context = {**head_of(request, campaign), **_shown(request, campaign, sent, seen), "wrong": wrong, "choice": choice}
    return render(request, "campaigns/upload/preview.html", context, status=422 if wrong else 200)


def _chosen(given: dict[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}


def _shown(request: Request, campaign: Campaign, sent: Upload, seen: queries.Preview) -> dict[str, Any]:
    people = list(list_people(request.viewer, campaign))
    participants = organisations_of(campaign)
    organisations = match_organisations(seen.matrix, participants, seen.known)
    chosen = seen.understanding.chosen
    return {
        "upload": sent,
        "seen": seen,
        "matrix": seen.matrix,
        "chosen": chosen,
        "table": seen.understanding.candidates.index(chosen) + 1,
        "candidates": list(enumerate(seen.understanding.candidates, start=1)),
        "errors": [finding for finding in seen.findings if finding.level is Level.ERROR],
        "others": [finding for finding in seen.findings if finding.level is not Level.ERROR],
        "organisations": organisations,
        "roles": match_roles(seen.matrix, people, organisations, participants, seen.known),
        "partners": participants,
        "people": people,
        "letters": LETTERS,
        "rows": [(row, [row.cells.get(role.key, "") for role in seen.matrix.roles]) for row in seen.matrix.rows[:200]],
    }
