"""Reading organisations."""

from uuid import UUID

from django.db.models import Q, QuerySet

from commonground.kit.errors import NotFound
from commonground.kit.search.queries import find
from commonground.people.organisation.models import Organisation
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import partners_of


def list_known(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations whose people the viewer may know: one's own, those it has named, and those it works with."""
    if viewer.membership is None:
        return Organisation.objects.none()
    known = Q(pk=viewer.organisation_id) | Q(told_by=viewer.organisation_id, claimed_at__isnull=True)
    for partners in partners_of(viewer):
        known |= Q(pk__in=partners.order_by().values("pk"))
    return Organisation.objects.filter(known, merged_into__isnull=True).order_by("name", "id")


def list_organisations(viewer: Viewer) -> QuerySet[Organisation]:
    """What the viewer may see in the directory: listed peers, and the organisations known to one's own, by name."""
    return Organisation.objects.none() if viewer.membership is None else list_in_sight(viewer)


def list_in_sight(viewer: Viewer) -> QuerySet[Organisation]:
    """The same, also for who is about to start a first organisation: to them, the listed ones."""
    listed = Q(claimed_at__isnull=False, listed=True)
    found = Organisation.objects.filter(listed | Q(pk__in=list_known(viewer).order_by().values("pk")))
    return found.filter(merged_into__isnull=True).order_by("name", "id")


def search_organisations(
    viewer: Viewer, *, words: str = "", kind: str = "", vertical: str = "", market: str = ""
) -> QuerySet[Organisation]:
    """The directory, narrowed."""
    found = list_organisations(viewer)
    if words:
        hits = find(kind="organisation", query=words, among=found.order_by().values("pk"))
        found = found.filter(pk__in=hits.order_by().values("object_id"))
    if kind:
        found = found.filter(kind=kind)
    # The codes are stored in a JSON list and never hold one another's quotes, so that both databases can look for them.
    for field, code in (("verticals", vertical), ("markets", market)):
        if code:
            found = found.filter(**{f"{field}__icontains": f'"{code}"'})
    return found


def get_organisation(viewer: Viewer, identity: UUID | str) -> Organisation:
    """One of those, or NotFound."""
    found = list_organisations(viewer).select_related("told_by").filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def knows(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may see who works there."""
    return list_known(viewer).filter(pk=organisation.pk).exists()


def list_told(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations that one's own has named and that have not joined yet."""
    if viewer.membership is None:
        return Organisation.objects.none()
    told = Organisation.objects.filter(told_by=viewer.organisation_id, claimed_at__isnull=True)
    return told.filter(merged_into__isnull=True).order_by("name", "id")
