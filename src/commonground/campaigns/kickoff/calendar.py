"""A meeting as a calendar file for one person."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from commonground.campaigns.kickoff.models import Invitee, Meeting
from commonground.engines.calendar import Attendee, Participation, Person, invitation
from commonground.engines.calendar import Meeting as CalendarMeeting
from commonground.kit import clock
from commonground.people.models import Membership


def address_of(member: Membership) -> str:
    """Where somebody gets mail; "" for one who was only named, without an address."""
    return member.person.email if member.person else member.told_email


def uid_of(meeting: Meeting) -> str:
    """What calendar programs know a meeting by, for as long as it exists."""
    return f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}"


def url_of(meeting: Meeting) -> str:
    """The whole address of its page."""
    page = reverse("campaigns:kickoff-meeting", args=[meeting.campaign_id, meeting.pk])
    return f"{settings.BASE_URL}{page}"


def calendar_file(
    meeting: Meeting, member: Membership, invitee: Invitee | None = None, *, cancelled: bool = False
) -> bytes:
    """The file that puts a meeting into somebody's calendar, changes it there, or takes it out.

    It names the organiser and this one person: the addresses of the others are not theirs to have.
    """
    answer = Participation(invitee.answer.upper()) if invitee else Participation.NEEDS_ACTION
    return invitation(
        CalendarMeeting(
            uid=uid_of(meeting), sequence=meeting.sequence, summary=f"{meeting.title} ({meeting.campaign.name})",
            start=meeting.starts_at, end=meeting.ends_at,
            organiser=Person(meeting.organiser.name, address_of(meeting.organiser)),
            attendees=(Attendee(Person(member.name, address_of(member)), answer, answer_wanted=invitee is not None),),
            description=f"Agenda, reading and who comes: {url_of(meeting)}", location=meeting.place,
            url=url_of(meeting),
        ),
        clock.now(),
        cancelled=cancelled,
    )  # fmt: skip
