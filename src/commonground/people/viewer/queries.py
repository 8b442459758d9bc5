"""Who is looking."""

from uuid import UUID

from commonground.people.membership.models import Membership
from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer


def memberships_of(person: Person) -> list[Membership]:
    """Where the person belongs now, in the order of joining."""
    return list(
        Membership.objects.filter(person=person, left_at__isnull=True, organisation__merged_into__isnull=True)
        .select_related("organisation", "person")
        .order_by("joined_at", "id")
    )


def viewer_for(person: Person, acting: str | UUID | None = None) -> Viewer:
    """The viewer of a signed-in person who acts for the organisation `acting`, or for their first.

    It is asked of the database at each request, so that a removal holds from the next one on.
    """
    memberships = memberships_of(person)
    chosen = next((m for m in memberships if str(m.organisation_id) == str(acting)), None)
    membership = chosen or (memberships[0] if memberships else None)
    return Viewer(person=person, membership=membership, memo={"memberships": memberships})
