"""What this app itself asks of people."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from commonground.people.home.waiting import Waiting
from commonground.people.invitation.queries import list_invitations, list_received
from commonground.people.merge.queries import list_merges_to_decide, list_merges_waited_for
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web.needs import Need


def _day(viewer: Viewer, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(viewer.time_zone)).date()


def invitation_needs(viewer: Viewer) -> Iterator[Need]:
    """Invitations to an address that the viewer has confirmed."""
    for invitation in list_received(viewer.person):
        url = reverse("people:invitation-answer", args=[invitation.pk])
        yield Need(
            key=f"invitation:{invitation.pk}",
            title=f"Answer the invitation to {invitation.organisation.name}",
            why="You can act for it beside your other organisations. The invitation runs out after 72 hours.",
            icon="mail", kind="answer", subject=invitation.organisation.name, subject_url=url,
            button="Read and answer", button_url=url, asked_by=invitation.invited_by.name,
            organisation=mark_of(invitation.inviting), due=_day(viewer, invitation.expires_at), private=True,
        )  # fmt: skip


def merge_needs(viewer: Viewer) -> Iterator[Need]:
    """Merges that wait for the viewer as an owner."""
    for merge in list_merges_to_decide(viewer):
        url = reverse("people:merge", args=[merge.pk])
        goes, stays = merge.from_organisation, merge.into_organisation
        yield Need(
            key=f"merge:{merge.pk}",
            title=f"Decide: are {goes.name} and {stays.name} one organisation?",
            why=f"If you agree, everything of {goes.name} moves to {stays.name}. Nothing happens until you answer.",
            icon="building-2", kind="decide", subject=stays.name, subject_url=url, button="Decide", button_url=url,
            asked_by=merge.proposed_by.name, organisation=mark_of(merge.proposing),
        )  # fmt: skip


def invitations_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Invitations that one's own organisation has sent."""
    for invitation in list_invitations(viewer):
        yield Waiting(
            what=f"Invitation of {invitation.email}",
            url=reverse("people:organisation-detail", args=[invitation.organisation_id]),
            about=invitation.organisation.name, asked=_day(viewer, invitation.created_at), state="wait",
            state_words="Not answered", organisation=mark_of(invitation.organisation), button="Send again",
            button_url=reverse("people:invitation-resend", args=[invitation.pk]),
        )  # fmt: skip


def merges_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Merges that one's own organisation has proposed."""
    for merge in list_merges_waited_for(viewer) if viewer.may_administer else ():
        other = (
            merge.into_organisation if merge.into_organisation_id != viewer.organisation_id else merge.from_organisation
        )
        yield Waiting(
            what=f"Merge {merge.from_organisation.name} into {merge.into_organisation.name}",
            url=reverse("people:merge", args=[merge.pk]), about="Organisations", asked=_day(viewer, merge.created_at),
            state="wait", state_words="Not answered", organisation=mark_of(other),
        )  # fmt: skip
