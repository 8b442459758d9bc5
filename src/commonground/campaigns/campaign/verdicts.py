"""The verdict on each campaign is reckoned above this app and passed down as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commonground.campaigns.campaign.models import Campaign
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a list says of a campaign: `state` is a state of web.marks.STATES."""

    state: str
    words: str
    errors: int = 0
    warnings: int = 0
    waived: int = 0
    passed: int = 0


Source = Callable[[Viewer, Sequence[Campaign], bool], Mapping[UUID, Verdict]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app above say how campaigns stand."""
    if source not in _sources:
        _sources.append(source)


def verdicts_on(viewer: Viewer, campaigns: Sequence[Campaign], *, reckon: bool = True) -> dict[UUID, Verdict]:
    """The verdict on each of these campaigns, by id. Without `reckon` only those that were kept and still hold."""
    return {pk: verdict for source in _sources for pk, verdict in source(viewer, campaigns, reckon).items()}
