"""Webhooks in the API, for owners and admins."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.people.viewer.access import Request
from commonground.people.webhook import actions, queries
from commonground.people.webhook.schemas import (
    DeliveryOut,
    PausedIn,
    SecretOut,
    WebhookIn,
    WebhookMade,
    WebhookOut,
)
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Webhooks"])
ONE = "/{uuid:webhook}"


@router.get("", response=Paged[WebhookOut])
def list_webhooks(request: Request, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Webhooks of your organisation; nothing for who does not administer it."""
    return paged(queries.list_webhooks(request.viewer), cursor, limit)


@router.post("", response={201: WebhookMade})
def add_webhook(request: Request, body: WebhookIn) -> Any:
    """Make one. Its secret is in the answer, and never again."""
    webhook, secret = actions.add_webhook(by=request.viewer, **body.dict())
    return Status(201, {"webhook": webhook, "secret": secret})


@router.put(ONE, response=WebhookOut)
def change_webhook(request: Request, webhook: UUID, body: WebhookIn) -> Any:
    """Change its name, address or form."""
    held = queries.get_webhook(request.viewer, webhook)
    return actions.change_webhook(by=request.viewer, webhook=held, **body.dict())


@router.delete(ONE, response={204: None})
def delete_webhook(request: Request, webhook: UUID) -> Any:
    """End it, with its log."""
    actions.delete_webhook(by=request.viewer, webhook=queries.get_webhook(request.viewer, webhook))
    return Status(204, None)


@router.post(ONE + "/secret", response=SecretOut)
def rotate_secret(request: Request, webhook: UUID) -> Any:
    """Give it a new secret."""
    held = queries.get_webhook(request.viewer, webhook)
    return {"secret": actions.rotate_secret(by=request.viewer, webhook=held)}


@router.put(ONE + "/paused", response=WebhookOut)
def pause_webhook(request: Request, webhook: UUID, body: PausedIn) -> Any:
    """Send nothing for a while, or send again."""
    held = queries.get_webhook(request.viewer, webhook)
    return actions.pause_webhook(by=request.viewer, webhook=held, paused=body.paused)


@router.post(ONE + "/test", response={201: DeliveryOut})
def send_test(request: Request, webhook: UUID) -> Any:
    """Send a message that says that it works."""
    return Status(201, actions.send_test(by=request.viewer, webhook=queries.get_webhook(request.viewer, webhook)))


@router.get(ONE + "/deliveries", response=Paged[DeliveryOut])
def list_deliveries(request: Request, webhook: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """What was sent or waits to be, newest first."""
    return paged(queries.list_deliveries(request.viewer, queries.get_webhook(request.viewer, webhook)), cursor, limit)


@router.post(ONE + "/deliveries/{uuid:delivery}/again", response=DeliveryOut)
def send_again(request: Request, webhook: UUID, delivery: UUID) -> Any:
    """Try a message again at once, with the same id."""
    held = queries.get_webhook(request.viewer, webhook)
    return actions.send_again(by=request.viewer, delivery=queries.get_delivery(request.viewer, held, delivery))
