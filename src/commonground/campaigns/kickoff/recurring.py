"""Calls at a cadence: a series, and its next call when the last one is over."""

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import taking_part
from commonground.campaigns.kickoff.actions import ask, cancel_meeting, invite, place_meeting
from commonground.campaigns.kickoff.enums import MeetingKind, MeetingState
from commonground.campaigns.kickoff.models import Invitee, Meeting, Series
from commonground.campaigns.kickoff.rules import check_minutes, check_when, next_occurrence, occurrence
from commonground.kit import clock
from commonground.kit.errors import Invalid
from commonground.people.models import Membership
from commonground.people.viewer.models import ANONYMOUS, Viewer
from commonground.web.dates import day as day_words

MOST_WEEKS = 26


@transaction.atomic
def start_series(
    *,
    by: Viewer,
    campaign: Campaign,
    title: str,
    first_on: date,
    at: time,
    time_zone: str,
    every_weeks: int = 1,
    minutes: int = 45,
    place: str = "",
    people: Sequence[UUID] = (),
) -> Series:
    """Start calls at a cadence, at the same time on the wall also when the clocks change. The first is planned at once."""
    member = by.writing()
    check_when(first_on, time_zone)
    if not 1 <= every_weeks <= MOST_WEEKS:
        raise Invalid("Choose another cadence.", fields={"every_weeks": f"Between 1 and {MOST_WEEKS} weeks."})
    if occurrence(first_on, at, time_zone).moment <= clock.now():
        raise Invalid("Choose another day.", fields={"first_on": "This has passed. Choose a time ahead."})
    series = Series(
        campaign=campaign, title=title, first_on=first_on, at=at, time_zone=time_zone, every_weeks=every_weeks,
        minutes=check_minutes(minutes), place=place, organiser=member,
    )  # fmt: skip
    series.save()
    rhythm = "every week" if every_weeks == 1 else f"every {every_weeks} weeks"
    log(by, f"started “{series.title}” {rhythm}", campaign, series=str(series.pk))
    first = _place(series, campaign, member)
    if people:
        invite(by=by, meeting=first, people=people)
    return series


def _place(series: Series, campaign: Campaign, organiser: Membership) -> Meeting:
    turn = next_occurrence(series.first_on, series.every_weeks, series.at, series.time_zone, clock.now())
    return place_meeting(
        organiser, campaign, MeetingKind.CALL, series.title, turn.moment, minutes=series.minutes,
        time_zone=series.time_zone, place=series.place, series=series,
    )  # fmt: skip


@transaction.atomic
def end_series(*, by: Viewer, series: Series) -> Series:
    """Plan no further calls. Those that are planned and ahead are called off."""
    by.writing()
    held = Series.objects.select_for_update().get(pk=series.pk)
    held.ended_at = clock.now()
    held.save()
    for call in held.calls.filter(state=MeetingState.PLANNED, starts_at__gt=clock.now()):
        call.campaign = series.campaign
        cancel_meeting(by=by, meeting=call)
    log(by, f"ended “{held.title}”", series.campaign, series=str(held.pk))
    return held


@transaction.atomic
def plan_call_of(series_id: UUID | str) -> Meeting | None:
    """Plan the next call of a series, with the people of the last; nobody's act, but the calendar's.

    Nothing when one is ahead already, when the series has ended, or when nobody is left to organise it.
    """
    series = Series.objects.select_for_update().get(pk=series_id)
    ahead = series.calls.filter(state=MeetingState.PLANNED, starts_at__gt=clock.now())
    if series.ended_at is not None or ahead.exists():
        return None
    people = _people_of(series)
    organiser = next((m for m in people if m.pk == series.organiser_id), None) or next(
        (m for m in people if m.person_id), None
    )
    if organiser is None:
        return None
    call = _place(series, series.campaign, organiser)
    ask(call, [member for member in people if member != organiser])
    log(ANONYMOUS, f"planned “{call.title}” for {day_words(call.day)}", series.campaign, meeting=str(call.pk))
    return call


def _people_of(series: Series) -> list[Membership]:
    """Who was asked to the last call and is still here; the organiser of the series first of all."""
    here = set(taking_part().filter(campaign=series.campaign_id).values_list("organisation_id", flat=True))
    last = series.calls.order_by("-starts_at").first()
    asked = Invitee.objects.filter(meeting=last, uninvited_at=None).select_related(
        "member__person", "member__organisation"
    )
    members = [series.organiser, *(one.member for one in asked)]
    unique = {member.pk: member for member in members}
    return [member for member in unique.values() if not member.has_left and member.organisation_id in here]
