"""Kick-offs as readiness knows them: rows of several campaigns become the engine's plain values here."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.kickoff.enums import MeetingKind, MeetingState, UnderstandingState
from commonground.campaigns.kickoff.models import Meeting, Preparation
from commonground.campaigns.kickoff.queries import Room, as_room, dynamic_partners, load_standing, load_unprepared
from commonground.engines.readiness.facts import Held, KickOff, Participant, Seat
from commonground.people.viewer.models import Viewer

DAY = timedelta(days=1)


def kick_offs_of(viewer: Viewer, campaigns: Sequence[Campaign], *, today: date) -> dict[UUID, KickOff]:
    """What is known of the kick-off and calls of each campaign, which came with its participants.

    The number of queries does not grow with the number of campaigns.
    """
    meetings: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in load_standing(viewer, campaigns):
        meetings[meeting.campaign_id].append(meeting)
    missing: dict[UUID, list[Preparation]] = defaultdict(list)
    for one in load_unprepared(viewer, campaigns) if meetings else ():
        missing[one.campaign_id].append(one)
    return {c.pk: _kick_off(c, meetings[c.pk], missing[c.pk], today) for c in campaigns}


def _kick_off(campaign: Campaign, meetings: list[Meeting], missing: list[Preparation], today: date) -> KickOff:
    shown = _shown(meetings)
    held = [m for m in meetings if m.state == MeetingState.HELD]
    return KickOff(
        key=str(shown.pk) if shown else "",
        held=bool(shown and shown.state == MeetingState.HELD),
        over=bool(shown and shown.state == MeetingState.PLANNED and shown.day < today),
        seats=_seats(campaign, shown, held) if shown else (),
        dynamic_creative=dynamic_partners(campaign),
        missing=tuple(one.kind for one in missing),
        meetings=tuple(_held(campaign, one, today) for one in held),
        launched=campaign.launch_on is not None and campaign.launch_on <= today,
    )


def _shown(meetings: list[Meeting]) -> Meeting | None:
    """The kick-off that is planned, else the last that was held."""
    every = [m for m in meetings if m.kind == MeetingKind.KICK_OFF]
    planned = [m for m in every if m.state == MeetingState.PLANNED]
    return planned[0] if planned else every[-1] if every else None


def _seats(campaign: Campaign, shown: Meeting, held: list[Meeting]) -> tuple[Seat, ...]:
    required = list(shown.required_functions.all())
    rooms = [as_room(campaign, shown, list(shown.invitees.all()), required)]
    if shown.state == MeetingState.HELD:
        # Whoever was missing from the kick-off may have been in a call since.
        later = [m for m in held if m.starts_at > shown.starts_at]
        rooms += [_as_if(campaign, shown, one) for one in later]
    return tuple(
        Seat(
            place.function, place.words.lower(), tuple(p.name for room in rooms for p in room.places[number].people),
            place.waived, place.organisation.name if place.organisation else "",
        )
        for number, place in enumerate(rooms[0].places)
    )  # fmt: skip


def _as_if(campaign: Campaign, shown: Meeting, call: Meeting) -> Room:
    """What the people of a later call stand for in the kick-off."""
    return as_room(campaign, shown, list(call.invitees.all()), list(shown.required_functions.all()))


def _held(campaign: Campaign, meeting: Meeting, today: date) -> Held:
    words = {one.organisation_id: one.state for one in meeting.understandings.all()}
    there = {
        p.organisation_id: Participant(str(p.organisation_id), p.organisation.name)
        for p in campaign.participants.all()
        if p.organisation.has_joined
    }
    local = (meeting.held_at or meeting.starts_at).astimezone(ZoneInfo(meeting.time_zone)).date()
    waiting = {UnderstandingState.WAITING, UnderstandingState.ANSWERED}
    return Held(
        key=str(meeting.pk),
        title=meeting.title,
        late=meeting.recapped_at is None and today > local + DAY,
        unconfirmed=tuple(who for pk, who in there.items() if words.get(pk) in waiting),
        objecting=tuple(who for pk, who in there.items() if words.get(pk) == UnderstandingState.OBJECTS),
    )
