"""What people do when two organisations turn out to be one."""

from uuid import UUID

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.kit.search.actions import forget
from commonground.people.activity.actions import record
from commonground.people.membership.actions import index_member
from commonground.people.membership.enums import Role
from commonground.people.membership.models import Membership
from commonground.people.merge.absorb import move_relations
from commonground.people.merge.queries import get_merge, list_mergeable
from commonground.people.note.models import Note
from commonground.people.organisation.models import Merge, Organisation
from commonground.people.viewer.models import Viewer


def speaker_of(organisation: Organisation) -> UUID | None:
    """Who speaks for an organisation: itself once it has joined, until then the one that named it."""
    return organisation.pk if organisation.has_joined else organisation.told_by_id


@transaction.atomic
def propose_merge(*, by: Viewer, organisation: Organisation, same_as: UUID) -> Merge:
    """Say that `same_as`, one's own organisation or one it has named, and `organisation` are one.

    One that has not joined goes into the other. When one's own speaks for both, it is done at once.
    """
    member = by.administering()
    own = list_mergeable(by, organisation).filter(pk=same_as).first()
    if own is not None and own.pk == member.organisation_id:
        # It would be given away whole, so this is not for those who only administer it.
        _owning(by)
    if own is None:
        raise Invalid("Choose an organisation.", fields={"same_as": "Choose an organisation from the list."})
    goes, stays = (organisation, own) if own.has_joined and not organisation.has_joined else (own, organisation)
    both = {"from_organisation__in": [goes, stays], "into_organisation__in": [goes, stays]}
    if Merge.objects.filter(agreed_at__isnull=True, declined_at__isnull=True, **both).exists():
        raise Conflict("This has been proposed already and waits for an answer.")
    merge = Merge(from_organisation=goes, into_organisation=stays, proposed_by=member, proposing=member.organisation)
    merge.save()
    record(
        by=by, verb=f"proposed to merge {goes.name} into {stays.name}", subject=("organisation", stays.id), private=True
    )
    if speaker_of(goes) == speaker_of(stays) == by.organisation_id:
        _carry_out(by, merge)
    return merge


def _owning(by: Viewer) -> Membership:
    member = by.administering()
    if member.role != Role.OWNER:
        raise NotAllowed(f"Only an owner of {by.organisation_name} can decide this.")
    return member


def _open(by: Viewer, merge: Merge) -> Merge:
    # Locked first: what is asked afterwards still holds when it is acted on.
    Merge.objects.select_for_update().filter(pk=merge.pk).first()
    return get_merge(by, merge.pk)


@transaction.atomic
def agree_merge(*, by: Viewer, merge: Merge) -> Organisation:
    """Agree, as an owner of the side that did not propose. All that pointed at the one points at the other."""
    _owning(by)
    merge = _open(by, merge)
    if merge.proposing_id == by.organisation_id:
        raise NotReady("The other side agrees to this.")
    _carry_out(by, merge)
    return merge.into_organisation


@transaction.atomic
def decline_merge(*, by: Viewer, merge: Merge) -> None:
    """Say no, or take the proposal back."""
    _owning(by) if merge.proposing_id != by.organisation_id else by.administering()
    merge = _open(by, merge)
    merge.declined_at = clock.now()
    merge.save()
    verb = "took back" if merge.proposing_id == by.organisation_id else "declined"
    subject = ("organisation", merge.into_organisation_id)
    record(by=by, verb=f"{verb} the merge with {merge.from_organisation.name}", subject=subject, private=True)


def _carry_out(by: Viewer, merge: Merge) -> None:
    goes, stays = merge.from_organisation, merge.into_organisation
    # Locked in one order, so that two merges cannot wait for one another.
    locked = list(Organisation.objects.select_for_update().filter(pk__in=[goes.pk, stays.pk]).order_by("pk"))
    if any(organisation.merged_into_id for organisation in locked):
        raise Conflict("One of the two has been merged already.")
    move_relations(goes, stays, leave_out=(Merge,))
    Organisation.objects.filter(pk=goes.pk).update(merged_into=stays, listed=False)
    # Not by saving the row: what it points at has just been moved in the database, but not in this copy.
    merge.agreed_at = clock.now()
    Merge.objects.filter(pk=merge.pk).update(agreed_at=merge.agreed_at)
    Note.objects.filter(subject_kind="organisation", subject_id=goes.pk).update(subject_id=stays.pk)
    forget(kind="organisation", object_id=goes.pk)
    for member in Membership.objects.filter(organisation=stays, left_at__isnull=True).select_related(
        "organisation", "person"
    ):
        index_member(member)
    record(by=by, verb=f"merged {goes.name} into {stays.name}", subject=("organisation", stays.id), merged=str(goes.id))
