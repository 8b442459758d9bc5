"""What agreeing asks of people, and what one waits for."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.signature.queries import (
    list_changes_asked,
    list_due_for_review,
    list_to_sign,
    list_waiting_on_others,
)
from commonground.kit import clock
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST, Need

SIGN_WITHIN = timedelta(days=7)
REVIEW_NOTICE = timedelta(days=7)


def _raci(campaign: Campaign, name: str = "raci") -> str:
    return reverse(f"campaigns:{name}", args=[campaign.pk])


def _day(viewer: Viewer, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(viewer.time_zone)).date()


def signature_needs(viewer: Viewer) -> Iterator[Need]:
    """Versions to countersign, for those whose word binds the organisation. A reminder makes it a new need."""
    for signature in list_to_sign(viewer)[: MOST + 1] if viewer.may_sign else ():
        version, campaign = signature.version, signature.version.campaign
        reminded = f":{signature.reminded_at:%Y%m%d}" if signature.reminded_at else ""
        yield Need(
            key=f"sign:{signature.pk}{reminded}",
            title=f"Countersign RACI v{version.number} for {viewer.organisation_name}",
            why="Until every organisation has signed, it is not in force and the campaign is not ready.",
            icon="pen-line", kind="sign", subject=campaign.name, subject_url=_raci(campaign),
            button="Review and sign", button_url=_raci(campaign, "raci-sign"),
            asked_by=version.proposed_by.name if version.proposed_by else "",
            organisation=mark_of(version.proposed_by.organisation) if version.proposed_by else None,
            due=_day(viewer, version.proposed_at + SIGN_WITHIN) if version.proposed_at else None,
        )  # fmt: skip


def change_needs(viewer: Viewer) -> Iterator[Need]:
    """Changes that somebody wants before signing what the viewer's organisation has proposed."""
    for signature in list_changes_asked(viewer)[: MOST + 1] if viewer.may_write else ():
        version, campaign = signature.version, signature.version.campaign
        yield Need(
            key=f"change:{signature.pk}:{version.number}",
            title=f"Answer the change that {signature.organisation.name} asks for in RACI v{version.number}",
            why=f"“{signature.reason[:160]}” Propose a new version, or talk it over.",
            icon="message-square", kind="answer", subject=campaign.name, subject_url=_raci(campaign),
            button="Open the matrix", button_url=_raci(campaign),
            asked_by=signature.signed_by.name if signature.signed_by else "", organisation=mark_of(signature.organisation),
        )  # fmt: skip


def review_needs(viewer: Viewer) -> Iterator[Need]:
    """Matrices in force whose review is near or past."""
    until = clock.today(viewer.time_zone) + REVIEW_NOTICE
    for version in list_due_for_review(viewer, until=until)[: MOST + 1] if viewer.may_sign else ():
        yield Need(
            key=f"review:{version.pk}:{version.next_review_on}",
            title=f"Review RACI v{version.number}: does it still hold?",
            why="Confirm it unchanged, or propose a new version. An overdue review is reported by readiness.",
            icon="calendar-check", kind="do", subject=version.campaign.name, subject_url=_raci(version.campaign),
            button="Review", button_url=_raci(version.campaign, "raci-review"), due=version.next_review_on,
        )  # fmt: skip


def signatures_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Who has not answered what the viewer's organisation has proposed."""
    for signature in list_waiting_on_others(viewer)[: MOST + 1]:
        version, organisation = signature.version, signature.organisation
        asked = _day(viewer, signature.created_at)
        days = (clock.today(viewer.time_zone) - asked).days
        said = (
            "Opened, no answer"
            if signature.opened_at
            else "Not opened"
            if organisation.has_joined
            else "Not joined yet"
        )
        button = viewer.may_write and organisation.has_joined
        yield Waiting(
            what=f"Sign RACI v{version.number}", url=_raci(version.campaign), about=version.campaign.name, asked=asked,
            state="wait", state_words=f"{said}, {days} day{'' if days == 1 else 's'}" if days else said,
            organisation=mark_of(organisation), button="Remind" if button else "",
            button_url=f"{_raci(version.campaign, 'raci-remind')}?organisation={organisation.pk}" if button else "",
        )  # fmt: skip
