"""Reading the ladder and escalations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from commonground.campaigns.campaign.models import Absence, Campaign
from commonground.campaigns.campaign.point import own_or_stood_in_for, stood_in
from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.escalation.enums import EscalationState, Rung
from commonground.campaigns.escalation.models import Contact, Entry, Escalation
from commonground.campaigns.escalation.rules import BY_ASKED, BY_RAISER
from commonground.engines.escalation import Event, State, events_from
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.partnerships.models import Partnership
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import NOBODY, Viewer

PEOPLE = (
    "raised_by__person", "raised_by__organisation", "asked", "campaign", "pause_asked_by",
)  # fmt: skip
# Of one kind fifty are listed at most; of all kinds together nobody has more.
ASKING = 250
OPEN = (
    EscalationState.RAISED,
    EscalationState.ACKNOWLEDGED,
    EscalationState.IN_WORK,
    EscalationState.REOPENED,
)


def _visible(viewer: Viewer) -> Q:
    """Confidential ones are seen by whoever raised them and by those who are named, and by nobody else."""
    me = viewer.membership.pk if viewer.membership else NOBODY
    named = Escalation.named.through.objects.filter(escalation=OuterRef("pk"), membership=me)
    return Q(confidential=False) | Q(raised_by=me) | Q(Exists(named))


def list_escalations(viewer: Viewer, campaign: Campaign) -> QuerySet[Escalation]:
    """Escalations of a campaign that the viewer may see, newest first; the campaign came from `get_campaign`."""
    return Escalation.objects.filter(_visible(viewer), campaign=campaign).select_related(*PEOPLE)


def list_open_to_all(viewer: Viewer, campaign: Campaign) -> QuerySet[Escalation]:
    """Open ones for a screen that all look at, the heaviest first: without the confidential ones of the viewer."""
    found = list_escalations(viewer, campaign).filter(state__in=OPEN, confidential=False)
    return found.order_by("severity", "number")


def get_escalation(viewer: Viewer, campaign: Campaign, number: int) -> Escalation:
    """One of them by its number, or NotFound."""
    found = list_escalations(viewer, campaign).filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def list_seen(viewer: Viewer) -> QuerySet[Escalation]:
    """Everything that the viewer may see in all of their campaigns."""
    campaigns = list_campaigns(viewer).order_by().filter(pk=OuterRef("campaign"))
    return Escalation.objects.filter(_visible(viewer), Exists(campaigns)).select_related(*PEOPLE)


def list_entries(viewer: Viewer, escalation: Escalation) -> QuerySet[Entry]:
    """The history, oldest first; the escalation came from `get_escalation`."""
    return escalation.entries.select_related("by__person", "by__organisation")


def list_asking(viewer: Viewer) -> list[Any]:
    """What is not over and concerns the viewer, the heaviest first; read once for all that is asked of it.

    Each knows whether the viewer's organisation is one of its sides (`ours`, those first), whether the viewer stands on
    its rung (`mine`), whether anybody of their organisation does (`manned`), and whether the viewer is the one whom
    everybody may ask in its campaign (`followed`).
    """
    member = viewer.membership
    if member is None:
        return []
    if "escalations" not in viewer.memo:
        own = member.organisation_id
        here = Contact.objects.filter(campaign=OuterRef("campaign"), rung=OuterRef("rung"), organisation=own)
        sides = Q(asked=own) | Q(raised_by__organisation=own)
        follows = Q(campaign__point_person=member) | Q(campaign__in=[one.campaign.pk for one in stood_in(viewer)])
        found = list_seen(viewer).filter(sides | follows).exclude(state=EscalationState.CONFIRMED)
        mine = here.filter(own_or_stood_in_for(viewer, "member"))
        found = found.annotate(ours=_whether(sides), followed=_whether(follows), mine=Exists(mine), manned=Exists(here))
        viewer.memo["escalations"] = list(found.order_by("-ours", "severity", "created_at", "id")[:ASKING])
    listed: list[Any] = viewer.memo["escalations"]
    return listed


def _whether(holds: Q) -> Case:
    return Case(When(holds, then=True), default=False, output_field=BooleanField())


def list_to_act_on(viewer: Viewer) -> list[Escalation]:
    """Open ones that have come to the viewer: on whose rung they are, on either side; nobody named, who signs."""
    return [one for one in list_asking(viewer) if one.state in OPEN and not one.paused_at and _has_come(viewer, one)]


def _has_come(viewer: Viewer, one: Any) -> bool:
    if one.asked_id == viewer.organisation_id:
        # A confidential one is seen by those who are named, and whoever stands on the rung may be none of them.
        return bool(one.mine or one.confidential or (viewer.may_sign and not one.manned))
    return bool(one.ours and one.mine and one.rung > Rung.WORKING)


def list_to_follow(viewer: Viewer) -> list[Escalation]:
    """Open ones that wait for a first answer or have stepped up, where the viewer is the one to ask.

    Not those to act on, nor those that the viewer raised: they are waited for.
    """
    known = {one.pk for one in (*list_to_act_on(viewer), *_raised_by(viewer))}
    followed = [one for one in list_asking(viewer) if one.followed and one.state in OPEN and not one.paused_at]
    return [one for one in followed if one.pk not in known and (one.answer_due_at or one.rung > Rung.WORKING)]


def _raised_by(viewer: Viewer) -> list[Any]:
    me = viewer.membership.pk if viewer.membership else NOBODY
    return [one for one in list_asking(viewer) if one.raised_by_id == me]


def list_to_confirm(viewer: Viewer) -> list[Escalation]:
    """Resolved ones that the viewer raised."""
    return [one for one in _raised_by(viewer) if one.state == EscalationState.RESOLVED]


def list_pauses_to_answer(viewer: Viewer) -> list[Escalation]:
    """Pauses that the other side asks for."""
    asked = [one for one in list_asking(viewer) if one.ours and one.pause_asked_by_id and not one.paused_at]
    return [one for one in asked if one.pause_asked_by_id != viewer.organisation_id]


def list_raised(viewer: Viewer) -> list[Escalation]:
    """Open ones that the viewer's organisation has raised."""
    own = viewer.organisation_id
    return [one for one in list_asking(viewer) if one.state in OPEN and one.raised_by.organisation_id == own]


def may_do(viewer: Viewer, escalation: Escalation) -> tuple[Event, ...]:
    """What the viewer may do with it now."""
    if not viewer.may_write:
        return ()
    sides = BY_ASKED if viewer.organisation_id == escalation.asked_id else frozenset()
    sides |= BY_RAISER if viewer.organisation_id == escalation.raised_by.organisation_id else frozenset()
    return tuple(event for event in events_from(State(escalation.state)) if event in sides)


def may_speak(viewer: Viewer, escalation: Escalation) -> bool:
    """Whether the viewer's organisation is one of the two sides."""
    return viewer.may_write and viewer.organisation_id in {escalation.asked_id, escalation.raised_by.organisation_id}


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the ladder: who stands there for each organisation, in the order of joining; None where nobody does."""

    rung: Rung
    contacts: tuple[tuple[Organisation, Membership | None], ...]


def ladder_of(viewer: Viewer, campaign: Campaign) -> list[Step]:
    """The ladder of a campaign, lowest rung first."""
    held = {(one.rung, one.organisation_id): one.member for one in list_contacts(viewer, [campaign])}
    there = [participant.organisation for participant in campaign.participants.all()]
    return [Step(rung, tuple((one, held.get((rung, one.pk))) for one in there)) for rung in Rung]


def list_contacts(viewer: Viewer, campaigns: Iterable[Campaign]) -> list[Contact]:
    """Who stands on which rung in these campaigns, without those who have left; read once for a page."""
    ids = frozenset(campaign.pk for campaign in campaigns)
    if ("contacts", ids) not in viewer.memo:
        found = Contact.objects.filter(campaign__in=ids, member__left_at__isnull=True)
        viewer.memo["contacts", ids] = list(found.select_related("member__person", "member__organisation"))
    listed: list[Contact] = viewer.memo["contacts", ids]
    return listed


def list_own_absences(viewer: Viewer) -> QuerySet[Absence]:
    """When the viewer is away, from today on."""
    today = clock.today(viewer.time_zone)
    return Absence.objects.filter(member=viewer.acting(), last_on__gte=today)


def list_absences(viewer: Viewer, members: Iterable[UUID]) -> list[Absence]:
    """When these people, who share a campaign with the viewer, are away."""
    return list(Absence.objects.filter(member__in=list(members)).order_by("first_on"))


@dataclass(frozen=True, slots=True)
class Times:
    """How escalations of a partnership went: medians in hours of real time, None where there is nothing to count."""

    count: int
    answer_hours: float | None
    resolution_hours: float | None
    settled: Mapping[int, int]


def times_of(viewer: Viewer, partnership: Partnership) -> Times:
    """The record of a partnership's escalations that the viewer may see; counted, so without a range."""
    seen = list(list_seen(viewer).filter(campaign__partnership=partnership).order_by())
    settled = [one.settled_rung for one in seen if one.settled_rung]
    return Times(
        len(seen),
        _median_hours((one.created_at, one.acknowledged_at) for one in seen),
        _median_hours((one.created_at, one.resolved_at) for one in seen),
        {rung: settled.count(rung) for rung in sorted(set(settled))},
    )


def _median_hours(spans: Iterable[tuple[datetime, datetime | None]]) -> float | None:
    lengths = [(last - first) / timedelta(hours=1) for first, last in spans if last is not None]
    return round(median(lengths), 1) if lengths else None


def escalations_running_out(now: datetime) -> list[UUID]:
    """Ids of open, running escalations whose time has run out; for the clock, not for a viewer."""
    late = Q(answer_due_at__lte=now) | Q(update_due_at__lte=now)
    running = Escalation.objects.filter(late, state__in=OPEN, paused_at=None, rung__lt=max(Rung))
    return list(running.values_list("pk", flat=True))


def open_in(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, list[Escalation]]:
    """Open escalations by campaign, for readiness. A confidential one counts for nobody: no verdict tells of it."""
    ids = [campaign.pk for campaign in campaigns]
    rows = Escalation.objects.filter(campaign__in=ids, state__in=OPEN, confidential=False).order_by("number")
    found: dict[UUID, list[Escalation]] = defaultdict(list)
    for row in rows:
        found[row.campaign_id].append(row)
    return found


def list_named(viewer: Viewer, escalation: Escalation) -> list[Membership]:
    """Who may see a confidential escalation besides whoever raised it; it came from `get_escalation`."""
    return list(escalation.named.select_related("person", "organisation")) if escalation.confidential else []
