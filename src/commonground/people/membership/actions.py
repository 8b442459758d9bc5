"""What people do with memberships."""

from collections.abc import Iterable

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound, NotReady
from commonground.kit.search.actions import forget, index
from commonground.people.activity.actions import record
from commonground.people.membership.enums import Function, Level, Role
from commonground.people.membership.models import Membership
from commonground.people.membership.queries import get_member, owners_left
from commonground.people.membership.rules import may_grant
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer


def log_member(by: Viewer, verb: str, member: Membership, *, private: bool = False, **detail: str) -> None:
    """Put what happened to a membership on its organisation's log."""
    scope = ("organisation", member.organisation_id)
    record(by=by, verb=verb, subject=("person", member.id), scope=scope, private=private, **detail)


def index_member(member: Membership) -> None:
    """Let a person be found by name, title and organisation."""
    index(kind="person", object_id=member.id, title=member.name, body=f"{member.title}\n{member.organisation.name}")


def checked_functions(functions: Iterable[str]) -> list[str]:
    """Functions in the house order; Invalid for one that is none."""
    given = set(functions)
    if unknown := sorted(given - set(Function.values)):
        raise Invalid("Choose from the list.", fields={"functions": f"{unknown[0]} is not in the list."})
    return [function for function in Function.values if function in given]


def fill_seat(organisation: Organisation, person: Person, seat: Membership | None) -> Membership:
    """The place of somebody who joins: the one named for them if it is free, else a new one. It is not saved yet."""
    place = None
    if seat is not None:
        free = Membership.objects.filter(organisation=organisation, person__isnull=True, left_at__isnull=True)
        place = free.filter(pk=seat.pk).first()
    place = place or Membership(organisation=organisation)
    place.person, place.joined_at = person, clock.now()
    return place


@transaction.atomic
def tell_person(
    *,
    by: Viewer,
    organisation: Organisation,
    name: str,
    email: str = "",
    title: str = "",
    level: str = Level.PRACTITIONER,
    functions: Iterable[str] = (),
) -> Membership:
    """Name a person of one's own organisation, or of one that it has named, before they have an account."""
    own = by.writing().organisation
    theirs = organisation.told_by_id == own.id and not organisation.has_joined
    if organisation.id != own.id and not theirs:
        raise NotAllowed(f"{organisation.name} says for itself who works there.")
    if not name.strip():
        raise Invalid("A name is missing.", fields={"name": "Give the person's name."})
    member = Membership(
        organisation=organisation, told_name=name, told_email=email.lower(), told_by=own, title=title, level=level,
        functions=checked_functions(functions),
    )  # fmt: skip
    member.save()
    index_member(member)
    log_member(by, f"named {member.name}", member, private=theirs)
    return member


def _owned(by: Viewer, member: Membership) -> Membership:
    """The row, locked, when it is of one's own organisation or was named for one that has not joined."""
    found = get_member(by, member.pk)
    # Locking the organisation makes two owners who leave at the same moment go one after the other.
    Organisation.objects.select_for_update().get(pk=found.organisation_id)
    locked = (
        Membership.objects.select_for_update(of=("self",)).select_related("organisation", "person").get(pk=found.pk)
    )
    if locked.has_left:
        raise NotFound
    own = locked.organisation_id == by.organisation_id
    told = locked.organisation.told_by_id == by.organisation_id and not locked.organisation.has_joined
    if not own and not told:
        raise NotAllowed(f"{locked.organisation.name} decides this for itself.")
    return locked


def _check_grant(by: Viewer, member: Membership, role: str) -> None:
    own = by.administering().role
    if not may_grant(own, member.role):
        raise NotAllowed(f"{member.name} holds a higher role than you. Ask an owner.")
    if not may_grant(own, role):
        raise NotAllowed("You can grant only what you hold yourself.")


def _keep_an_owner(member: Membership) -> None:
    if member.role == Role.OWNER and member.has_joined and owners_left(member.organisation_id) == 1:
        raise NotReady(
            f"{member.name} is the last owner of {member.organisation.name}. Make somebody else owner first."
        )


@transaction.atomic
def change_member(
    *, by: Viewer, member: Membership, role: str, level: str, functions: Iterable[str] = (), title: str = ""
) -> Membership:
    """Change what somebody may do for the organisation, and what they are there."""
    current = _owned(by, member)
    if not current.has_joined:
        by.writing()
        role = current.role
    elif role != current.role:
        _check_grant(by, current, role)
        _keep_an_owner(current)
    elif current.pk != by.acting().pk:
        by.administering()
    else:
        by.writing()
    _check_level(by, current, level)
    was = f"{current.role}, {current.level}"
    current.role, current.level, current.title = Role(role), Level(level), title
    current.functions = checked_functions(functions)
    current.save()
    index_member(current)
    log_member(by, f"changed {current.name} to {current.role}, {current.level}", current, was=was)
    return current


def _check_level(by: Viewer, member: Membership, level: str) -> None:
    """A level carries the right to sign, so nobody gives it to themselves."""
    if level == member.level or not member.has_joined:
        return
    if not by.may_administer:
        raise NotAllowed(f"Only an owner or admin of {by.organisation_name} changes somebody's level.")
    own = by.acting()
    if member.pk == own.pk and own.role != Role.OWNER:
        raise NotAllowed("Ask an owner: your own level is not yours to change.")


@transaction.atomic
def remove_member(*, by: Viewer, member: Membership) -> None:
    """Take somebody out of the organisation, from the next request on. Where they were named, a vacancy shows."""
    current = _owned(by, member)
    if current.pk == by.acting().pk:
        leave_organisation(by=by)
        return
    if current.has_joined:
        _check_grant(by, current, current.role)
    else:
        by.writing()
    _end(current)
    log_member(by, f"removed {current.name}", current)


@transaction.atomic
def leave_organisation(*, by: Viewer) -> None:
    """Leave the organisation that one acts for. The last owner stays."""
    if by.read_only:
        raise NotAllowed("This token can only read.")
    current = _owned(by, by.acting())
    _end(current)
    log_member(by, "left the organisation", current)


def _end(member: Membership) -> None:
    _keep_an_owner(member)
    member.left_at = clock.now()
    member.save()
    member.tokens.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
    forget(kind="person", object_id=member.id)
