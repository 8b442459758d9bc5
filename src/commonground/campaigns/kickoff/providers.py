"""What other apps show of meetings: needs, what is waited for, and what can be found."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from commonground.campaigns.action.origins import Origin
from commonground.campaigns.action.rules import nudge
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.kickoff.enums import MeetingState, PreparationKind, UnderstandingState
from commonground.campaigns.kickoff.models import Meeting, Understanding
from commonground.campaigns.kickoff.queries import (
    get_meeting,
    list_asking,
    list_open_understandings,
    list_to_agree,
    list_to_prepare,
    list_visible_decisions,
    list_visible_terms,
)
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import find
from commonground.people.home.waiting import Waiting
from commonground.people.search.sources import Source
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web.dates import clock_words, short_day, time_left
from commonground.web.needs import MOST, Need

DAY = timedelta(days=1)
CONFIRM_WITHIN = timedelta(days=3)
AGREE_WITHIN = timedelta(days=7)


def _url(meeting: Meeting, name: str = "kickoff-meeting") -> str:
    return reverse(f"campaigns:{name}", args=[meeting.campaign_id, meeting.pk])


def _local(viewer: Viewer, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(viewer.time_zone)).date()


def _day(viewer: Viewer, meeting: Meeting) -> date:
    return _local(viewer, meeting.starts_at)


def answer_needs(viewer: Viewer) -> Iterator[Need]:
    """Invitations to answer, whatever one's role: whether one comes is one's own to say."""
    for meeting in list_asking(viewer) if viewer.membership and not viewer.read_only else ():
        if meeting.state != MeetingState.PLANNED or meeting.starts_at <= clock.now():
            continue
        day = _day(viewer, meeting)
        yield Need(
            key=f"meeting:{meeting.pk}:{meeting.sequence}", title=f"Answer the invitation to “{meeting.title}”",
            why=f"{short_day(day)}, {clock_words(meeting.starts_at, viewer.time_zone)}. The others see who will be missing.",
            icon="mail", kind="answer", subject=meeting.campaign.name, subject_url=_url(meeting), button="Answer",
            button_url=_url(meeting), asked_by=meeting.organiser.name, organisation=mark_of(meeting.organiser.organisation),
            due=day,
        )  # fmt: skip


def prepare_needs(viewer: Viewer) -> Iterator[Need]:
    """What one is to prepare for a kick-off."""
    for one in list_to_prepare(viewer)[: MOST + 1] if viewer.may_write else ():
        label = str(PreparationKind(one.kind).label)
        yield Need(
            key=f"prepare:{one.pk}:{one.due_on}:{nudge(one.due_on, clock.today(viewer.time_zone))}", title=f"Prepare for the kick-off: {label[0].lower()}{label[1:]}",
            why="Until it is there, readiness tells that it is missing.", icon="clipboard-list", kind="do",
            subject=one.campaign.name, subject_url=reverse("campaigns:kickoff", args=[one.campaign_id]), button="Open",
            button_url=reverse("campaigns:kickoff-prepare", args=[one.campaign_id, one.kind]), due=one.due_on,
        )  # fmt: skip


def recap_needs(viewer: Viewer) -> Iterator[Need]:
    """Meetings that one has organised and that lack attendance or recap."""
    for meeting in list_asking(viewer) if viewer.may_write else ():
        held = meeting.state == MeetingState.HELD
        if not held and meeting.ends_at > clock.now():
            continue
        since = meeting.held_at if held and meeting.held_at else meeting.ends_at
        late = since + DAY
        # Each day on which it is still missing is a new need, so that mail reminds of it.
        yield Need(
            key=f"recap:{meeting.pk}:{meeting.state}:{(clock.now() - since) // DAY}",
            title=f"Write the recap of “{meeting.title}”" if held else f"Write down who was in “{meeting.title}”",
            why="It goes to everybody, also to those who were absent, and is late after a day."
            if held else "Then the recap can be written, and readiness knows who was missing.",
            icon="file-text", kind="do", subject=meeting.campaign.name, subject_url=_url(meeting),
            button="Write it", button_url=_url(meeting, "kickoff-recap" if held else "kickoff-hold"),
            due=_local(viewer, late), due_words=time_left(late, clock.now()),
            urgent=_local(viewer, late) <= clock.today(viewer.time_zone),
        )  # fmt: skip


def understanding_needs(viewer: Viewer) -> Iterator[Need]:
    """Recaps to confirm for one's organisation, and objections to answer."""
    for one in list_open_understandings(viewer) if viewer.may_write else ():
        if one.organisation_id == viewer.organisation_id:
            if one.state != UnderstandingState.OBJECTS:
                yield _to_confirm(viewer, one)
        elif one.state == UnderstandingState.OBJECTS:
            yield _to_answer(one)


def _to_confirm(viewer: Viewer, one: Understanding) -> Need:
    meeting, by = one.meeting, one.meeting.recapped_by
    answered = one.state == UnderstandingState.ANSWERED
    since = (one.answered_at if answered else meeting.recapped_at) or clock.now()
    due = _local(viewer, since + CONFIRM_WITHIN)
    return Need(
        key=f"understood:{one.pk}:{since:%Y%m%d%H%M%S}:{nudge(due, clock.today(viewer.time_zone))}",
        title=f"Confirm what was understood in “{meeting.title}”",
        why=f"Your objection was answered: “{one.answer[:160]}”" if answered
        else f"Confirm the recap for {viewer.organisation_name}, or object in words.",
        icon="check", kind="answer", subject=meeting.campaign.name, subject_url=_url(meeting), button="Read and answer",
        button_url=f"{_url(meeting)}#recap", asked_by=by.name if by else "",
        organisation=mark_of(by.organisation) if by else None,
        due=due,
    )  # fmt: skip


def _to_answer(one: Understanding) -> Need:
    meeting = one.meeting
    return Need(
        key=f"objection:{one.pk}:{one.said_at:%Y%m%d%H%M%S}",
        title=f"Answer what {one.organisation.name} objects to in “{meeting.title}”",
        why=f"“{one.words[:160]}” An open objection blocks the launch.", icon="message-square", kind="answer",
        subject=meeting.campaign.name, subject_url=_url(meeting), button="Answer",
        button_url=reverse("campaigns:kickoff-objection-answer", args=[meeting.campaign_id, meeting.pk, one.pk]),
        asked_by=one.said_by.name if one.said_by else "", organisation=mark_of(one.organisation),
    )  # fmt: skip


def term_needs(viewer: Viewer) -> Iterator[Need]:
    """Words to agree to."""
    for term in list_to_agree(viewer)[: MOST + 1] if viewer.may_write else ():
        url = reverse("campaigns:kickoff-term", args=[term.pk])
        yield Need(
            key=f"term:{term.pk}", title=f"Agree to what “{term.term}” means", why=f"“{term.meaning[:160]}”",
            icon="library", kind="answer", subject=term.campaign.name, subject_url=url, button="Read and agree",
            button_url=url, asked_by=term.proposed_by.name, organisation=mark_of(term.proposed_by.organisation),
            due=_local(viewer, term.created_at + AGREE_WITHIN),
        )  # fmt: skip


def understandings_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Organisations that have not confirmed the recap that one's own has written."""
    for one in list_open_understandings(viewer):
        by = one.meeting.recapped_by
        if one.organisation_id == viewer.organisation_id or by is None or by.organisation_id != viewer.organisation_id:
            continue
        if one.state == UnderstandingState.OBJECTS:
            continue
        asked = _local(viewer, one.meeting.recapped_at or one.created_at)
        days = (clock.today(viewer.time_zone) - asked).days
        said = "Not confirmed" if one.organisation.has_joined else "Not joined yet"
        yield Waiting(
            what=f"Confirm the recap of “{one.meeting.title}”", url=f"{_url(one.meeting)}#recap",
            about=one.meeting.campaign.name, asked=asked, state="wait",
            state_words=f"{said}, {days} day{'' if days == 1 else 's'}" if days else said,
            organisation=mark_of(one.organisation),
        )  # fmt: skip


def find_decisions(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Decisions by their words."""
    return find(kind="decision", query=query, among=list_visible_decisions(viewer))


def find_terms(viewer: Viewer, query: str) -> QuerySet[SearchDocument]:
    """Terms by name, meaning and other names."""
    return find(kind="term", query=query, among=list_visible_terms(viewer))


def _named(viewer: Viewer, campaign: Campaign, key: str) -> str:
    try:
        return get_meeting(viewer, campaign, UUID(key)).title
    except ValueError as error:
        raise NotFound from error


ORIGIN = Origin(_named, lambda campaign, key: reverse("campaigns:kickoff-meeting", args=[campaign.pk, key]))
DECISIONS = Source(
    "decision", "Decisions", "diamond", find_decisions,
    lambda hit: reverse("campaigns:kickoff-decision", args=[hit.object_id]),
)  # fmt: skip
TERMS = Source(
    "term", "Vocabulary", "library", find_terms, lambda hit: reverse("campaigns:kickoff-term", args=[hit.object_id])
)  # fmt: skip
