"""Pages of webhooks, for owners and admins."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commonground.kit.errors import NotFound
from commonground.kit.forms import carried_out
from commonground.people.viewer.access import Request, signed_in
from commonground.people.webhook import actions, queries
from commonground.people.webhook.forms import WebhookForm

PAGE = 50


@never_cache
@signed_in
def webhooks(request: Request) -> HttpResponse:
    """Where the organisation is told; a new secret is shown in the answer to the form, and never again."""
    request.viewer.administering()
    form = WebhookForm(request.POST or None)
    made = carried_out(form, actions.add_webhook, by=request.viewer) if request.method == "POST" else None
    context = {
        "form": WebhookForm() if made else form, "made": made[0] if made else None, "secret": made[1] if made else "",
        "webhooks": queries.list_webhooks(request.viewer),
    }  # fmt: skip
    status = 422 if form.is_bound and not made else 200
    return render(request, "people/webhook/list.html", context, status=status)


@never_cache
@signed_in
def webhook(request: Request, pk: UUID) -> HttpResponse:
    """One webhook: what it sends, what was sent, and what came of it."""
    held = queries.get_webhook(request.viewer, pk)
    initial = {name: getattr(held, name) for name in ("name", "url", "shape")}
    form = WebhookForm(request.POST or None, initial=initial)
    if request.method == "POST" and carried_out(form, actions.change_webhook, by=request.viewer, webhook=held):
        messages.success(request, f"{held.name} is saved.")
        return redirect("people:webhook", pk)
    return _page(request, pk, form)


def _page(request: Request, pk: UUID, form: WebhookForm, secret: str = "") -> HttpResponse:
    held = queries.get_webhook(request.viewer, pk)
    page = Paginator(queries.list_deliveries(request.viewer, held), PAGE).get_page(request.GET.get("page"))
    context = {"webhook": held, "form": form, "page": page, "secret": secret}
    return render(request, "people/webhook/detail.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Test, pause, resume, change the secret, delete."""
    held = queries.get_webhook(request.viewer, pk)
    to = request.POST.get("to", "")
    if to == "rotate":
        secret = actions.rotate_secret(by=request.viewer, webhook=held)
        initial = {name: getattr(held, name) for name in ("name", "url", "shape")}
        return _page(request, pk, WebhookForm(initial=initial), secret)
    if to == "delete":
        actions.delete_webhook(by=request.viewer, webhook=held)
        return redirect("people:webhook-list")
    if to == "test":
        actions.send_test(by=request.viewer, webhook=held)
        messages.success(request, "A test message is on its way; the log below says what comes of it.")
    elif to in {"pause", "resume"}:
        actions.pause_webhook(by=request.viewer, webhook=held, paused=to == "pause")
    else:
        raise NotFound
    return redirect("people:webhook", pk)


@signed_in
@require_POST
def send_again(request: Request, pk: UUID, delivery: UUID) -> HttpResponse:
    """Try a message again."""
    held = queries.get_webhook(request.viewer, pk)
    actions.send_again(by=request.viewer, delivery=queries.get_delivery(request.viewer, held, delivery))
    return redirect("people:webhook", pk)
