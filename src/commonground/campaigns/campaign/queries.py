"""Reading campaigns."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
    Window,
    prefetch_related_objects,
)

from commonground.campaigns.campaign.models import Absence, Campaign, Participant, Pin
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotFound
from commonground.partnerships.models import Party
from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.queries import own_parties
from commonground.partnerships.partnership.rules import TOGETHER
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer

DAY = timedelta(days=1)
POINT_PEOPLE = ("point_person__person", "point_person__organisation", "deputy__person", "deputy__organisation")


def taking_part() -> QuerySet[Participant]:
    """Participants that have not left the campaign, and whose organisation has not left the partnership."""
    party = Party.objects.filter(
        partnership=OuterRef("campaign__partnership"), organisation=OuterRef("organisation"), state__in=TOGETHER
    )
    return Participant.objects.filter(Exists(party), left_at__isnull=True)


def list_campaigns(viewer: Viewer) -> QuerySet[Campaign]:
    """Campaigns in which the viewer's organisation takes part, by launch date."""
    own = Participant.objects.filter(
        campaign=OuterRef("pk"), organisation_id=viewer.organisation_or_nobody, left_at__isnull=True
    )
    joined = own_parties(viewer, PartyState.ACCEPTED).filter(partnership=OuterRef("partnership"))
    return Campaign.objects.filter(Exists(own), Exists(joined)).order_by(F("launch_on").asc(nulls_last=True), "id")


def with_participants(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """The same campaigns with partnership, point person and participants (in the order of joining) read in one go."""
    people = Prefetch("participants", taking_part().select_related("organisation", "added_by"))
    return campaigns.select_related("partnership", "started_by", *POINT_PEOPLE).prefetch_related(people)


def get_campaign(viewer: Viewer, identity: UUID | str) -> Campaign:
    """One of the viewer's campaigns with its participants, point person and deputy with their absences, or NotFound."""
    named = Q(member=OuterRef("point_person")) | Q(member=OuterRef("deputy"))
    with_people = with_participants(list_campaigns(viewer)).annotate(is_away=Exists(_absences().filter(named)))
    found = with_people.filter(pk=identity).first()
    if found is None:
        raise NotFound
    with_absences([found], _absences() if found.is_away else Absence.objects.none())
    return found


def with_absences(campaigns: Iterable[Campaign], absences: QuerySet[Absence] | None = None) -> None:
    """Read when the point people and deputies of these campaigns are away, in one query; in none where nobody is."""
    people = [member for one in campaigns for member in (one.point_person, one.deputy) if member is not None]
    if people:
        prefetch_related_objects(people, Prefetch("absences", _absences() if absences is None else absences))


def _absences() -> QuerySet[Absence]:
    """Those that are not over anywhere on Earth."""
    return Absence.objects.filter(last_on__gte=clock.today() - DAY)


def get_participant(campaign: Campaign, identity: UUID) -> Participant:
    """One of its participants, or NotFound; the campaign came from `get_campaign`."""
    found = next((one for one in campaign.participants.all() if one.pk == identity), None)
    if found is None:
        raise NotFound
    return found


def organisations_of(campaign: Campaign) -> list[Organisation]:
    """The participants' organisations, in the order of joining; the campaign came from `get_campaign`."""
    return [participant.organisation for participant in campaign.participants.all()]


def choose_participant(campaign: Campaign, identity: UUID, field: str) -> Organisation:
    """The participant that somebody chose in a form's `field`, or Invalid; the campaign came from `get_campaign`."""
    found = next((one for one in organisations_of(campaign) if one.pk == identity), None)
    if found is None:
        raise Invalid("Choose a participant.", fields={field: "Choose one of the campaign’s participants."})
    return found


def list_people(viewer: Viewer, campaign: Campaign) -> QuerySet[Membership]:
    """People of the campaign's participants who have not left, by organisation and name."""
    ids = [participant.organisation_id for participant in campaign.participants.all()]
    people = Membership.objects.filter(organisation__in=ids, left_at__isnull=True)
    return people.select_related("organisation", "person").order_by("organisation__name", "person__name", "told_name")


def list_addable_participants(viewer: Viewer, campaign: Campaign) -> QuerySet[Organisation]:
    """Parties of the partnership that do not take part in the campaign yet."""
    there = taking_part().filter(campaign=campaign, organisation=OuterRef("pk"))
    party = Party.objects.filter(partnership=campaign.partnership_id, organisation=OuterRef("pk"), state__in=TOGETHER)
    return Organisation.objects.filter(Exists(party)).exclude(Exists(there)).order_by("name", "id")


def list_pins(viewer: Viewer) -> list[Campaign]:
    """The campaigns that the viewer keeps at hand; one that is no longer shared is not among them."""
    return [campaign for campaign in _list_own(viewer) if campaign.kept]


def list_maybe_stood_in(viewer: Viewer) -> list[Campaign]:
    """Campaigns whose deputy the viewer is and whose point person has left, or is away at most a day from today.

    Which day it is hangs on the campaign: `point.stood_in` knows.
    """
    return [campaign for campaign in _list_own(viewer) if campaign.maybe_stood_in]


def _list_own(viewer: Viewer) -> list[Any]:
    # One query for both: every page shows what is kept at hand, and the inbox asks for the other as well.
    if viewer.membership is None:
        return []
    if "pins" not in viewer.memo:
        kept = Exists(Pin.objects.filter(membership=viewer.membership, campaign=OuterRef("pk")))
        stood_in = Q(deputy=viewer.membership) & Exists(_maybe_away().filter(pk=OuterRef("point_person")))
        every = list_campaigns(viewer).annotate(
            kept=kept, maybe_stood_in=Case(When(stood_in, then=True), default=False, output_field=BooleanField())
        )
        own = every.filter(Q(kept=True) | Q(maybe_stood_in=True)).select_related("started_by", *POINT_PEOPLE)
        viewer.memo["pins"] = list(own)
    found: list[Any] = viewer.memo["pins"]
    return found


def _maybe_away() -> QuerySet[Membership]:
    today = clock.today()
    away = Q(absences__first_on__lte=today + DAY, absences__last_on__gte=today - DAY)
    return Membership.objects.filter(away | Q(left_at__isnull=False))


def list_at_hand(viewer: Viewer, today: object) -> QuerySet[Campaign]:
    """The viewer's campaigns that have not ended, and those that they keep at hand first of all; with participants.

    Each has the number of those that have not ended as `coming`.
    """
    pinned = Exists(Pin.objects.filter(membership=viewer.membership, campaign=OuterRef("pk")))
    coming = Q(flight_end__isnull=True) | Q(flight_end__gte=today)
    count = Window(Count("pk", filter=coming))
    found = list_campaigns(viewer).filter(Q(pinned) | coming).annotate(coming=count)
    return with_participants(found).order_by(pinned.desc(), F("launch_on").asc(nulls_last=True), "id")


def filter_campaigns(
    campaigns: QuerySet[Campaign], *, words: str = "", state: str = "", today: object
) -> QuerySet[Campaign]:
    """Narrow a list to names that hold `words` and to "planned", "running" or "past" campaigns as of `today`."""
    if words:
        campaigns = campaigns.filter(Q(name__icontains=words) | Q(goal__icontains=words))
    return campaigns.filter(_stages(today).get(state, Q()))


def count_stages(campaigns: QuerySet[Campaign], *, today: object) -> dict[str, int]:
    """How many of these campaigns there are: in all ("") and in each stage, in one query."""
    counts = {name: Count("pk", filter=stage) for name, stage in _stages(today).items()}
    found: dict[str, int] = campaigns.order_by().aggregate(all=Count("pk"), **counts)
    return {"": found.pop("all"), **found}


def _stages(today: object) -> dict[str, Q]:
    ended = Q(flight_end__isnull=False, flight_end__lt=today)
    return {
        "planned": Q(launch_on__isnull=True) | Q(launch_on__gt=today),
        "running": Q(launch_on__lte=today) & ~ended,
        "past": ended,
    }
