"""Where a version of a roadmap, and a deliverable, stand."""

from django.db.models import TextChoices


class RoadmapState(TextChoices):
    """A draft is typed in; the current one is what everybody navigates by; the rest is history."""

    DRAFT = "draft", "Draft"
    CURRENT = "current", "Current"
    SUPERSEDED = "superseded", "Superseded"
    DISCARDED = "discarded", "Put aside before it was published"


class ProgressState(TextChoices):
    """How far a deliverable is."""

    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in progress", "In progress"
    DELIVERED = "delivered", "Delivered"
    ACCEPTED = "accepted", "Accepted"
    RETURNED = "returned", "Returned"


class FeedScope(TextChoices):
    """Whose days a calendar feed holds."""

    PERSON = "person", "Mine"
    ORGANISATION = "organisation", "My organisation’s"
    CAMPAIGN = "campaign", "One campaign’s"
