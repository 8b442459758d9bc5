"""Reading what somebody is about to take over."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from commonground.kit.errors import NotFound
from commonground.partnerships.models import Party
from commonground.partnerships.partnership.enums import PartyState
from commonground.people.models import Organisation
from commonground.people.organisation.rules import is_public_domain
from commonground.people.viewer.models import Viewer


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


def get_claimable_by_domain(viewer: Viewer, identity: UUID) -> Organisation:
    """One of those, or NotFound."""
    found = claimable_by_domain(viewer).filter(pk=identity).select_related("told_by").first()
    if found is None:
        raise NotFound
    return found
