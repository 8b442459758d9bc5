"""Facts about whom to ask, what is stuck, and what is still to be done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from commonground.campaigns.action import queries as actions
from commonground.campaigns.action.models import Action
from commonground.campaigns.escalation import queries as escalations
from commonground.campaigns.escalation.enums import Rung
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.models import Absence, Campaign
from commonground.engines.readiness import EmptyRung, OpenAction, OpenEscalation
from commonground.people.viewer.models import Viewer


def empty_rungs(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, tuple[EmptyRung, ...]]:
    """Levels of each campaign's ladder that one side has filled and another has not."""
    held: dict[UUID, set[tuple[int, UUID]]] = defaultdict(set)
    for contact in escalations.list_contacts(viewer, campaigns):
        held[contact.campaign_id].add((contact.rung, contact.organisation_id))
    return {campaign.pk: tuple(_empty(campaign, held[campaign.pk])) for campaign in campaigns}


def _empty(campaign: Campaign, held: set[tuple[int, UUID]]) -> Iterable[EmptyRung]:
    manned = {rung for rung, _ in held}
    for one in campaign.participants.all():
        for rung in Rung:
            if rung in manned and (rung, one.organisation_id) not in held:
                yield EmptyRung(str(one.organisation_id), one.organisation.name, rung.value)


def away_at_launch(viewer: Viewer, campaigns: Sequence[Campaign]) -> set[UUID]:
    """Campaigns whose point person is away on the day of the launch."""
    days = {c.pk: (c.point_person_id, c.launch_on) for c in campaigns if c.point_person_id and c.launch_on}
    people = {member for member, _ in days.values() if member}
    spans = escalations.list_absences(viewer, people) if people else []
    return {pk for pk, (member, day) in days.items() if day and any(_covers(span, member, day) for span in spans)}


def _covers(span: Absence, member: UUID | None, day: date) -> bool:
    return span.member_id == member and span.first_on <= day <= span.last_on


def open_escalations(
    viewer: Viewer, campaigns: Sequence[Campaign], now: datetime
) -> dict[UUID, tuple[OpenEscalation, ...]]:
    """What is unsettled, by campaign."""
    found = escalations.open_in(viewer, campaigns)
    return {pk: tuple(_escalation(one, now) for one in several) for pk, several in found.items()}


def _escalation(one: Escalation, now: datetime) -> OpenEscalation:
    runs_out = min(filter(None, (one.answer_due_at, one.update_due_at)), default=None)
    late = one.rung > Rung.WORKING or (runs_out is not None and runs_out <= now)
    return OpenEscalation(one.number, one.title, one.severity, str(one.asked_id), late and one.paused_at is None)


def open_actions(viewer: Viewer, campaigns: Sequence[Campaign], today: date) -> dict[UUID, tuple[OpenAction, ...]]:
    """What is still to be done, by campaign."""
    found = actions.open_in(viewer, campaigns)
    return {pk: tuple(_action(one, today) for one in several) for pk, several in found.items()}


def _action(one: Action, today: date) -> OpenAction:
    owner = one.owner if one.owner and not one.owner.has_left else None
    return OpenAction(
        key=str(one.pk), title=one.title, owner=owner.name if owner else "",
        organisation=str(owner.organisation_id) if owner else "", dated=one.due_on is not None,
        overdue=one.due_on is not None and one.due_on < today,
    )  # fmt: skip
