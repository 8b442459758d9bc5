"""What people do with API tokens."""

from datetime import timedelta

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed
from commonground.kit.secrets import hash_of, new_secret
from commonground.people.activity.actions import record
from commonground.people.token.enums import Scope
from commonground.people.token.models import ApiToken
from commonground.people.token.queries import get_token, list_tokens
from commonground.people.token.rules import LIFES, MOST, SEEN_EVERY
from commonground.people.viewer.models import Viewer

PREFIX = "cg_"


@transaction.atomic
def create_token(*, by: Viewer, name: str, scope: str = Scope.READ, days: int = 90) -> tuple[ApiToken, str]:
    """Make a token with which a program acts as oneself here; returns it with the secret, which is not kept."""
    member = by.acting()
    if by.read_only:
        raise NotAllowed("This token can only read.")
    if scope == Scope.WRITE:
        by.writing()
    if days not in LIFES:
        raise Invalid("Choose how long it holds.", fields={"days": "Choose from the list."})
    if list_tokens(by).count() >= MOST:
        raise Invalid(f"You have {MOST} tokens here. Revoke one first.")
    secret = PREFIX + new_secret()
    token = ApiToken(
        membership=member, name=name, scope=scope, start=secret[:8], token_hash=hash_of(secret),
        expires_at=clock.now() + timedelta(days=days),
    )  # fmt: skip
    token.save()
    _log(by, f"made an API token to {'read and write' if scope == Scope.WRITE else 'read'}", token)
    return token, secret


def _log(by: Viewer, verb: str, token: ApiToken) -> None:
    scope = ("organisation", by.acting().organisation_id)
    record(by=by, verb=verb, subject=("token", token.id), scope=scope, private=True)


@transaction.atomic
def revoke_token(*, by: Viewer, token: ApiToken) -> None:
    """End a token of one's own; the next request with it is refused."""
    if by.read_only:
        raise NotAllowed("This token can only read.")
    current = get_token(by, token.pk)
    current.revoked_at = clock.now()
    current.save()
    _log(by, "revoked an API token", current)


def authenticate(raw: str) -> Viewer | None:
    """The viewer that a token stands for, or None when it does not (or no longer) stand for one."""
    now = clock.now()
    tokens = ApiToken.objects.select_related("membership__organisation", "membership__person")
    token = tokens.filter(token_hash=hash_of(raw), revoked_at__isnull=True, expires_at__gt=now).first()
    if token is None or not _stands(token):
        return None
    if token.last_used_at is None or now - token.last_used_at >= SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return Viewer(token.membership.person, token.membership, read_only=token.scope == Scope.READ)


def _stands(token: ApiToken) -> bool:
    member = token.membership
    live = member.person is not None and member.person.is_active and not member.has_left
    return live and member.organisation.merged_into_id is None
