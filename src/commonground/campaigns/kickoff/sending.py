"""The mail of meetings: invitations, their changes and cancellations, and recaps.

A mail is sent first and remembered afterwards, in one transaction: a worker that dies in between sends it again, with the
same identifiers, so that a calendar or mail program knows the second for the first.
"""

from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from commonground.campaigns.campaign.queries import taking_part
from commonground.campaigns.kickoff.calendar import address_of, calendar_file, url_of
from commonground.campaigns.kickoff.enums import MeetingState
from commonground.campaigns.kickoff.models import Invitee
from commonground.engines.errors import EngineError
from commonground.kit import clock
from commonground.kit.tasks import task
from commonground.web.dates import clock_words
from commonground.web.dates import day as day_words
from commonground.web.mail import Attachment, send_mail


def _invitee(invitee_id: str) -> Invitee:
    # Locked, so that two workers cannot both find that nothing was told yet.
    Invitee.objects.select_for_update().get(pk=invitee_id)
    people = ("member__person", "member__organisation", "meeting__campaign", "meeting__organiser__person",
              "meeting__organiser__organisation", "meeting__recapped_by__person")  # fmt: skip
    return Invitee.objects.select_related(*people).get(pk=invitee_id)


def _may_be_mailed(invitee: Invitee) -> bool:
    """Still of a participant, with an address: asked at the moment of sending."""
    member = invitee.member
    if member.has_left or (member.person and not member.person.is_active) or not address_of(member):
        return False
    here = taking_part().filter(campaign=invitee.meeting.campaign_id, organisation=member.organisation_id)
    return here.exists()


@task(owner="invitee_id")
@transaction.atomic
def tell_invitee(invitee_id: str) -> bool:
    """Mail what somebody's calendar does not know yet of a meeting; returns whether there was anything to tell."""
    invitee = _invitee(invitee_id)
    meeting = invitee.meeting
    off = meeting.state == MeetingState.CANCELLED or invitee.uninvited_at is not None
    if invitee.told_sequence >= meeting.sequence or not _may_be_mailed(invitee):
        return False
    if off and invitee.told_sequence < 0:
        return False
    if not off and (meeting.state != MeetingState.PLANNED or meeting.ends_at <= clock.now()):
        return False
    _send(invitee, "cancelled" if off else "changed" if invitee.told_sequence >= 0 else "invited", cancelled=off)
    invitee.told_sequence = meeting.sequence
    invitee.save()
    return True


def _send(invitee: Invitee, folder: str, *, cancelled: bool) -> None:
    meeting, member = invitee.meeting, invitee.member
    try:
        method = "CANCEL" if cancelled else "REQUEST"
        file = calendar_file(meeting, member, invitee, cancelled=cancelled)
        files = [Attachment("invite.ics", file.decode(), f"text/calendar; method={method}")]
    except EngineError:
        # An address that no calendar file can hold: the mail still says it in words.
        files = []
    send_mail(
        f"campaigns/kickoff/mail/{folder}", to=address_of(member), context=_context(invitee), attachments=files,
        headers=_headers(invitee, f"{meeting.sequence}.{folder}"),
    )  # fmt: skip


def _context(invitee: Invitee) -> dict[str, object]:
    meeting, member = invitee.meeting, invitee.member
    zone = member.time_zone
    local = meeting.starts_at.astimezone(ZoneInfo(zone))
    return {
        "meeting": meeting, "campaign": meeting.campaign, "member": member, "link": url_of(meeting),
        "day": day_words(local.date()), "clock": clock_words(meeting.starts_at, zone),
        "planned_clock": "" if zone == meeting.time_zone else clock_words(meeting.starts_at, meeting.time_zone),
    }  # fmt: skip


def _headers(invitee: Invitee, what: str) -> dict[str, str]:
    host = urlsplit(settings.BASE_URL).hostname
    return {"Message-ID": f"<{invitee.pk}.{what}@{host}>"}


@task(owner="invitee_id")
@transaction.atomic
def tell_recap(invitee_id: str) -> bool:
    """Mail the recap to somebody who was asked to the meeting, also when they were not there."""
    invitee = _invitee(invitee_id)
    meeting = invitee.meeting
    if meeting.recapped_at is None or invitee.uninvited_at is not None or not _may_be_mailed(invitee):
        return False
    if invitee.recap_told_at is not None and invitee.recap_told_at >= meeting.recapped_at:
        return False
    send_mail(
        "campaigns/kickoff/mail/recap", to=address_of(invitee.member), context=_context(invitee),
        headers=_headers(invitee, f"recap.{meeting.recapped_at:%Y%m%dT%H%M%S}"),
    )  # fmt: skip
    invitee.recap_told_at = meeting.recapped_at
    invitee.save()
    return True
