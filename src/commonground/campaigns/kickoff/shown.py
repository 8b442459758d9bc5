"""What pages show of a meeting besides its rows: everybody's local time, and what has changed since the last call."""

from dataclasses import dataclass
from datetime import timedelta

from commonground.campaigns.action.models import Action
from commonground.campaigns.action.queries import list_open
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import organisations_of
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.escalation.queries import list_open_to_all
from commonground.campaigns.kickoff.enums import MeetingKind, MeetingState
from commonground.campaigns.kickoff.models import Meeting
from commonground.campaigns.kickoff.queries import list_drifted, list_meetings
from commonground.campaigns.kickoff.rules import beside_words, occurrence
from commonground.campaigns.raci.enums import VersionState
from commonground.campaigns.raci.models import MatrixVersion
from commonground.campaigns.raci.queries import version_in
from commonground.campaigns.roadmap.models import Deliverable
from commonground.people.activity.models import Activity
from commonground.people.activity.queries import activity_for
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer
from commonground.web.dates import clock_words

MOST = 20
DUE_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Times:
    """When a meeting is: where it was planned, for the viewer ("" when that is the same), for each organisation."""

    planned: str
    here: str
    others: tuple[tuple[Organisation, str], ...]
    said: str

    @property
    def words(self) -> str:
        """10:00 CEST, 09:00 for you"""
        return f"{self.planned}, {self.here} for you" if self.here else self.planned


def times_of(viewer: Viewer, campaign: Campaign, meeting: Meeting) -> Times:
    """A meeting's time for everybody concerned; the campaign came from `get_campaign`."""
    moment, zone = meeting.starts_at, meeting.time_zone
    planned = clock_words(moment, zone)
    others = tuple(
        (organisation, f"{beside_words(moment, organisation.time_zone, zone)}")
        for organisation in organisations_of(campaign)
        if clock_words(moment, organisation.time_zone)[:5] != planned[:5]
    )
    here = beside_words(moment, viewer.time_zone, zone)
    return Times(planned, "" if here == planned[:5] else here, others, _said(meeting))


def _said(meeting: Meeting) -> str:
    """Why a call of a series is not at its usual time, on a day on which the clocks change."""
    series = meeting.series
    if series is None:
        return ""
    turn = occurrence(meeting.day, series.at, series.time_zone)
    return turn.said if turn.moment == meeting.starts_at else ""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a call has to look at, as the campaign stands now."""

    actions: tuple[Action, ...]
    escalations: tuple[Escalation, ...]
    review: MatrixVersion | None
    drifted: tuple[Deliverable, ...]
    since: Meeting | None
    changes: tuple[Activity, ...]


def brief_of(viewer: Viewer, campaign: Campaign, meeting: Meeting) -> Brief | None:
    """The same for a call that is ahead; None for others. It is reckoned when it is shown, and kept nowhere."""
    if meeting.kind != MeetingKind.CALL or meeting.state != MeetingState.PLANNED:
        return None
    until = meeting.day + DUE_WITHIN
    last = list_meetings(viewer, campaign).filter(state=MeetingState.HELD, starts_at__lt=meeting.starts_at).first()
    entries = activity_for(viewer, kind="campaign", identity=campaign.pk)
    if last is not None and last.held_at is not None:
        entries = entries.filter(at__gt=last.held_at)
    matrix = version_in(viewer, campaign, VersionState.IN_FORCE)
    due = matrix is not None and matrix.next_review_on is not None and matrix.next_review_on <= until
    return Brief(
        actions=tuple(list_open(viewer, campaign=campaign).filter(due_on__lte=until)[:MOST]),
        escalations=tuple(list_open_to_all(viewer, campaign)[:MOST]),
        review=matrix if due else None,
        drifted=tuple(list_drifted(viewer, campaign)[:MOST]),
        since=last,
        changes=tuple(entries[:MOST]),
    )
