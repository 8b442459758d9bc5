"""What people do with invitations."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound
from commonground.kit.secrets import hash_of, new_secret
from commonground.people.activity.actions import record
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.models import Invitation
from commonground.people.invitation.queries import GONE, by_token, get_invitation, get_received, still_granted
from commonground.people.invitation.rules import LIFE
from commonground.people.invitation.sending import send_invitation
from commonground.people.membership.actions import checked_functions, fill_seat, index_member, log_member
from commonground.people.membership.enums import Level, Role
from commonground.people.membership.models import Membership
from commonground.people.membership.rules import may_grant
from commonground.people.organisation.actions import claim_organisation
from commonground.people.organisation.models import Organisation
from commonground.people.person.actions import open_account
from commonground.people.person.models import Person
from commonground.people.person.queries import confirmed_addresses
from commonground.people.viewer.models import Viewer


def _log(by: Viewer, verb: str, invitation: Invitation) -> None:
    scope = ("organisation", invitation.organisation_id)
    record(by=by, verb=verb, subject=("invitation", invitation.id), scope=scope, private=True)


def _checked_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("This is not an e-mail address.", fields={"email": "Write it as name@example.org."}) from error
    return email


@transaction.atomic
def issue_invitation(
    *,
    by: Viewer,
    email: str,
    organisation: Organisation | None = None,
    purpose: Purpose = Purpose.JOIN,
    role: str = Role.MEMBER,
    level: str = Level.PRACTITIONER,
    functions: Iterable[str] = (),
    title: str = "",
    seat: Membership | None = None,
) -> Invitation:
    """Invite an address to one's own organisation, or (CLAIM) to take over one that one's own has named.

    An open invitation of the same address to the same organisation is replaced. The mail is sent in the background.
    """
    email = _checked_email(email)
    organisation = organisation or by.acting().organisation
    member = _may_invite(by, organisation, purpose, role)
    _check_seat(organisation, seat)
    same = Invitation.objects.filter(
        organisation=organisation, email=email, used_at__isnull=True, revoked_at__isnull=True
    )
    same.update(revoked_at=clock.now())
    invitation = Invitation(
        organisation=organisation, purpose=purpose, email=email, seat=seat, title=title, level=level,
        role=Role.OWNER if purpose == Purpose.CLAIM else role, functions=checked_functions(functions),
        invited_by=member, inviting=member.organisation, expires_at=clock.now() + LIFE,
        # Nobody knows what this is the hash of: the task that sends the mail makes the token that will open it.
        token_hash=hash_of(new_secret()),
    )  # fmt: skip
    invitation.save()
    send_invitation.enqueue(str(invitation.pk))
    _log(by, f"invited {email}", invitation)
    return invitation


def _may_invite(by: Viewer, organisation: Organisation, purpose: Purpose, role: str) -> Membership:
    if purpose == Purpose.CLAIM:
        member = by.writing()
        if organisation.told_by_id != member.organisation_id or organisation.has_joined:
            raise NotAllowed(f"{organisation.name} invites its people itself.")
        return member
    member = by.administering()
    if organisation.pk != member.organisation_id:
        raise NotAllowed(f"{organisation.name} invites its people itself.")
    if not may_grant(member.role, role):
        raise NotAllowed("You can grant only what you hold yourself.")
    return member


def _check_seat(organisation: Organisation, seat: Membership | None) -> None:
    if seat is not None and (seat.organisation_id != organisation.pk or seat.person_id is not None or seat.has_left):
        raise Invalid("This place is taken.", fields={"seat": "Choose somebody who was named and has not joined yet."})


@transaction.atomic
def resend_invitation(*, by: Viewer, invitation: Invitation) -> Invitation:
    """Send it again, with a new link and 72 hours from now."""
    current = get_invitation(by, invitation.pk)
    _may_invite(by, current.organisation, Purpose(current.purpose), current.role)
    current.expires_at = clock.now() + LIFE
    # The earlier link is dead from now on, not only once the mail has gone out.
    current.token_hash = hash_of(new_secret())
    current.invited_by = by.acting()
    current.save()
    send_invitation.enqueue(str(current.pk))
    _log(by, f"sent the invitation of {current.email} again", current)
    return current


@transaction.atomic
def revoke_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Take it back; its link no longer opens anything."""
    current = get_invitation(by, invitation.pk)
    current.revoked_at = clock.now()
    current.save()
    _log(by, f"took back the invitation of {current.email}", current)


@transaction.atomic
def open_invitation(token: str, *, person: Person | None = None, name: str = "") -> Membership:
    """Come in by the link of an invitation.

    A person who is signed in must have confirmed the address it was sent to. Without one, the link itself proves the
    address: an account with `name` is opened, and Conflict raised where there is one already.
    """
    invitation = by_token(token)
    if person is None:
        person = open_account(email=invitation.email, name=name)
    elif invitation.email not in confirmed_addresses(person):
        raise NotAllowed("This invitation is for another e-mail address. Sign in with the one that it was sent to.")
    return _join(invitation, person)


@transaction.atomic
def accept_invitation(*, by: Viewer, invitation: Invitation) -> Membership:
    """Accept one that was sent to an address one has confirmed."""
    if by.person is None or by.read_only:
        raise NotAllowed("Sign in to accept an invitation.")
    return _join(get_received(by.person, invitation.pk), by.person)


@transaction.atomic
def decline_invitation(*, by: Viewer, invitation: Invitation) -> None:
    """Say no to one that was sent to an address one has confirmed."""
    if by.person is None or by.read_only:
        raise NotAllowed("Sign in to decline an invitation.")
    current = get_received(by.person, invitation.pk)
    current.revoked_at = clock.now()
    current.save()
    # As the person alone: for whom else they act is nobody's business there.
    _log(Viewer(by.person), "declined the invitation", current)


def _join(invitation: Invitation, person: Person) -> Membership:
    # Whoever updates the row first has used it: a second opening of the same link finds nothing.
    open_now = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not still_granted(invitation) or not open_now.update(used_at=clock.now()):
        raise NotFound(GONE)
    organisation = invitation.organisation
    if invitation.purpose == Purpose.CLAIM:
        return claim_organisation(
            organisation, by=person, seat=invitation.seat, title=invitation.title, level=invitation.level,
            functions=invitation.functions,
        )  # fmt: skip
    there = Membership.objects.filter(organisation=organisation, person=person, left_at__isnull=True).first()
    if there is not None:
        return there
    member = fill_seat(organisation, person, invitation.seat)
    member.role, member.level = invitation.role, invitation.level
    member.title = invitation.title or member.title
    member.functions = invitation.functions or member.functions
    member.save()
    index_member(member)
    log_member(Viewer(person, member), "joined the organisation", member)
    return member
