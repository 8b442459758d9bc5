"""Pages of what a meeting needs and what comes out of it: agenda, preparation, recap, decisions, words, actions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.kickoff import agenda, forms, noting, queries, recap
from commonground.campaigns.kickoff.enums import PreparationKind
from commonground.campaigns.kickoff.views import back_to, form_page, got
from commonground.kit.errors import Invalid, NotFound, NotReady
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


@signed_in
def add_item(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Add to the agenda."""
    campaign, held = got(request, pk, meeting)
    form = forms.ItemForm(request.viewer, campaign, request.POST or None, new=True)
    if request.method == "POST" and carried_out(form, agenda.add_item, by=request.viewer, meeting=held):
        return back_to(held, "agenda")
    return form_page(request, campaign, form, "Add to the agenda", "Add the item", held)


@signed_in
def item(request: Request, pk: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Change an item of the agenda, or write what was said."""
    campaign, held = got(request, pk, meeting)
    found = queries.get_item(request.viewer, held, item)
    names = ("title", "minutes", "reading", "notes")
    initial = {name: getattr(found, name) for name in names} | {"owner": found.owner_id, "seen": agenda.seen_of(found)}
    form = forms.ItemForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, agenda.edit_item, by=request.viewer, meeting=held, item=item):
            return back_to(held, "agenda")
        form.refresh(agenda.seen_of(found))
    return form_page(request, campaign, form, f"Agenda: {found.title}", "Save the item", held, item=found)


@signed_in
@require_POST
def move_item(request: Request, pk: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Move an item by one place."""
    _, held = got(request, pk, meeting)
    by_places = {"up": -1, "down": 1}.get(request.POST.get("to", ""))
    if by_places is None:
        raise Invalid("An item moves up or down.")
    agenda.move_item(by=request.viewer, meeting=held, item=item, by_places=by_places)
    return back_to(held, "agenda")


@signed_in
@require_POST
def remove_item(request: Request, pk: UUID, meeting: UUID, item: UUID) -> HttpResponse:
    """Take an item off the agenda."""
    _, held = got(request, pk, meeting)
    agenda.remove_item(by=request.viewer, meeting=held, item=item)
    return back_to(held, "agenda")


@signed_in
def prepare(request: Request, pk: UUID, kind: str) -> HttpResponse:
    """Who prepares something by when, and where it is."""
    campaign = get_campaign(request.viewer, pk)
    one = queries.get_preparation(request.viewer, campaign, kind)
    initial = {"owner": one.owner_id, "due_on": one.due_on, "result": one.result, "done": one.done_at is not None}
    initial["seen"] = agenda.seen_preparation(one)
    form = forms.PreparationForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, agenda.prepare, by=request.viewer, campaign=campaign, kind=kind):
            return redirect("campaigns:kickoff", pk)
        form.refresh(agenda.seen_preparation(one))
    return form_page(request, campaign, form, str(PreparationKind(kind).label), "Save")


@signed_in
def write_recap(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Write what was said."""
    campaign, held = got(request, pk, meeting)
    form = forms.RecapForm(request.POST or None, initial={"recap": held.recap, "seen_revision": held.revision})
    if request.method == "POST":
        if carried_out(form, recap.write_recap, by=request.viewer, meeting=held):
            messages.success(request, "The recap is on its way to everybody who was asked, present or not.")
            return back_to(held, "recap")
        form.refresh(held.revision)
    return form_page(request, campaign, form, f"Recap of “{held.title}”", "Send the recap", held)


@signed_in
@require_POST
def confirm(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """This is what we understood."""
    _, held = got(request, pk, meeting)
    form = forms.SeenRevisionForm(request.POST)
    if not form.is_valid():
        raise Invalid("This form was not filled by our page. Open the recap again.")
    recap.confirm_understanding(by=request.viewer, meeting=held, **form.cleaned_data)
    return back_to(held, "recap")


@signed_in
def object_(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Say what was understood otherwise."""
    campaign, held = got(request, pk, meeting)
    if held.recapped_at is None:
        raise NotReady("There is no recap yet.")
    form = forms.ObjectionForm(request.POST or None, initial={"seen_revision": held.revision})
    if request.method == "POST":
        if carried_out(form, recap.object_to_recap, by=request.viewer, meeting=held):
            return back_to(held, "recap")
        form.refresh(held.revision)
    button = f"Object as {request.viewer.organisation_name}"
    return form_page(request, campaign, form, f"Object to the recap of “{held.title}”", button, held)


@signed_in
def answer_objection(request: Request, pk: UUID, meeting: UUID, understanding: UUID) -> HttpResponse:
    """Answer an objection."""
    campaign, held = got(request, pk, meeting)
    found = queries.get_understanding(request.viewer, held, understanding)
    initial = {"answer": found.answer, "seen": recap.seen_of(found)}
    form = forms.ObjectionAnswerForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, recap.answer_objection, by=request.viewer, meeting=held, understanding=understanding):
            return back_to(held, "recap")
        form.refresh(recap.seen_of(found))
    title, button = f"Answer {found.organisation.name}", f"Answer as {request.viewer.organisation_name}"
    return form_page(request, campaign, form, title, button, held, quoted=found.words)


@signed_in
def add_decision(request: Request, pk: UUID) -> HttpResponse:
    """Write down a decision; ?meeting= says in which meeting it was taken."""
    campaign = get_campaign(request.viewer, pk)
    held = (
        queries.get_meeting(request.viewer, campaign, _uuid(text)) if (text := request.GET.get("meeting", "")) else None
    )
    form = forms.DecisionForm(request.viewer, campaign, request.POST or None)
    if request.method == "POST" and carried_out(
        form, noting.note_decision, by=request.viewer, campaign=campaign, meeting=held
    ):
        return back_to(held, "decisions") if held else redirect("campaigns:kickoff", pk)
    return form_page(request, campaign, form, "Note a decision", "Note the decision", held)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


@signed_in
def decision(request: Request, decision: UUID) -> HttpResponse:
    """One decision, what it replaced and what replaced it."""
    found = queries.find_decision(request.viewer, decision)
    campaign = get_campaign(request.viewer, found.campaign_id)
    return render(request, "campaigns/kickoff/decision.html", {**head_of(request, campaign), "decision": found})


@signed_in
def add_term(request: Request, pk: UUID) -> HttpResponse:
    """Put a word into the vocabulary."""
    campaign = get_campaign(request.viewer, pk)
    form = forms.TermForm(request.POST or None, new=True)
    if request.method == "POST" and carried_out(form, noting.propose_term, by=request.viewer, campaign=campaign):
        return redirect("campaigns:kickoff", pk)
    return form_page(request, campaign, form, "Add a term", "Add the term")


def _term(request: Request, term: UUID) -> tuple[Any, Any]:
    found = queries.find_term(request.viewer, term)
    return get_campaign(request.viewer, found.campaign_id), found


@signed_in
def term(request: Request, term: UUID) -> HttpResponse:
    """One word: what it means, who has agreed, and how to say it better."""
    campaign, found = _term(request, term)
    initial = {"meaning": found.meaning, "aliases": ", ".join(found.aliases), "seen": noting.seen_of(found)}
    form = forms.TermForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if carried_out(form, noting.change_term, by=request.viewer, term=found):
            return redirect("campaigns:kickoff-term", term)
        form.refresh(noting.seen_of(found))
    context = {**head_of(request, campaign), "term": found, "form": form, "seen": noting.seen_of(found)}
    return render(request, "campaigns/kickoff/term.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def agree_term(request: Request, term: UUID) -> HttpResponse:
    """Agree to what a word means."""
    _, found = _term(request, term)
    noting.agree_term(by=request.viewer, term=found, seen=request.POST.get("seen", ""))
    return redirect("campaigns:kickoff-term", term)


@signed_in
def add_action(request: Request, pk: UUID, meeting: UUID) -> HttpResponse:
    """Write down something to do."""
    campaign, held = got(request, pk, meeting)
    form = forms.ActionForm(request.viewer, campaign, request.POST or None)
    if request.method == "POST" and carried_out(form, noting.note_meeting_action, by=request.viewer, meeting=held):
        return back_to(held, "actions")
    return form_page(request, campaign, form, "Note an action", "Note the action", held)
