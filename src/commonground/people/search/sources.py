"""What can be searched: each app says how its own things are found.

    sources.register(Source("campaign", "Campaigns", "flag", find_campaigns, campaign_url))

`find_campaigns(viewer, query)` answers with kit.search.queries.find(kind=…, query=query, among=<ids the viewer may see>).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from commonground.kit.search.models import SearchDocument
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Within:
    """A part of a hit that holds the words, and where it stands."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing. `url` gives the page of a hit; `within` the parts of some hits that fit, by their object ids."""

    kind: str
    label: str
    icon: str
    hits: Callable[[Viewer, str], QuerySet[SearchDocument]]
    url: Callable[[SearchDocument], str]
    within: Callable[[Viewer, str, Sequence[SearchDocument]], Mapping[UUID, Sequence[Within]]] | None = None

    def parts(self, viewer: Viewer, query: str, hits: Sequence[SearchDocument]) -> Mapping[UUID, Sequence[Within]]:
        """What fits within these hits; nothing where a kind has no parts."""
        return self.within(viewer, query, hits) if self.within and hits else {}


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a kind of thing be found; the same kind replaces the one before."""
    _sources[source.kind] = source


def all_sources() -> list[Source]:
    """Every kind, in the order of registering."""
    return list(_sources.values())
