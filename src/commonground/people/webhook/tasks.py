"""Webhooks in the background: the outbox is filled and emptied every minute."""

from uuid import UUID

from commonground.kit import clock
from commonground.kit.tasks import sweep, task
from commonground.people.webhook.actions import deliver, fill_outbox
from commonground.people.webhook.queries import deliveries_due, organisations_told_by_webhook


@sweep(why="finds out whose webhooks wait; what is told is asked by a task with an owner")
def tend_webhooks() -> int:
    """Hand out one task for each organisation with a webhook and one for each message that is due."""
    for organisation in organisations_told_by_webhook():
        fill_one_outbox.enqueue(str(organisation))
    due = deliveries_due(clock.now())
    for identity in due:
        send_message.enqueue(str(identity))
    return len(due)


@task(owner="organisation_id")
def fill_one_outbox(organisation_id: str) -> int:
    """Put into the outbox what needs somebody of one organisation."""
    return fill_outbox(UUID(organisation_id))


@task(owner="delivery_id")
def send_message(delivery_id: str) -> str:
    """Send one message."""
    return deliver(UUID(delivery_id))
