"""Pages of variants."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.campaign.views import head_of
from commonground.campaigns.models import Campaign
from commonground.creative.decision.queries import rules_with
from commonground.creative.variant import actions, forms, queries
from commonground.creative.variant.enums import Approval
from commonground.creative.variant.models import Variant
from commonground.kit.errors import Invalid, NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in


@signed_in
def list_(request: Request, pk: UUID) -> HttpResponse:
    """Every variant with its sizes, days and approval."""
    campaign = get_campaign(request.viewer, pk)
    variants = list(queries.list_variants(request.viewer, campaign))
    context = {**head_of(request, campaign), "variants": variants}
    return render(request, "creative/variant/list.html", context)


@signed_in
def new(request: Request, pk: UUID) -> HttpResponse:
    """Name a variant."""
    campaign = get_campaign(request.viewer, pk)
    request.viewer.writing()
    initial = {"organisation": str(request.viewer.organisation_id)}
    form = forms.VariantForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(form, actions.name_variant, by=request.viewer, campaign=campaign):
        return redirect("creative:variants", pk)
    context = {**head_of(request, campaign), "form": form, "title": "Name a variant", "button": "Add the variant"}
    return render(request, "creative/form.html", context, status=422 if form.errors else 200)


@signed_in
def detail(request: Request, pk: UUID, variant: UUID) -> HttpResponse:
    """One variant: what it is, whether it may be shown, and the form that changes it."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_variant(request.viewer, campaign, variant)
    initial = forms.VariantForm.initial_of(held)
    form = forms.ChangeVariantForm(request.viewer, campaign, request.POST or None, initial=initial)
    if request.method == "POST":
        request.viewer.writing()
        if carried_out(form, actions.change_variant, by=request.viewer, campaign=campaign, variant=held):
            return redirect("creative:variant", pk, variant)
        form.refresh(held.revision)
    return _detail(request, campaign, held, form, forms.ReturnForm())


def _detail(
    request: Request, campaign: Campaign, held: Variant, form: forms.ChangeVariantForm, back: forms.ReturnForm
) -> HttpResponse:
    viewer = request.viewer
    context = {
        **head_of(request, campaign), "variant": held, "form": form, "back": back,
        "decidable": held.state == Approval.ASKED and queries.is_decidable(viewer, campaign, held),
        "askable": queries.may_change_variant(viewer, held) and held.state in {Approval.DRAFT, Approval.RETURNED},
        "changeable": queries.may_change_variant(viewer, held),
    }  # fmt: skip
    return render(request, "creative/variant/detail.html", context, status=422 if form.errors or back.errors else 200)


@signed_in
@require_POST
def decide(request: Request, pk: UUID, variant: UUID) -> HttpResponse:
    """Ask for approval, approve, or return with words."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_variant(request.viewer, campaign, variant)
    to = request.POST.get("to", "")
    if to == "ask":
        actions.ask_approval(by=request.viewer, campaign=campaign, variant=held)
    elif to in {"approve", "return"}:
        back = forms.ReturnForm(request.POST)
        seen = request.POST.get("seen_revision", "")
        try:
            actions.decide_variant(
                by=request.viewer, campaign=campaign, variant=held, approve=to == "approve",
                words=request.POST.get("words", ""), seen_revision=int(seen) if seen.isdecimal() else None,
            )  # fmt: skip
        except Invalid:
            initial = forms.VariantForm.initial_of(held)
            form = forms.ChangeVariantForm(request.viewer, campaign, initial=initial)
            back.is_valid()
            return _detail(request, campaign, held, form, back)
    else:
        raise NotFound
    return redirect("creative:variant", pk, variant)


@signed_in
def remove(request: Request, pk: UUID, variant: UUID) -> HttpResponse:
    """Take a variant out; says first what that means."""
    campaign = get_campaign(request.viewer, pk)
    held = queries.get_variant(request.viewer, campaign, variant)
    actions.check_maker(request.viewer, held)
    if request.method == "POST":
        actions.remove_variant(by=request.viewer, campaign=campaign, variant=held)
        return redirect("creative:variants", pk)
    used = rules_with(request.viewer, campaign, shows=held.key)
    words = f"{used} Until another variant is chosen there, the table cannot be proposed. " if used else ""
    words += "What was agreed keeps it."
    context = {**head_of(request, campaign), "name": held.name, "words": words}
    return render(request, "creative/remove.html", context)


@signed_in
def found(request: Request, variant: UUID) -> HttpResponse:
    """A variant, where it stands."""
    held = queries.find_variant(request.viewer, variant)
    return redirect("creative:variant", held.campaign_id, held.pk)
