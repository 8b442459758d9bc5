"""Pages of partnerships."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.kit.forms import carried_out
from commonground.partnerships.partnership import actions, forms, queries
from commonground.people.activity.panel import activity_panel
from commonground.people.note.panel import notes_panel
from commonground.people.organisation.actions import tell_organisation
from commonground.people.viewer.access import Request, signed_in

PAGE = 25


@signed_in
def list_(request: Request) -> HttpResponse:
    """With whom we work."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = queries.list_partnerships(request.viewer)
    if words:
        found = found.filter(name__icontains=words)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "partnerships/partnership/list.html", {"page": page, "words": words})


@signed_in
def new(request: Request) -> HttpResponse:
    """Propose to work together."""
    request.viewer.writing()
    form = forms.PartnershipForm(request.viewer, request.POST or None)
    if request.method == "POST" and "look" not in request.POST:
        made = carried_out(form, lambda name, purpose, organisations, find: actions.propose_partnership(
            by=request.viewer, name=name, purpose=purpose, organisations=[o.pk for o in organisations]
        ))  # fmt: skip
        if made:
            return redirect("partnerships:partnership-detail", made.pk)
    return _form(request, form, "Propose a partnership", "Propose the partnership", look=True)


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    """Who takes part, what they share, and what waits for an answer."""
    partnership = queries.get_partnership(request.viewer, pk)
    parties = list(queries.list_parties(request.viewer, partnership))
    own = next(party for party in parties if party.organisation_id == request.viewer.organisation_id)
    return render(
        request,
        "partnerships/partnership/detail.html",
        {
            "partnership": partnership,
            "parties": parties,
            "own": own,
            "accepted": own.state == "accepted",
            "notes": notes_panel(request, "partnership", partnership.pk),
            "log": activity_panel(request, "partnership", partnership.pk),
        },
    )


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change name and purpose."""
    partnership = queries.get_partnership(request.viewer, pk)
    request.viewer.writing()
    seen = actions.seen_of(partnership)
    initial = {"name": partnership.name, "purpose": partnership.purpose, "seen": seen}
    form = forms.PurposeForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, actions.edit_partnership, by=request.viewer, partnership=partnership):
            return redirect("partnerships:partnership-detail", pk)
        form.refresh(seen)
    return _form(request, form, f"Edit {partnership.name}", "Save changes", partnership)


@signed_in
def add_party(request: Request, pk: UUID) -> HttpResponse:
    """Ask a further organisation in."""
    partnership = queries.get_partnership(request.viewer, pk)
    request.viewer.writing()
    form = forms.AddPartyForm(request.viewer, partnership, request.POST or None)
    if request.method == "POST":
        made = carried_out(form, lambda organisation: actions.add_party(
            by=request.viewer, partnership=partnership, organisation=organisation.pk
        ))  # fmt: skip
        if made:
            return redirect("partnerships:partnership-detail", pk)
    return _form(request, form, "Ask an organisation to join", "Ask to join", partnership, name_instead=True)


@signed_in
def name_party(request: Request, pk: UUID) -> HttpResponse:
    """Name an organisation that is not here yet, so that planning need not wait for it."""
    partnership = queries.get_partnership(request.viewer, pk)
    request.viewer.writing()
    form = forms.NamedOrganisationForm(request.POST or None)
    if request.method == "POST":
        made = carried_out(form, lambda **told: actions.add_party(
            by=request.viewer,
            partnership=partnership,
            organisation=tell_organisation(by=request.viewer, **told).pk,
        ))  # fmt: skip
        if made:
            return redirect("people:invitation-create", made.organisation_id)
    return _form(request, form, "Name an organisation that is not here yet", "Name it", partnership)


@signed_in
@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    """Take part."""
    actions.accept_partnership(by=request.viewer, partnership=queries.get_partnership(request.viewer, pk))
    return redirect("partnerships:partnership-detail", pk)


@signed_in
def decline(request: Request, pk: UUID) -> HttpResponse:
    """Say no, with or without a reason."""
    partnership = queries.get_partnership(request.viewer, pk)
    request.viewer.signing()
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, actions.decline_partnership, by=request.viewer, partnership=partnership
    ):
        return redirect("partnerships:partnership-list")
    return _form(
        request, form, f"Decline {partnership.name}", f"Decline as {request.viewer.organisation_name}", partnership
    )


@signed_in
def leave(request: Request, pk: UUID) -> HttpResponse:
    """Leave, after saying what that means."""
    partnership = queries.get_partnership(request.viewer, pk)
    request.viewer.signing()
    if request.method == "POST":
        actions.leave_partnership(by=request.viewer, partnership=partnership)
        return redirect("partnerships:partnership-list")
    return render(request, "partnerships/partnership/leave.html", {"partnership": partnership})


@signed_in
@require_POST
def withdraw(request: Request, pk: UUID, party: UUID) -> HttpResponse:
    """Take a question back."""
    partnership = queries.get_partnership(request.viewer, pk)
    asked = queries.get_party_of(request.viewer, partnership, party)
    actions.withdraw_party(by=request.viewer, partnership=partnership, party=asked)
    return redirect("partnerships:partnership-detail", pk)


def _form(request, form, title, button, partnership=None, **more) -> HttpResponse:  # type: ignore[no-untyped-def]
    status = 422 if form.is_bound and form.errors and "look" not in request.POST else 200
    context = {"form": form, "title": title, "button": button, "partnership": partnership, **more}
    return render(request, "partnerships/partnership/form.html", context, status=status)
