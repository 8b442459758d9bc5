"""Whom everybody may ask today: the point person, and in their absence the deputy.

Days are those of the campaign's calendar, which is that of the organisation that started it: at any moment all
participants are sent to the same person, wherever they look from.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_maybe_stood_in, with_absences
from commonground.kit import clock
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is away, both included."""

    who: Membership
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Point:
    """Whom to ask in a campaign.

    asked      who answers today: the point person, else the deputy; None where nobody is named or nobody is there
    away       the point person's absence of today, None when they are there
    deputy_away   the same of the deputy
    absences   of both, from today on, the earliest first
    """

    campaign: Campaign
    asked: Membership | None
    away: Away | None
    deputy_away: Away | None
    absences: tuple[Away, ...]

    @property
    def standing_in(self) -> bool:
        """Whether the deputy answers instead of the point person."""
        return self.asked is not None and self.asked.pk != self.campaign.point_person_id

    @property
    def stood_in_for(self) -> UUID | None:
        """The point person for whom the deputy answers today, None where nobody stands in."""
        return self.campaign.point_person_id if self.standing_in else None


def time_zone_of(campaign: Campaign) -> str:
    """Where the days of a campaign begin: at the organisation that started it."""
    return campaign.started_by.time_zone


def point_of(viewer: Viewer, campaign: Campaign) -> Point:
    """Whom to ask today; the campaign came from `get_campaign`, or with its absences."""
    today = clock.today(time_zone_of(campaign))
    named = [one for one in (campaign.point_person, campaign.deputy) if one is not None and not one.has_left]
    ahead = sorted(
        (Away(one, span.first_on, span.last_on) for one in named for span in one.absences.all() if span.last_on >= today),
        key=lambda away: (away.first_on, away.last_on),
    )  # fmt: skip
    present = [away for away in ahead if away.first_on <= today]
    asked = next((one for one in named if all(away.who.pk != one.pk for away in present)), None)
    return Point(
        campaign, asked, _latest(present, campaign.point_person_id), _latest(present, campaign.deputy_id), tuple(ahead)
    )  # fmt: skip


def _latest(present: Iterable[Away], who: UUID | None) -> Away | None:
    return max((away for away in present if away.who.pk == who), key=lambda away: away.last_on, default=None)


def stood_in(viewer: Viewer) -> list[Point]:
    """Campaigns whose deputy the viewer is and whose point person is not there today; read once."""
    if "stood in" not in viewer.memo:
        near = list_maybe_stood_in(viewer)
        with_absences(near)
        every = [point_of(viewer, campaign) for campaign in near]
        viewer.memo["stood in"] = [one for one in every if one.standing_in]
    kept: list[Point] = viewer.memo["stood in"]
    return kept


def own_or_stood_in_for(viewer: Viewer, who: str) -> Q:
    """Rows of a campaign whose `who` is the viewer, or is the point person in whose place the viewer answers today."""
    campaigns = [one.campaign.pk for one in stood_in(viewer)]
    own = Q(**{who: viewer.membership})
    return own | Q(**{"campaign__in": campaigns, who: F("campaign__point_person")}) if campaigns else own
