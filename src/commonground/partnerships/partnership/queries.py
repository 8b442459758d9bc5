"""Reading partnerships."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from commonground.kit.errors import NotFound
from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.models import Partnership, Party
from commonground.partnerships.partnership.rules import STANDING, TOGETHER, is_uuid
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer

PARTIES = Prefetch("parties", Party.objects.select_related("organisation", "added_by", "decided_by__person"))


def own_parties(viewer: Viewer, *states: str) -> QuerySet[Party]:
    """The viewer's organisation's own places in partnerships, in any of `states`."""
    return Party.objects.filter(organisation_id=viewer.organisation_or_nobody, state__in=states)


def list_partnerships(viewer: Viewer, *states: str) -> QuerySet[Partnership]:
    """Partnerships in which the viewer's organisation stands or is asked (or is in one of `states`), newest first."""
    own = own_parties(viewer, *(states or (PartyState.INVITED, PartyState.ACCEPTED)))
    own = own.filter(partnership=OuterRef("pk"))
    return Partnership.objects.filter(Exists(own)).prefetch_related(PARTIES).order_by("-created_at", "-id")


def list_joined_partnerships(viewer: Viewer) -> QuerySet[Partnership]:
    """Partnerships that the viewer's organisation takes part in: those it may start campaigns in."""
    own = own_parties(viewer, PartyState.ACCEPTED).filter(partnership=OuterRef("pk"))
    return list_partnerships(viewer).filter(Exists(own))


def get_partnership(viewer: Viewer, identity: UUID | str) -> Partnership:
    """One of those, or NotFound."""
    found = list_partnerships(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def get_party(viewer: Viewer, partnership: Partnership) -> Party:
    """The viewer's own organisation's place in a partnership."""
    party = (
        partnership.parties.filter(organisation_id=viewer.organisation_or_nobody).select_related("organisation").first()
    )
    if party is None:
        raise NotFound
    return party


def list_parties(viewer: Viewer, partnership: Partnership) -> QuerySet[Party]:
    """Who stands in the partnership, in the order of joining; the viewer has been let in to it by `get_partnership`."""
    return partnership.parties.filter(state__in=STANDING).select_related(
        "organisation", "added_by", "decided_by__person"
    )


def get_party_of(viewer: Viewer, partnership: Partnership, identity: UUID) -> Party:
    """One of those, or NotFound."""
    found = list_parties(viewer, partnership).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_invited(viewer: Viewer) -> QuerySet[Party]:
    """Partnerships that wait for the answer of the viewer's organisation."""
    return own_parties(viewer, PartyState.INVITED).select_related("partnership", "added_by")


def list_partners(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations that share an accepted partnership with the viewer's, itself left out, by name."""
    mine = own_parties(viewer, PartyState.ACCEPTED).values("partnership")
    theirs = Party.objects.filter(partnership__in=mine, state__in=TOGETHER, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(theirs)).exclude(pk=viewer.organisation_or_nobody).order_by("name", "id")


OFFERED = 20


def list_offered(viewer: Viewer, chosen: Iterable[str], words: str) -> list[Organisation]:
    """Organisations to choose from: those chosen already, and the first of those whose names hold the words."""
    known = list_addable(viewer)
    ids = [identity for identity in chosen if is_uuid(identity)]
    kept = list(known.filter(pk__in=ids)) if ids else []
    return [*kept, *known.exclude(pk__in=[one.pk for one in kept]).filter(name__icontains=words)[:OFFERED]]


def list_addable(viewer: Viewer, partnership: Partnership | None = None) -> QuerySet[Organisation]:
    """Organisations that the viewer may ask in: listed peers, and those that its own organisation has named."""
    there = Party.objects.filter(partnership=partnership, organisation=OuterRef("pk"), state__in=STANDING)
    reachable = Q(claimed_at__isnull=False, listed=True) | Q(told_by=viewer.organisation_or_nobody)
    found = Organisation.objects.filter(reachable, merged_into__isnull=True).exclude(pk=viewer.organisation_or_nobody)
    return found.exclude(Exists(there)).order_by("name", "id")
