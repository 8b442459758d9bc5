"""What an escalation can be about: each slice and app says which of its things.

subjects.register(raci_rows)      # raci_rows(viewer, campaign) -> Iterable[Subject]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.escalation.enums import About
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing of a campaign that people may be stuck on."""

    kind: About
    key: str
    label: str


Source = Callable[[Viewer, Campaign], Iterable[Subject]]
_sources: dict[Source, None] = {}


def register(source: Source) -> None:
    """Let `source(viewer, campaign)` offer its things."""
    _sources[source] = None


def subjects_of(viewer: Viewer, campaign: Campaign) -> list[Subject]:
    """Everything that can be chosen, source by source."""
    return [subject for source in _sources for subject in source(viewer, campaign)]
