"""What the one map asks of people, and whom one waits for."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from commonground.campaigns.acknowledgement.queries import list_open
from commonground.campaigns.campaign.models import Campaign
from commonground.kit import clock
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST, Need

WITHIN = timedelta(days=2)


def _page(campaign: Campaign, name: str = "roadmap") -> str:
    return reverse(f"campaigns:{name}", args=[campaign.pk])


def _day(viewer: Viewer, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(viewer.time_zone)).date()


def acknowledgement_needs(viewer: Viewer) -> Iterator[Need]:
    """Versions to acknowledge. A reminder makes it a new need."""
    ours = [word for word in list_open(viewer) if word.organisation_id == viewer.organisation_id]
    for word in ours[: MOST + 1] if viewer.may_write else ():
        version, campaign, by = word.version, word.version.campaign, word.version.published_by
        reminded = f":{word.reminded_at:%Y%m%d}" if word.reminded_at else ""
        yield Need(
            key=f"acknowledge:{word.pk}{reminded}",
            title=f"Acknowledge roadmap v{version.number} for {viewer.organisation_name}",
            why="Until then the others do not know by which map you navigate.",
            icon="milestone", kind="sign", subject=campaign.name, subject_url=_page(campaign),
            button="Read and acknowledge", button_url=_page(campaign, "roadmap-acknowledge"),
            asked_by=by.name if by else "", organisation=mark_of(by.organisation) if by else None,
            due=_day(viewer, word.created_at + WITHIN),
        )  # fmt: skip


def acknowledgements_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Who has not acknowledged what the viewer's organisation has published."""
    today = clock.today(viewer.time_zone)
    others = [word for word in list_open(viewer) if word.organisation_id != viewer.organisation_id]
    for word in others[: MOST + 1]:
        version, organisation, asked = word.version, word.organisation, _day(viewer, word.created_at)
        days = (today - asked).days
        said = "Opened, no answer" if word.opened_at else "Not opened" if organisation.has_joined else "Not joined yet"
        button = viewer.may_write and organisation.has_joined
        yield Waiting(
            what=f"Acknowledge roadmap v{version.number}", url=_page(version.campaign), about=version.campaign.name,
            asked=asked, state="wait", state_words=f"{said}, {days} day{'' if days == 1 else 's'}" if days else said,
            organisation=mark_of(organisation), button="Remind" if button else "",
            button_url=f"{_page(version.campaign, 'roadmap-remind')}?organisation={organisation.pk}" if button else "",
        )  # fmt: skip
