"""Reading API tokens."""

from uuid import UUID

from django.db.models import QuerySet

from commonground.kit.errors import NotFound
from commonground.people.token.models import ApiToken
from commonground.people.viewer.models import Viewer


def list_tokens(viewer: Viewer) -> QuerySet[ApiToken]:
    """The person's own tokens at the organisation they act for, newest first; revoked ones are left out."""
    own = ApiToken.objects.filter(membership=viewer.membership, revoked_at__isnull=True)
    return own.order_by("-created_at", "-id") if viewer.membership else ApiToken.objects.none()


def get_token(viewer: Viewer, identity: UUID | str) -> ApiToken:
    """One of those, or NotFound."""
    found = list_tokens(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
