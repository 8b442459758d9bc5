"""Reading the log."""

from uuid import UUID

from django.db.models import Q, QuerySet

from commonground.people.activity.models import Activity
from commonground.people.viewer.models import Viewer


def activity_for(viewer: Viewer, *, kind: str, identity: UUID) -> QuerySet[Activity]:
    """Entries on the page of an object that the caller has already let the viewer see, newest first."""
    shared_or_own = Q(private=False) | Q(organisation_id=viewer.organisation_id)
    return Activity.objects.filter(shared_or_own, scope_kind=kind, scope_id=identity).order_by("-id")
