"""Reading webhooks: an organisation's owners and admins see theirs, and nobody else any."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from commonground.kit.errors import NotFound
from commonground.people.membership.models import Membership
from commonground.people.viewer.models import Viewer
from commonground.people.webhook.enums import DeliveryState
from commonground.people.webhook.models import Delivery, Webhook
from commonground.people.webhook.rules import secret_of


def list_webhooks(viewer: Viewer) -> QuerySet[Webhook]:
    """Webhooks of the organisation that the viewer administers."""
    if not viewer.may_administer:
        return Webhook.objects.none()
    return Webhook.objects.filter(organisation=viewer.organisation_or_nobody)


def get_webhook(viewer: Viewer, identity: UUID) -> Webhook:
    """One of them, or NotFound."""
    found = list_webhooks(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_deliveries(viewer: Viewer, webhook: Webhook) -> QuerySet[Delivery]:
    """What was sent to it or is to be sent, newest first; the webhook came from `get_webhook`."""
    return webhook.deliveries.order_by("-created_at", "-id")


def get_delivery(viewer: Viewer, webhook: Webhook, identity: UUID) -> Delivery:
    """One of them, or NotFound."""
    found = list_deliveries(viewer, webhook).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def secrets_of(webhook: Webhook, now: datetime) -> list[str]:
    """The secrets that live now, the newest first."""
    numbers = [webhook.secret_number]
    if webhook.former_until and webhook.former_until > now and webhook.secret_number > 1:
        numbers.append(webhook.secret_number - 1)
    return [secret_of(webhook.pk, number) for number in numbers]


def deliveries_due(now: datetime) -> list[UUID]:
    """Ids of messages that wait to be sent; for the clock, not for a viewer."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now, webhook__paused_at=None)
    return list(due.order_by("next_try_at").values_list("pk", flat=True)[:500])


def organisations_told_by_webhook() -> list[UUID]:
    """Ids of organisations with a webhook that is not paused; what each is told is asked for by a task with an owner."""
    return list(Webhook.objects.filter(paused_at=None).order_by().values_list("organisation_id", flat=True).distinct())


def members_to_tell_of(organisation: UUID) -> list[Membership]:
    """People of an organisation who have an account and have not left."""
    there = Membership.objects.filter(organisation=organisation, left_at=None, person__is_active=True)
    return list(there.select_related("organisation", "person"))
