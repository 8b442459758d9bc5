"""The pages of this app's own things, for notes and logs."""

from uuid import UUID

from django.urls import reverse

from commonground.people.organisation.queries import get_organisation
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.sight import Subject


def organisation_subject(viewer: Viewer, identity: UUID) -> Subject:
    """An organisation of the viewer's directory."""
    organisation = get_organisation(viewer, identity)
    return Subject("organisation", identity, organisation.name, reverse("people:organisation-detail", args=[identity]))
