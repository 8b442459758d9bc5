"""Words of webhooks."""

from django.db.models import TextChoices


class Shape(TextChoices):
    """The form in which a message is sent."""

    JSON = "json", "Signed JSON"
    SLACK = "slack", "Slack message"
    TEAMS = "teams", "Teams message"


class DeliveryState(TextChoices):
    """Waiting to be sent (again), delivered, or given up."""

    WAITING = "waiting", "Waiting"
    DELIVERED = "delivered", "Delivered"
    FAILED = "failed", "Given up"
    DROPPED = "dropped", "No longer to be told"
