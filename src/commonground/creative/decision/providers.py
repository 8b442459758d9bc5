"""What decision tables ask of people, and what one waits for."""

from collections.abc import Iterator

from django.urls import reverse

from commonground.creative.decision.queries import list_sign_offs_waited_for, list_to_sign
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.dates import local_day
from commonground.web.needs import MOST, Need


def sign_needs(viewer: Viewer) -> Iterator[Need]:
    """Tables that wait for the sign-off of the viewer's organisation, for those whose word binds it."""
    for one in list_to_sign(viewer)[: MOST + 1]:
        version, campaign = one.version, one.version.campaign
        url = reverse("creative:plan", args=[campaign.pk])
        yield Need(
            key=f"table-sign:{one.pk}", title=f"Sign off creative plan v{version.number} for {viewer.organisation_name}",
            why=f"You sign for the {one.get_side_display().lower()} side. Until every side has, it is not in force.",
            icon="pen-line", kind="sign", subject=campaign.name, subject_url=url, button="Review and sign",
            button_url=reverse("creative:version", args=[campaign.pk, version.number]),
            asked_by=version.proposed_by.name if version.proposed_by else "",
            organisation=mark_of(version.proposed_by.organisation) if version.proposed_by else None,
        )  # fmt: skip


def sign_offs_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Sign-offs of others for what the viewer's organisation has proposed."""
    for one in list_sign_offs_waited_for(viewer)[: MOST + 1]:
        version, campaign = one.version, one.version.campaign
        yield Waiting(
            what=f"Sign-off of creative plan v{version.number}", url=reverse("creative:version", args=[campaign.pk, version.number]),
            about=campaign.name, asked=local_day(version.proposed_at or version.created_at, viewer.time_zone), state="wait",
            state_words="Not signed off", organisation=mark_of(one.organisation),
        )  # fmt: skip


def register() -> None:
    """Give the site what this slice asks for."""
    needs.register(sign_needs)
    waiting.register(sign_offs_waited_for)
