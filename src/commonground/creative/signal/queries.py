"""Reading signals, placements and who passes what where."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, F, Q, QuerySet, When

from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.models import Campaign
from commonground.creative.signal.enums import ProvisionState
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.rules import GIVEN, may_answer, may_hand_over
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer

PEOPLE = (
    "signal", "placement__organisation", "asked", "asked_by__organisation", "asked_by__person", "answered_by__person",
)  # fmt: skip

# Asked, or asked for more after an answer.
OPEN = Q(state=ProvisionState.ASKED) | Q(state__in=GIVEN, asked_at__gt=F("answered_at"))


def list_signals(viewer: Viewer, campaign: Campaign) -> QuerySet[Signal]:
    """The campaign's signals, in their order. The campaign came from `get_campaign`."""
    return Signal.objects.filter(campaign=campaign)


def list_placements(viewer: Viewer, campaign: Campaign) -> QuerySet[Placement]:
    """The campaign's placements, in their order."""
    return Placement.objects.filter(campaign=campaign).select_related("organisation", "named_by")


def list_provisions(viewer: Viewer, campaigns: Sequence[Campaign]) -> QuerySet[Provision]:
    """What is asked, promised or passed in these campaigns, which came from viewer-first queries."""
    return Provision.objects.filter(signal__campaign__in=[c.pk for c in campaigns]).select_related(*PEOPLE)


def get_signal(viewer: Viewer, campaign: Campaign, identity: UUID) -> Signal:
    """One of the campaign's signals, or NotFound."""
    found = list_signals(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def get_placement(viewer: Viewer, campaign: Campaign, identity: UUID) -> Placement:
    """One of the campaign's placements, or NotFound."""
    found = list_placements(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def find_provision(viewer: Viewer, campaign: Campaign, signal: Signal, placement: Placement) -> Provision | None:
    """What is known of a signal on a placement; None while nobody was asked."""
    return list_provisions(viewer, [campaign]).filter(signal=signal, placement=placement).first()


def get_provision(viewer: Viewer, campaign: Campaign, identity: UUID) -> Provision:
    """What is known of one of the campaign's signals on a placement, by its id, or NotFound."""
    found = list_provisions(viewer, [campaign]).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def may_change_placement(viewer: Viewer, placement: Placement) -> bool:
    """Whose placement it is may change it, and whoever has named it, as who plans the media does."""
    own = (placement.organisation_id, placement.named_by.organisation_id)
    return viewer.may_write and viewer.organisation_id in own


def may_hand_placement_over(viewer: Viewer, placement: Placement) -> bool:
    """Whether the viewer may say that it is another organisation's."""
    return viewer.may_write and may_hand_over(
        viewer.organisation_id, placement.organisation_id, owner_has_joined=placement.organisation.has_joined,
        named_by=placement.named_by.organisation_id,
    )  # fmt: skip


def may_ask_for(viewer: Viewer, campaign: Campaign, provision: Provision | None, asked: UUID) -> bool:
    """What is asked already is asked again, for more, or of another one by those whom it concerns: who asked, whom, whose
    placement it is, and who runs the campaign; for a partner that has not joined only by who speaks for it."""
    if provision is None or (provision.state == ProvisionState.REFUSED and provision.asked.has_joined):
        return viewer.may_write
    if provision.asked_id == asked and not provision.asked.has_joined:
        return is_answerable(viewer, provision)
    concerned = {
        provision.asked_id, provision.asked_by.organisation_id, provision.placement.organisation_id, campaign.started_by_id
    }  # fmt: skip
    return viewer.may_write and viewer.organisation_id in concerned


def passed_by_others(viewer: Viewer, **of: Signal | Placement) -> Provision | None:
    """One that another organisation passes or promises of a signal or on a placement, which came from a viewer-first
    query; None where nobody does."""
    found = Provision.objects.filter(state__in=GIVEN, **of).exclude(asked=viewer.organisation_or_nobody)
    return found.select_related(*PEOPLE).first()


def is_answerable(viewer: Viewer, provision: Provision) -> bool:
    """Whether the viewer may answer for whoever passes it."""
    return viewer.may_write and may_answer(
        viewer.organisation_id, provision.asked_id, asked_has_joined=provision.asked.has_joined,
        asked_by=provision.asked_by.organisation_id,
    )  # fmt: skip


def is_askable(viewer: Viewer, provision: Provision | None) -> bool:
    """Whether it may be asked for, again, or for more of it: nobody was, or another than the viewer answers."""
    return provision is None or provision.asked_id != viewer.organisation_id or (
        provision.asked_by.organisation_id == viewer.organisation_id and provision.state not in GIVEN
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who passes what where. `cells` has one provision or None for each signal, in the order of the placements."""

    signals: tuple[Signal, ...]
    placements: tuple[Placement, ...]
    provisions: dict[tuple[UUID, UUID], Provision]

    @property
    def rows(self) -> list[tuple[Signal, list[tuple[Placement, Provision | None]]]]:
        """The signals, each with what is known of it on every placement."""
        return [
            (signal, [(place, self.provisions.get((signal.pk, place.pk))) for place in self.placements])
            for signal in self.signals
        ]


def coverages_of(viewer: Viewer, campaigns: Sequence[Campaign]) -> dict[UUID, Coverage]:
    """The same of several campaigns, by their ids."""
    ids = [campaign.pk for campaign in campaigns]
    signals, placements = defaultdict[UUID, list[Signal]](list), defaultdict[UUID, list[Placement]](list)
    for signal in Signal.objects.filter(campaign__in=ids):
        signals[signal.campaign_id].append(signal)
    for placement in Placement.objects.filter(campaign__in=ids).select_related("organisation", "named_by"):
        placements[placement.campaign_id].append(placement)
    provisions = defaultdict[UUID, dict[tuple[UUID, UUID], Provision]](dict)
    for one in list_provisions(viewer, campaigns):
        provisions[one.signal.campaign_id][one.signal_id, one.placement_id] = one
    return {pk: Coverage(tuple(signals[pk]), tuple(placements[pk]), provisions[pk]) for pk in ids}


def coverage_of(viewer: Viewer, campaign: Campaign) -> Coverage:
    """All of it, in three queries."""
    return coverages_of(viewer, [campaign])[campaign.pk]


def list_asked_and_told(viewer: Viewer, answered_since: datetime) -> QuerySet[Provision]:
    """Requests that the viewer's organisation has not answered yet, by the day that it is needed; then what others have
    answered to its own since then, the newest first. One query, as every page counts what needs somebody.
    """
    campaigns, own = list_campaigns(viewer).order_by().values("pk"), viewer.organisation_or_nobody
    asked = Q(asked=own) & OPEN
    told = ~OPEN & Q(asked_by__organisation=own, answered_at__gte=answered_since) & ~Q(answered_by__organisation=own)
    found = Provision.objects.filter(asked | told, signal__campaign__in=campaigns)
    found = found.select_related("signal__campaign", *PEOPLE, "answered_by__organisation")
    waits = Case(When(OPEN, then=None), default=F("answered_at"), output_field=DateTimeField())
    return found.order_by(waits.desc(nulls_first=True), "due_on", "created_at", "id")


def list_waited_for(viewer: Viewer) -> QuerySet[Provision]:
    """Requests of the viewer's organisation that others have not answered yet."""
    campaigns = list_campaigns(viewer).order_by().values("pk")
    found = Provision.objects.filter(
        OPEN, asked_by__organisation=viewer.organisation_or_nobody, signal__campaign__in=campaigns
    ).exclude(asked=viewer.organisation_or_nobody)
    return found.select_related("signal__campaign", *PEOPLE).order_by("asked_at", "created_at", "id")


def list_every_signal(viewer: Viewer) -> QuerySet[Signal]:
    """Signals of every campaign that the viewer's organisation takes part in."""
    return Signal.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))


def find_signal(viewer: Viewer, identity: UUID) -> Signal:
    """One of those, or NotFound."""
    found = list_every_signal(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_every_placement(viewer: Viewer) -> QuerySet[Placement]:
    """Placements of every campaign that the viewer's organisation takes part in."""
    return Placement.objects.filter(campaign__in=list_campaigns(viewer).order_by().values("pk"))


def find_placement(viewer: Viewer, identity: UUID) -> Placement:
    """One of those, or NotFound."""
    found = list_every_placement(viewer).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found
