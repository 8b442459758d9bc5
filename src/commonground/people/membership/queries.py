"""Reading memberships."""

from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from commonground.kit.errors import NotFound
from commonground.people.membership.enums import Role
from commonground.people.membership.models import Membership
from commonground.people.membership.rules import RANK
from commonground.people.organisation.models import Organisation
from commonground.people.organisation.queries import list_known
from commonground.people.viewer.models import Viewer

BY_ROLE = Case(*[When(role=role, then=Value(-rank)) for role, rank in RANK.items()], output_field=IntegerField())


def list_people(viewer: Viewer) -> QuerySet[Membership]:
    """Everybody whom the viewer may know, at one's own organisation and at those known to it; those who left are left out."""
    known = Membership.objects.filter(organisation__in=list_known(viewer).order_by().values("pk"), left_at__isnull=True)
    return known.select_related("organisation", "person", "told_by")


def list_members(viewer: Viewer, organisation: Organisation) -> QuerySet[Membership]:
    """People of one organisation by role and name; none where the viewer may not know them."""
    called = Lower(Coalesce("person__name", "told_name"))
    return list_people(viewer).filter(organisation=organisation).order_by(BY_ROLE, called, "id")


def get_member(viewer: Viewer, identity: UUID | str) -> Membership:
    """Somebody whom the viewer may know, or NotFound."""
    found = list_people(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def owners_left(organisation_id: UUID) -> int:
    """How many people with an account own an organisation; no viewer, because rules ask for it."""
    owners = Membership.objects.filter(organisation=organisation_id, role=Role.OWNER, person__isnull=False)
    return owners.filter(left_at__isnull=True).count()
