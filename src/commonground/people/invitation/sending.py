"""The mail of an invitation, and the token in it."""

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.secrets import hash_of, new_secret
from commonground.kit.tasks import task
from commonground.people.invitation.links import link_to
from commonground.people.invitation.models import Invitation
from commonground.people.invitation.rules import is_open
from commonground.web.mail import send_mail


@transaction.atomic
def mint_token(invitation_id: str) -> tuple[Invitation, str]:
    """A new token for an open invitation; the one before no longer opens it. Raises NotFound when it is not open."""
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation_id).first()
    if invitation is None or not is_open(invitation.used_at, invitation.revoked_at, invitation.expires_at, clock.now()):
        raise NotFound("This invitation is not open.")
    token = new_secret()
    invitation.token_hash = hash_of(token)
    invitation.save()
    return invitation, token


@task(owner="invitation_id")
def send_invitation(invitation_id: str) -> None:
    """Make the token and mail it: it is never stored, not even in the queue."""
    invitation, token = mint_token(invitation_id)
    link = link_to(invitation.purpose, token)
    send_mail("people/invitation/mail", to=invitation.email, context={"invitation": invitation, "link": link})
