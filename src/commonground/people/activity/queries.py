"""Reading the log."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Max, Q, QuerySet

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


def last_entries(**identities: Iterable[UUID]) -> dict[UUID, int]:
    """The id of the newest entry on the page of each of these objects, by their kinds; one without any is left out.

    It says only whether something has happened, so it takes no viewer.
    """
    several = [Q(scope_kind=kind, scope_id__in=list(ids)) for kind, ids in identities.items()]
    entries = Activity.objects.filter(reduce(or_, several)).order_by()
    return dict(entries.values("scope_id").annotate(newest=Max("id")).values_list("scope_id", "newest"))
