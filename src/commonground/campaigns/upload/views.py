"""Pages on which a spreadsheet becomes a matrix."""

from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign, list_people, organisations_of
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.upload import actions, queries
from commonground.campaigns.upload.forms import UploadForm
from commonground.campaigns.upload.matching import (
    MatchedOrganisation,
    MatchedRole,
    match_organisations,
    match_roles,
    may_name,
)
from commonground.campaigns.upload.models import Upload
from commonground.engines.findings import Level
from commonground.engines.raci import Choice, Matrix, Row
from commonground.engines.raci.matrix import MEANING
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.access import Request, signed_in
from commonground.web.matrix import Cell, Column, role_cells

ROWS_SHOWN = 200
LAYOUTS = {
    "own": "an export of this site", "wide": "roles as columns", "turned": "roles as rows",
    "list": "one line for each task and role",
}  # fmt: skip
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
    given = (request.POST if request.method == "POST" else request.GET).dict()
    choice = queries.choice_of(given)
    seen, wrong = _understood(request, campaign, sent, choice)
    if request.method == "POST" and "look" not in given and wrong is None:
        try:
            _take(request, campaign, sent, seen, given)
            return redirect("campaigns:raci", pk)
        except (Invalid, Conflict) as error:
            wrong = error
    context = {
        **head_of(request, campaign),
        **_shown(request, campaign, sent, seen, given),
        "wrong": wrong,
        "choice": choice,
    }
    return render(request, "campaigns/upload/preview.html", context, status=422 if wrong else 200)


def _understood(
    request: Request, campaign: Campaign, sent: Upload, choice: Choice
) -> tuple[queries.Preview, Invalid | Conflict | None]:
    """The preview, of the likeliest table where there is none of the number that was asked for."""
    today = clock.today(request.viewer.time_zone)
    try:
        return queries.preview_of(request.viewer, campaign, sent, choice, today=today), None
    except Invalid as error:
        if choice.table is None:
            raise
        likeliest = replace(choice, table=None)
        return queries.preview_of(request.viewer, campaign, sent, likeliest, today=today), error


def _take(request: Request, campaign: Campaign, sent: Upload, seen: queries.Preview, given: dict[str, str]) -> None:
    seen.check()
    actions.take_upload(
        by=request.viewer, campaign=campaign, upload=sent, matrix=seen.matrix,
        organisations=_chosen(given, "organisation-"), holders=_chosen(given, "holder-"),
        propose=given.get("then") == "propose", seen=given.get("seen", ""),
    )  # fmt: skip


def _chosen(given: dict[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): value for name, value in given.items() if name.startswith(prefix)}


def _shown(
    request: Request, campaign: Campaign, sent: Upload, seen: queries.Preview, given: dict[str, str]
) -> dict[str, Any]:
    people = list(list_people(request.viewer, campaign))
    participants = organisations_of(campaign)
    organisations = match_organisations(seen.matrix, participants, seen.known)
    roles = match_roles(seen.matrix, people, organisations, participants, seen.known)
    chosen = seen.understanding.chosen
    return {
        "upload": sent,
        "seen": seen,
        "matrix": seen.matrix,
        "chosen": chosen,
        "table": seen.understanding.candidates.index(chosen) + 1,
        "candidates": [
            (number, one, LAYOUTS.get(one.layout, one.layout))
            for number, one in enumerate(seen.understanding.candidates, start=1)
        ],
        "errors": [finding for finding in seen.findings if finding.level is Level.ERROR],
        "others": [finding for finding in seen.findings if finding.level is not Level.ERROR],
        "organisations": [(one, given.get(f"organisation-{one.key}", one.choice)) for one in organisations],
        "roles": [_role_choices(request, one, organisations, given) for one in roles],
        "partners": participants,
        "people": people,
        "letters": LETTERS,
        "phases": _phases(seen.matrix),
        "tells": any(role.person for role in seen.matrix.roles),
    }


def _role_choices(
    request: Request, one: MatchedRole, organisations: list[MatchedOrganisation], given: dict[str, str]
) -> dict[str, Any]:
    home = str(one.home.pk) if one.home else ""
    return {
        "match": one,
        "home": given.get(f"organisation-role:{one.role.key}", home),
        "choice": given.get(f"holder-{one.role.key}", one.choice),
        "may_name": bool(one.role.person) and may_name(one, organisations, request.viewer.organisation_id),
    }


def _columns(matrix: Matrix) -> list[Column]:
    """The roles for the grid, in the file's own words: nobody is matched yet."""
    return [Column(role.key, role.person or role.title) for role in matrix.roles]


def _phases(matrix: Matrix) -> list[tuple[str, list[tuple[int, Row, SafeString]]]]:
    """The first rows, numbered, with their cells, by phase."""
    columns = _columns(matrix)
    numbered = enumerate(matrix.rows[:ROWS_SHOWN], start=1)
    return [
        (phase, [(number, row, role_cells(row.key, columns, _cells(matrix, row))) for number, row in several])
        for phase, several in groupby(numbered, lambda one: one[1].phase)
    ]


def _cells(matrix: Matrix, row: Row) -> list[Cell]:
    return [Cell(row.cells[role.key].value if role.key in row.cells else "") for role in matrix.roles]
