"""Reading the log."""

from uuid import UUID

from django.db.models import Q, QuerySet

from commonground.people.activity.models import Activity
from commonground.people.viewer.models import Viewer


def activity_for(viewer: Viewer, *, kind: str, identity: UUID) -> QuerySet[Activity]:
    """Entries on the page of an object that the caller has already let the viewer see, newest first."""
    shared_or_own = Q(private=False) | Q(organisation_id=viewer.organisation_id)
    return Activity.objects.filter(shared_or_own, scope_kind=kind, scope_id=identity).order_by("-id")


def list_own_log(viewer: Viewer) -> QuerySet[Activity]:
    """What people of the viewer's organisation did anywhere, and what was done to it, newest first."""
    if viewer.membership is None:
        return Activity.objects.none()
    own = Q(organisation_id=viewer.organisation_id)
    shared = Q(private=False, scope_kind="organisation", scope_id=viewer.organisation_id)
    return Activity.objects.filter(own | shared).order_by("-id")
