"""Reading what somebody is about to take over."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from commonground.kit.errors import NotFound
from commonground.partnerships.models import Party
from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.queries import own_parties
from commonground.people.models import Membership, Organisation
from commonground.people.organisation.rules import is_public_domain
from commonground.people.viewer.models import Viewer


def get_claimable(viewer: Viewer, identity: UUID | str) -> Organisation:
    """An organisation that has not joined and that the viewer's own works with or has named, or NotFound."""
    mine = own_parties(viewer, PartyState.ACCEPTED).values("partnership")
    together = Party.objects.filter(partnership__in=mine, state=PartyState.TOLD, organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(together), pk=identity, claimed_at__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def list_seats(viewer: Viewer, organisation: Organisation) -> QuerySet[Membership]:
    """People named at an organisation that has not joined; it came from `get_claimable`."""
    return organisation.memberships.filter(person__isnull=True, left_at__isnull=True).order_by("told_name")


def claimable_by_domain(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations that have not joined and whose domain is that of a confirmed address of the viewer."""
    addresses = EmailAddress.objects.filter(user=viewer.person_id, verified=True).values_list("email", flat=True)
    domains = {address.rpartition("@")[2].lower() for address in addresses}
    own = [domain for domain in domains if not is_public_domain(domain)]
    return Organisation.objects.filter(claimed_at__isnull=True, merged_into__isnull=True, domain__in=own)


def shared_through(organisation: Organisation) -> QuerySet[Party]:
    """The partnerships that claiming accepts."""
    told = Party.objects.filter(organisation=organisation, state=PartyState.TOLD)
    return told.select_related("partnership", "added_by").prefetch_related("partnership__parties__organisation")
