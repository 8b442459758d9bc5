"""Where actions come from: each slice and app says how its things are called, and where their page is.

origins.register(Source.MEETING, Origin(name_of, url_of))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commonground.campaigns.action.enums import Source
from commonground.campaigns.campaign.models import Campaign
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Origin:
    """name(viewer, campaign, key): what the action says of it; NotFound where the viewer may not see it, or not all may.

    url(campaign, key): its page.
    """

    name: Callable[[Viewer, Campaign, str], str]
    url: Callable[[Campaign, str], str]


_origins: dict[str, Origin] = {}


def register(source: Source, origin: Origin) -> None:
    """Let actions come from a kind of thing."""
    _origins[source.value] = origin


def named(viewer: Viewer, campaign: Campaign | None, source: str, key: str) -> dict[str, str]:
    """The facts of an action that comes from a thing, as `note_action` takes them; none for one that is just noted."""
    if source == Source.OWN:
        return {}
    if campaign is None or source not in _origins:
        raise NotFound
    label = _origins[source].name(viewer, campaign, key)
    return {"source": source, "source_key": key, "source_label": label[:300]}


def url_of(action: Any) -> str:
    """The page of what an action comes from; "" where there is none."""
    known = _origins.get(action.source)
    return known.url(action.campaign, action.source_key) if known and action.campaign and action.source_key else ""
