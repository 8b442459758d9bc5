"""What every run can be asked for, and the pages that each kind of run lays out in its own way."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.run.actions import cancel_run, remove_run
from commonground.creative.run.enums import RunKind
from commonground.creative.run.forms import LogForm
from commonground.creative.run.models import Run
from commonground.creative.run.queries import get_run, is_cancellable, is_removable, list_runs, with_parts
from commonground.kit.errors import NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer
from commonground.web import htmx

PAGE = 25


@require_POST
@signed_in
def cancel(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """Stop it."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    cancel_run(by=request.viewer, run=held)
    return redirect(f"creative:{kind}", pk, run)


@signed_in
def remove(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """Take it out; says first what goes with it."""
    campaign = get_campaign(request.viewer, pk)
    held = get_run(request.viewer, campaign, run, kind)
    request.viewer.writing()
    if request.method == "POST":
        remove_run(by=request.viewer, run=held)
        return redirect(f"creative:{kind}s", pk)
    if not is_removable(request.viewer, held):
        return redirect(f"creative:{kind}", pk, run)
    context = {**head_of(request, campaign), "run": held, "label": held.get_kind_display(), "back": f"creative:{kind}"}
    return render(request, "creative/run/remove.html", context)


@signed_in
def export(request: Request, pk: UUID, run: UUID, kind: RunKind) -> HttpResponse:
    """What was found, and what it was found from."""
    held = get_run(request.viewer, get_campaign(request.viewer, pk), run, kind)
    if held.found is None:
        raise NotFound
    answer = HttpResponse(json.dumps(held.found, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{held.created_at:%Y-%m-%d}.json"'
    return answer


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of one kind of run differ in.

    template  folder of list.html and detail.html
    start     the action that takes what the form holds
    parts     of a result, that `summary` needs for a row of the list
    report    a result as its page shows it
    """

    kind: RunKind
    template: str
    form: type[LogForm]
    start: Callable[..., Run]
    parts: tuple[str, ...]
    summary: Callable[[Mapping[str, Any]], Any]
    report: Callable[[Viewer, Campaign, Run], Any]

    @property
    def label(self) -> str:
        """What one of them is called."""
        return str(self.kind.label)

    @property
    def one(self) -> str:
        """Name of the address of one of them, to which those below belong."""
        return f"creative:{self.kind}"

    @property
    def all(self) -> str:
        """The list."""
        return f"{self.one}s"

    @property
    def cancel(self) -> str:
        """Stopping it."""
        return f"{self.one}-cancel"

    @property
    def remove(self) -> str:
        """Taking it out."""
        return f"{self.one}-remove"

    @property
    def export(self) -> str:
        """What it found, as a file."""
        return f"{self.one}-export"


def list_page(request: Request, pk: UUID, pages: Pages) -> HttpResponse:
    """Every run of a kind with what it found, and the form that takes a log."""
    campaign = get_campaign(request.viewer, pk)
    sent = request.method == "POST"
    form = pages.form(request.POST if sent else None, request.FILES if sent else None)
    if sent:
        request.viewer.writing()
        made = _started(form, pages.start, by=request.viewer, campaign=campaign)
        if made:
            return redirect(pages.one, pk, made.pk)
    runs = with_parts(list_runs(request.viewer, campaign, pages.kind), *pages.parts)
    page = Paginator(runs, PAGE).get_page(request.GET.get("page"))
    rows = [(one, pages.summary(one.parts) if one.is_done else None) for one in page.object_list]
    context = {**head_of(request, campaign), "pages": pages, "form": form, "page": page, "rows": rows}
    return render(request, f"{pages.template}/list.html", context, status=422 if form.errors else 200)


def _started(form: LogForm, start: Callable[..., Run], **more: Any) -> Run | None:
    """The run that a form asks for, or None with the form saying why not."""
    try:
        run: Run | None = carried_out(form, start, **more)
    except NotReady as error:
        form.add_error(None, error.message)
        return None
    return run


def detail_page(request: Request, pk: UUID, run: UUID, pages: Pages) -> HttpResponse:
    """How far a run is, then what it found. To the page that asks again by itself, its end is said as well."""
    campaign = get_campaign(request.viewer, pk)
    held = get_run(request.viewer, campaign, run, pages.kind)
    context = {
        **head_of(request, campaign), "pages": pages, "run": held, "cancellable": is_cancellable(request.viewer, held),
        "removable": is_removable(request.viewer, held),
        "report": pages.report(request.viewer, campaign, held) if held.is_done else None,
    }  # fmt: skip
    answer = render(request, f"{pages.template}/detail.html", context)
    if htmx.is_fragment(request) and not held.is_open:
        return htmx.toast(answer, f"{held.get_kind_display()} of {held.log_name}: {held.get_state_display().lower()}.")
    return answer
