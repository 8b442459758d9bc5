"""What decision tables ask of people, and what one waits for."""

from collections.abc import Iterator

from django.urls import reverse

from commonground.creative.decision.enums import SignOffState
from commonground.creative.decision.models import SignOff
from commonground.creative.decision.queries import list_answers_waited_for, list_to_answer
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs
from commonground.web.dates import local_day
from commonground.web.needs import MOST, Need


def sign_off_needs(viewer: Viewer) -> Iterator[Need]:
    """Tables that wait for the viewer's organisation: for its sign-off, or for an answer to a change that is asked for."""
    for one in list_to_answer(viewer)[: MOST + 1]:
        yield _change_asked(one) if one.state == SignOffState.CHANGE else _to_sign(viewer, one)


def _plan(one: SignOff) -> str:
    return reverse("creative:plan", args=[one.version.campaign_id])


def _version(one: SignOff) -> str:
    return reverse("creative:version", args=[one.version.campaign_id, one.version.number])


def _to_sign(viewer: Viewer, one: SignOff) -> Need:
    version = one.version
    return Need(
        key=f"table-sign:{one.pk}", title=f"Sign off creative plan v{version.number} for {viewer.organisation_name}",
        why=f"You sign for the {one.get_side_display().lower()} side. Until every side has, it is not in force.",
        icon="pen-line", kind="sign", subject=version.campaign.name, subject_url=_plan(one), button="Review and sign",
        button_url=_version(one), asked_by=version.proposed_by.name if version.proposed_by else "",
        organisation=mark_of(version.proposed_by.organisation) if version.proposed_by else None,
    )  # fmt: skip


def _change_asked(one: SignOff) -> Need:
    return Need(
        key=f"table-change:{one.pk}:{one.signed_at:%Y%m%d%H%M%S}",
        title=f"Answer the change that {one.organisation.name} asks for in creative plan v{one.version.number}",
        why=f"“{one.reason[:160]}” Propose a new version, or talk it over.",
        icon="message-square", kind="answer", subject=one.version.campaign.name, subject_url=_plan(one),
        button="Open the table", button_url=_plan(one), asked_by=one.signed_by.name if one.signed_by else "",
        organisation=mark_of(one.organisation),
    )  # fmt: skip


def answers_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """Sign-offs of others for what the viewer's organisation has proposed, and changes that it asks others for."""
    for one in list_answers_waited_for(viewer)[: MOST + 1]:
        version, changed = one.version, one.state == SignOffState.CHANGE
        other = version.proposed_by.organisation if changed and version.proposed_by else one.organisation
        asked = (one.signed_at if changed else version.proposed_at) or version.created_at
        yield Waiting(
            what=f"{'Your change of' if changed else 'Sign-off of'} creative plan v{version.number}", url=_version(one),
            about=version.campaign.name, asked=local_day(asked, viewer.time_zone), state="wait",
            state_words="No new version yet" if changed else "Not signed off", organisation=mark_of(other),
        )  # fmt: skip


def register() -> None:
    """Give the site what this slice asks for."""
    needs.register(sign_off_needs)
    waiting.register(answers_waited_for)
