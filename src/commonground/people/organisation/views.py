"""Pages about organisations."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from commonground.kit.errors import NotAllowed
from commonground.kit.forms import carried_out
from commonground.people.invitation.queries import list_invitations
from commonground.people.membership.queries import list_members
from commonground.people.merge.queries import list_mergeable, list_merges
from commonground.people.note.panel import notes_panel
from commonground.people.organisation.actions import (
    create_organisation,
    edit_organisation,
    edit_told_organisation,
    edit_working_time,
    may_edit,
    tell_organisation,
)
from commonground.people.organisation.choices import VERTICALS, markets, words_for
from commonground.people.organisation.forms import (
    CorrectForm,
    CreateOrganisationForm,
    DirectoryForm,
    OrganisationForm,
    TellForm,
    WorkingTimeForm,
)
from commonground.people.organisation.queries import get_organisation, knows, search_organisations
from commonground.people.organisation.working_time import WEEKDAYS
from commonground.people.viewer.access import Request, signed_in, with_account
from commonground.people.viewer.middleware import ACTING

PAGE = 24
PEOPLE = 50


@require_GET
@signed_in
def directory(request: Request) -> HttpResponse:
    """Every organisation that the viewer may see, narrowed by the address."""
    form = DirectoryForm(request.GET)
    wanted = form.wanted()
    page = Paginator(search_organisations(request.viewer, **wanted), PAGE).get_page(request.GET.get("page"))
    rows = [(organisation, words_for(organisation.verticals, VERTICALS)) for organisation in page.object_list]
    context = {"form": form, "page": page, "rows": rows, "narrowed": any(wanted.values())}
    return render(request, "people/organisation/list.html", context)


@require_GET
@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """An organisation's page; who works there only where the viewer may know."""
    viewer, organisation = request.viewer, get_organisation(request.viewer, pk)
    own = organisation.pk == viewer.organisation_id
    told = organisation.told_by_id == viewer.organisation_id and not organisation.has_joined
    people = Paginator(list_members(viewer, organisation), PEOPLE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "organisation": organisation,
        "verticals": words_for(organisation.verticals, VERTICALS),
        "markets": words_for(organisation.markets, markets()),
        "own": own,
        "work_days": ", ".join(WEEKDAYS[day][:3] for day in organisation.work_days),
        "told": told,
        "known": knows(viewer, organisation),
        "people": people,
        "may_edit": viewer.may_administer if own else told and viewer.may_write,
        "may_invite": viewer.may_administer if own else told and viewer.may_write,
        "may_tell": viewer.may_write and (own or told),
        "invitations": list_invitations(viewer, organisation),
        "merges": list_merges(viewer) if own and viewer.may_administer else [],
        "notes": "" if own else notes_panel(request, "organisation", organisation.pk),
        "may_merge": viewer.may_administer and list_mergeable(viewer, organisation).exists(),
    }
    return render(request, "people/organisation/detail.html", context)


@require_http_methods(["GET", "POST"])
@with_account
def create(request: Request) -> HttpResponse:
    """Start an organisation of one's own."""
    form = CreateOrganisationForm(request.POST or None)
    if request.method == "POST" and (owner := carried_out(form, create_organisation, by=request.viewer)):
        request.session[ACTING] = str(owner.organisation_id)
        messages.success(request, f"You act for {owner.organisation.name} now.")
        return redirect("people:organisation-detail", pk=owner.organisation_id)
    return render(request, "people/organisation/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def tell(request: Request) -> HttpResponse:
    """Name an organisation that has not joined yet."""
    request.viewer.writing()
    form = TellForm(request.POST or None)
    if request.method == "POST" and (organisation := carried_out(form, tell_organisation, by=request.viewer)):
        return redirect("people:organisation-detail", pk=organisation.pk)
    return render(request, "people/organisation/tell.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change one's own organisation, or what one's own has said of another."""
    organisation = get_organisation(request.viewer, pk)
    own = organisation.pk == request.viewer.organisation_id
    form_class, act = (OrganisationForm, edit_organisation) if own else (CorrectForm, _edit_told(organisation))
    may_edit(request.viewer, organisation)
    facts = OrganisationForm.facts_of(organisation)
    form: Any = form_class(request.POST or None, initial=facts)
    if request.method == "POST":
        if carried_out(form, act, by=request.viewer):
            messages.success(request, "Saved.")
            return redirect("people:organisation-detail", pk=organisation.pk)
        form.refresh(facts["seen"])
    context = {"form": form, "organisation": organisation, "own": own}
    return render(request, "people/organisation/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def working_time(request: Request, pk: UUID) -> HttpResponse:
    """When one's own organisation works; plans are counted in its days."""
    organisation = get_organisation(request.viewer, pk)
    if organisation.pk != request.viewer.organisation_id:
        raise NotAllowed(f"{organisation.name} says for itself when it works.")
    request.viewer.administering()
    facts = WorkingTimeForm.facts_of(organisation)
    form = WorkingTimeForm(request.POST or None, initial=facts)
    if request.method == "POST":
        if carried_out(form, edit_working_time, by=request.viewer):
            messages.success(request, "Saved. Plans are counted anew in these days.")
            return redirect("people:organisation-detail", pk=pk)
        form.refresh(facts["seen"])
    context = {"form": form, "organisation": organisation}
    return render(request, "people/organisation/working_time.html", context, status=422 if form.is_bound else 200)


def _edit_told(organisation: Any) -> Any:
    return partial(edit_told_organisation, organisation=organisation)
