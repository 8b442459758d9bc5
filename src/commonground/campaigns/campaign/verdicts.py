"""The verdict on each campaign is reckoned above this app and passed down as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from commonground.campaigns.campaign.models import Campaign
from commonground.people.viewer.models import Viewer
from commonground.web.panels import Badge


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a list says of a campaign: `state` is a state of web.marks.STATES.

    areas  errors by area of the checks, the part of their ids before the number ("RACI", "MAP")
    holds  False once something has happened of which this verdict does not know
    """

    state: str
    words: str
    errors: int = 0
    warnings: int = 0
    waived: int = 0
    passed: int = 0
    areas: Mapping[str, int] = field(default_factory=dict)
    holds: bool = True


Source = Callable[[Viewer, Sequence[Campaign], bool], Mapping[UUID, Verdict]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app above say how campaigns stand."""
    if source not in _sources:
        _sources.append(source)


def verdicts_on(viewer: Viewer, campaigns: Sequence[Campaign], *, reckon: bool = True) -> dict[UUID, Verdict]:
    """The verdict on each of these campaigns, by id. Without `reckon` the last that was reckoned, where there is one."""
    return {pk: verdict for source in _sources for pk, verdict in source(viewer, campaigns, reckon).items()}


def last_verdict(viewer: Viewer, campaign: Campaign, *, reckon: bool = False) -> Verdict | None:
    """The last verdict on one campaign, with `reckon` one that holds; looked up once for a viewer."""
    key = "verdict", campaign.pk
    if reckon or key not in viewer.memo:
        viewer.memo[key] = verdicts_on(viewer, [campaign], reckon=reckon).get(campaign.pk)
    found: Verdict | None = viewer.memo[key]
    return found


def is_stale(request: HttpRequest, campaign: Campaign) -> bool:
    """Whether the campaign's verdict has to be reckoned again."""
    verdict = last_verdict(request.viewer, campaign)  # type: ignore[attr-defined]
    return verdict is None or not verdict.holds


def errors_in(area: str) -> Callable[[HttpRequest, Campaign], Badge | None]:
    """A tab's badge: how many errors the checks of an area found in a campaign."""

    def badge(request: HttpRequest, campaign: Campaign) -> Badge | None:
        verdict = last_verdict(request.viewer, campaign)  # type: ignore[attr-defined]
        errors = verdict.areas.get(area, 0) if verdict else 0
        return Badge(errors, f"{errors} error{'' if errors == 1 else 's'}", "err") if errors else None

    return badge
