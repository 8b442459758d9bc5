"""What else a viewer's organisation may know: apps above say with whom it works together, and where things are shown.

sight.register_partners(list_partners)
sight.register_subject("campaign", campaign_subject)
sight.register_part("raci-row", row_subject)
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from commonground.kit.errors import NotFound
from commonground.people.organisation.models import Organisation
from commonground.people.viewer.models import Viewer

Partners = Callable[[Viewer], QuerySet[Organisation]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that has a page: what it is called and where it is shown."""

    kind: str
    id: UUID
    label: str
    url: str


Resolver = Callable[[Viewer, UUID], Subject]
PartResolver = Callable[[Viewer, UUID, str], Subject]

_partners: dict[Partners, None] = {}
_subjects: dict[str, Resolver] = {}
_parts: dict[str, PartResolver] = {}


def register_partners(partners: Partners) -> None:
    """`partners(viewer)` lists organisations whose people the viewer may know, because they work together."""
    _partners[partners] = None


def partners_of(viewer: Viewer) -> list[QuerySet[Organisation]]:
    """What every app above says."""
    return [partners(viewer) for partners in _partners]


def register_subject(kind: str, resolver: Resolver) -> None:
    """`resolver(viewer, id)` answers with the Subject, or raises NotFound when the viewer may not see it."""
    _subjects[kind] = resolver


def register_part(kind: str, resolver: PartResolver) -> None:
    """`resolver(viewer, id, part)` answers for a part that has no id of its own, such as a row of a campaign's matrix."""
    _parts[kind] = resolver


def subject_for(viewer: Viewer, kind: str, identity: UUID, part: str = "") -> Subject:
    """The thing, or its part, if the viewer may see it, else NotFound; an unknown kind is nothing too."""
    if part and kind in _parts:
        return _parts[kind](viewer, identity, part)
    if part or kind not in _subjects:
        raise NotFound
    return _subjects[kind](viewer, identity)
