"""Reading invitations."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower

from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.secrets import hash_of
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.models import Invitation
from commonground.people.membership.rules import may_grant
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer

GONE = "This invitation cannot be used. It may have been used, taken back, or be older than 72 hours."


def _open() -> QuerySet[Invitation]:
    found = Invitation.objects.filter(used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now())
    return found.select_related("organisation", "inviting", "invited_by__person", "seat")


def _sent_by(viewer: Viewer, invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Those of the viewer's organisation: who administers it sees all, who writes sees those to other organisations."""
    if not viewer.may_write:
        return invitations.none()
    sent = invitations.filter(inviting=viewer.organisation_id)
    return sent if viewer.may_administer else sent.filter(purpose=Purpose.CLAIM)


def list_invitations(viewer: Viewer, organisation: Organisation | None = None) -> QuerySet[Invitation]:
    """Open invitations that the viewer's organisation has sent, newest first."""
    sent = _sent_by(viewer, _open())
    return (sent.filter(organisation=organisation) if organisation else sent).order_by("-created_at", "-id")


def get_invitation(viewer: Viewer, identity: UUID | str) -> Invitation:
    """One that the viewer's organisation has sent and nobody has used yet, or NotFound."""
    unused = Invitation.objects.filter(used_at__isnull=True, revoked_at__isnull=True)
    found = _sent_by(viewer, unused).select_related("organisation", "inviting", "seat").filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_received(person: Person | None) -> QuerySet[Invitation]:
    """Open invitations to an address that the person has confirmed."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).annotate(lower=Lower("email"))
    return _open().filter(email__in=confirmed.values("lower")).order_by("expires_at")


def get_received(person: Person | None, identity: UUID | str) -> Invitation:
    """One of those, or NotFound."""
    found = list_received(person).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def by_token(token: str) -> Invitation:
    """The invitation that a link is for. A token that is unknown, run out, used or taken back answers in one way."""
    found = _open().filter(token_hash=hash_of(token)).first()
    if found is None or not still_granted(found):
        raise NotFound(GONE)
    return found


def still_granted(invitation: Invitation) -> bool:
    """Whether the one who invited may still grant what it says: a removal or a lower role undoes it."""
    if invitation.organisation.merged_into_id is not None or invitation.invited_by.has_left:
        return False
    if invitation.purpose == Purpose.CLAIM:
        return not invitation.organisation.has_joined
    return may_grant(invitation.invited_by.role, invitation.role)


def has_account(invitation: Invitation) -> bool:
    """Whether there is an account with the invited address; only the holder of the link is told."""
    confirmed = EmailAddress.objects.filter(email__iexact=invitation.email, verified=True)
    return confirmed.exists() or Person.objects.filter(email=invitation.email).exists()
