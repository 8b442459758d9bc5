"""Reading proposals to merge."""

from uuid import UUID

from django.db.models import Q, QuerySet

from commonground.kit.errors import NotFound
from commonground.people.membership.enums import Role
from commonground.people.membership.rules import may_administer
from commonground.people.organisation.models import Merge, Organisation
from commonground.people.organisation.queries import list_told
from commonground.people.viewer.models import Viewer


def _open_merges() -> QuerySet[Merge]:
    merges = Merge.objects.filter(agreed_at__isnull=True, declined_at__isnull=True)
    return merges.select_related("from_organisation", "into_organisation", "proposing", "proposed_by__person")


def list_merges(viewer: Viewer) -> QuerySet[Merge]:
    """Open proposals that concern the viewer's organisation, or one that it has named, for who administers it; oldest first."""
    if viewer.membership is None or not may_administer(viewer.membership.role):
        return Merge.objects.none()
    own = viewer.organisation_id
    sides = [
        Q(**{f"{side}_organisation": own})
        | Q(**{f"{side}_organisation__told_by": own, f"{side}_organisation__claimed_at__isnull": True})
        for side in ("from", "into")
    ]
    return _open_merges().filter(sides[0] | sides[1]).order_by("created_at", "id")


def get_merge(viewer: Viewer, identity: UUID | str) -> Merge:
    """One of those, or NotFound."""
    found = list_merges(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_merges_to_decide(viewer: Viewer) -> list[Merge]:
    """Proposals that wait for the viewer, an owner of the side that did not propose."""
    if viewer.membership is None or viewer.membership.role != Role.OWNER:
        return []
    return [merge for merge in _read_once(viewer) if merge.proposing_id != viewer.organisation_id]


def list_merges_waited_for(viewer: Viewer) -> list[Merge]:
    """Proposals of the viewer's own organisation, which wait for another's answer."""
    return [merge for merge in _read_once(viewer) if merge.proposing_id == viewer.organisation_id]


def _read_once(viewer: Viewer) -> list[Merge]:
    if "merges" not in viewer.memo:
        viewer.memo["merges"] = list(list_merges(viewer))
    found: list[Merge] = viewer.memo["merges"]
    return found


def list_mergeable(viewer: Viewer, organisation: Organisation) -> QuerySet[Organisation]:
    """What the viewer may say is the same as `organisation`: its own organisation, and those that it has named."""
    own = Organisation.objects.filter(
        Q(pk=viewer.organisation_id) | Q(pk__in=list_told(viewer).order_by().values("pk"))
    )
    return own.exclude(pk=organisation.pk).order_by("name", "id")
