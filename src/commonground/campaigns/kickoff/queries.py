"""Reading meetings, and what was understood, decided and named there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from commonground.campaigns.action.enums import Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.queries import list_actions
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.point import own_or_stood_in_for
from commonground.campaigns.campaign.queries import list_campaigns, list_people
from commonground.campaigns.kickoff.enums import Answer, MeetingKind, MeetingState, UnderstandingState
from commonground.campaigns.kickoff.models import (
    AgendaItem,
    Decision,
    Invitee,
    Meeting,
    Preparation,
    RequiredFunction,
    Series,
    Term,
    Understanding,
)
from commonground.campaigns.kickoff.rules import DYNAMIC, OF_CREATIVE, stands_for
from commonground.campaigns.roadmap.enums import ProgressState, RoadmapState
from commonground.campaigns.roadmap.models import Deliverable, Progress
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.people.membership.enums import Function
from commonground.people.models import Membership, Organisation
from commonground.people.viewer.models import Viewer
from commonground.web.needs import MOST

ORGANISER = ("organiser__person", "organiser__organisation", "series")
DELIVERED = (ProgressState.DELIVERED, ProgressState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Place:
    """A function that has to be in the room, and who stands for it."""

    function: str
    required: RequiredFunction | None
    organisation: Organisation | None
    people: tuple[Membership, ...]

    @property
    def words(self) -> str:
        """The function as it is called."""
        return str(Function(self.function).label)

    @property
    def waived(self) -> bool:
        """Somebody has signed that it need not be there."""
        return bool(self.required and self.required.waived_by_id)

    @property
    def missing(self) -> bool:
        """Nobody stands for it, and nobody has said that this is well."""
        return not self.people and not self.waived


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting with the people who are asked to it and what they stand for."""

    meeting: Meeting
    invitees: tuple[Invitee, ...]
    places: tuple[Place, ...]

    @property
    def missing(self) -> tuple[Place, ...]:
        """What nobody stands for."""
        return tuple(place for place in self.places if place.missing)

    @property
    def came(self) -> tuple[Invitee, ...]:
        """Who was there."""
        return tuple(one for one in self.invitees if one.attended)

    @property
    def stayed_away(self) -> tuple[Invitee, ...]:
        """Who was asked and was not there."""
        return tuple(one for one in self.invitees if one.attended is False)


def list_meetings(viewer: Viewer, campaign: Campaign) -> QuerySet[Meeting]:
    """The meetings of a campaign, the latest first; the campaign came from `get_campaign`."""
    return Meeting.objects.filter(campaign=campaign).select_related(*ORGANISER).order_by("-starts_at", "-id")


def get_meeting(viewer: Viewer, campaign: Campaign, identity: UUID) -> Meeting:
    """One of them, or NotFound."""
    found = list_meetings(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    found.campaign = campaign
    return found


def meeting_ahead(viewer: Viewer, campaign: Campaign) -> Meeting | None:
    """The meeting that a page speaks of: the next that is planned, else the last that was held."""
    every = list_meetings(viewer, campaign)
    return (
        every.filter(state=MeetingState.PLANNED).order_by("starts_at", "id").first()
        or every.filter(state=MeetingState.HELD).first()
    )


def planned_kick_off(viewer: Viewer, campaign: Campaign) -> Meeting | None:
    """The kick-off that is planned and not held yet; there is at most one."""
    return list_meetings(viewer, campaign).filter(kind=MeetingKind.KICK_OFF, state=MeetingState.PLANNED).first()


def list_invitees(viewer: Viewer, meeting: Meeting) -> QuerySet[Invitee]:
    """Who is asked to a meeting, or was there, by organisation and name."""
    here = Invitee.objects.filter(meeting=meeting, uninvited_at=None).select_related(
        "member__person", "member__organisation"
    )
    return here.order_by("member__organisation__name", "member__person__name", "member__told_name", "id")


def get_invitee(viewer: Viewer, meeting: Meeting, identity: UUID) -> Invitee:
    """One of them, or NotFound."""
    found = list_invitees(viewer, meeting).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def own_invitee(viewer: Viewer, meeting: Meeting) -> Invitee | None:
    """The viewer's own place in a meeting."""
    return list_invitees(viewer, meeting).filter(member=viewer.membership).first() if viewer.membership else None


def list_to_invite(viewer: Viewer, campaign: Campaign, meeting: Meeting) -> QuerySet[Membership]:
    """People of the participants who are not asked yet."""
    asked = Invitee.objects.filter(meeting=meeting, member=OuterRef("pk"), uninvited_at=None)
    return list_people(viewer, campaign).exclude(Exists(asked))


def room_of(viewer: Viewer, campaign: Campaign, meeting: Meeting) -> Room:
    """A meeting with its people and what they stand for, in two queries."""
    required = RequiredFunction.objects.filter(meeting=meeting).select_related("organisation", "waived_by__person")
    return as_room(campaign, meeting, list(list_invitees(viewer, meeting)), list(required))


def as_room(
    campaign: Campaign, meeting: Meeting, invitees: Sequence[Invitee], required: Sequence[RequiredFunction]
) -> Room:
    """The same of rows that were read already. With dynamic creative, creative and personalisation always have a place."""
    there = [one.member for one in invitees if _counts(campaign, meeting, one)]
    known = {one.function: one for one in required}
    always = OF_CREATIVE if meeting.kind == MeetingKind.KICK_OFF and dynamic_partners(campaign) else ()
    order = [f for f in Function.values if f in known or f in always]
    return Room(meeting, tuple(invitees), tuple(_place(f, known.get(f), there) for f in order))


def _counts(campaign: Campaign, meeting: Meeting, invitee: Invitee) -> bool:
    """Whether somebody is in the room: came, or before that, is asked and has not said no; and still belongs here."""
    here = {participant.organisation_id for participant in campaign.participants.all()}
    if invitee.member.has_left or invitee.member.organisation_id not in here:
        return False
    if meeting.state == MeetingState.HELD:
        return bool(invitee.attended)
    return invitee.answer != Answer.DECLINED


def _place(function: str, required: RequiredFunction | None, there: Iterable[Membership]) -> Place:
    home = required.organisation_id if required else None
    people = tuple(m for m in there if stands_for(function, home, m.functions, m.organisation_id))
    return Place(function, required, required.organisation if required else None, people)


def dynamic_partners(campaign: Campaign) -> tuple[str, ...]:
    """Names of the participants that make dynamic creative; the campaign came from `get_campaign`."""
    every = (participant.organisation for participant in campaign.participants.all())
    return tuple(organisation.name for organisation in every if organisation.kind == DYNAMIC)


def list_agenda(viewer: Viewer, meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of an agenda in their order."""
    return AgendaItem.objects.filter(meeting=meeting).select_related("owner__person", "owner__organisation")


def get_item(viewer: Viewer, meeting: Meeting, identity: UUID) -> AgendaItem:
    """One of them, or NotFound."""
    found = list_agenda(viewer, meeting).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_preparations(viewer: Viewer, campaign: Campaign) -> QuerySet[Preparation]:
    """What has to be there before the kick-off."""
    people = ("owner__person", "owner__organisation", "done_by__person")
    return Preparation.objects.filter(campaign=campaign).select_related(*people).order_by("due_on", "created_at", "id")


def get_preparation(viewer: Viewer, campaign: Campaign, kind: str) -> Preparation:
    """One of them by its kind, or NotFound."""
    found = list_preparations(viewer, campaign).filter(kind=kind).first()
    if found is None:
        raise NotFound
    return found


def list_decisions(viewer: Viewer, campaign: Campaign) -> QuerySet[Decision]:
    """What was decided, the newest first, with who decided and who was consulted."""
    return _with_people(Decision.objects.filter(campaign=campaign)).order_by("-number")


def find_decision(viewer: Viewer, identity: UUID) -> Decision:
    """A decision of any campaign that the viewer may see, or NotFound."""
    found = _with_people(Decision.objects.filter(campaign__in=_own(viewer))).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def _with_people(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    people = Membership.objects.select_related("person", "organisation")
    return decisions.select_related("meeting", "supersedes", "superseded_by", "recorded_by__person").prefetch_related(
        Prefetch("decided_by", people), Prefetch("consulted", people)
    )


def list_terms(viewer: Viewer, campaign: Campaign) -> QuerySet[Term]:
    """The shared vocabulary, with which organisations have agreed to each term."""
    return _with_agreed(Term.objects.filter(campaign=campaign))


def find_term(viewer: Viewer, identity: UUID) -> Term:
    """A term of any campaign that the viewer may see, or NotFound."""
    found = _with_agreed(Term.objects.filter(campaign__in=_own(viewer))).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def list_visible_decisions(viewer: Viewer) -> QuerySet[Any]:
    """Ids of decisions in the viewer's campaigns, for search."""
    return Decision.objects.filter(campaign__in=_own(viewer)).order_by().values("pk")


def list_visible_terms(viewer: Viewer) -> QuerySet[Any]:
    """Ids of terms in the viewer's campaigns, for search."""
    return Term.objects.filter(campaign__in=_own(viewer)).order_by().values("pk")


def _with_agreed(terms: QuerySet[Term]) -> QuerySet[Term]:
    return terms.select_related("proposed_by__person", "proposed_by__organisation").prefetch_related("agreed_by")


def _own(viewer: Viewer) -> QuerySet[Any]:
    return list_campaigns(viewer).order_by().values("pk")


def list_understandings(viewer: Viewer, meeting: Meeting) -> QuerySet[Understanding]:
    """What each organisation says of a recap, in the order of asking."""
    people = ("organisation", "said_by__person", "answered_by__person", "answered_by__organisation")
    return Understanding.objects.filter(meeting=meeting).select_related(*people)


def get_understanding(viewer: Viewer, meeting: Meeting, identity: UUID) -> Understanding:
    """One of them, or NotFound."""
    found = list_understandings(viewer, meeting).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def own_understanding(viewer: Viewer, meeting: Meeting) -> Understanding | None:
    """What the viewer's own organisation says."""
    return list_understandings(viewer, meeting).filter(organisation_id=viewer.organisation_or_nobody).first()


def list_series(viewer: Viewer, campaign: Campaign) -> QuerySet[Series]:
    """Series of calls that go on."""
    going = Series.objects.filter(campaign=campaign, ended_at=None)
    return going.select_related("organiser__person", "organiser__organisation")


def get_series(viewer: Viewer, campaign: Campaign, identity: UUID) -> Series:
    """One of them, or NotFound."""
    found = list_series(viewer, campaign).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def series_without_a_call() -> list[UUID]:
    """Ids of series that go on and have no call ahead; for the calendar, not for a viewer."""
    ahead = Meeting.objects.filter(series=OuterRef("pk"), state=MeetingState.PLANNED, starts_at__gt=clock.now())
    return list(Series.objects.filter(~Exists(ahead), ended_at=None).values_list("pk", flat=True))


def list_asking(viewer: Viewer) -> list[Meeting]:
    """Meetings that ask something of the viewer, read once: an answer (`own_answer` is open), attendance or a recap."""
    if "meetings asking" not in viewer.memo:
        own = Invitee.objects.filter(meeting=OuterRef("pk"), member=viewer.membership, uninvited_at=None)
        now = clock.now()
        ahead = Q(own_answer=Answer.OPEN, state=MeetingState.PLANNED, starts_at__gt=now)
        over = Q(state=MeetingState.PLANNED, starts_at__lte=now) | Q(state=MeetingState.HELD, recapped_at=None)
        every = Meeting.objects.filter(campaign__in=_own(viewer)).annotate(
            own_answer=Subquery(own.values("answer")[:1])
        )
        # What an organiser who has left still owes falls to whom everybody may ask.
        left = Q(organiser__left_at__isnull=False, campaign__point_person=viewer.membership)
        asking = every.filter(ahead | Q(over) & (own_or_stood_in_for(viewer, "organiser") | left))
        people = ("campaign", "organiser__person", "organiser__organisation")
        viewer.memo["meetings asking"] = list(asking.select_related(*people).order_by("starts_at", "id")[: 2 * MOST])
    kept: list[Meeting] = viewer.memo["meetings asking"]
    return kept


def list_to_prepare(viewer: Viewer) -> QuerySet[Preparation]:
    """What the viewer is to prepare."""
    own = Preparation.objects.filter(campaign__in=_own(viewer), owner=viewer.membership, done_at=None)
    return own.select_related("campaign").order_by("due_on", "id")


def list_open_understandings(viewer: Viewer) -> list[Understanding]:
    """What is not confirmed yet of recaps in the viewer's campaigns, by organisations that still take part."""
    if "understandings" not in viewer.memo:
        people = ("meeting__campaign", "meeting__recapped_by__person", "meeting__recapped_by__organisation",
                  "organisation", "said_by__person", "answered_by__person")  # fmt: skip
        found = Understanding.objects.filter(meeting__campaign__in=_own(viewer)).exclude(
            state=UnderstandingState.CONFIRMED
        )
        concerned = Q(organisation=viewer.organisation_or_nobody) | Q(
            meeting__recapped_by__organisation=viewer.organisation_or_nobody
        )
        viewer.memo["understandings"] = list(
            found.filter(concerned).select_related(*people).order_by("created_at", "id")
        )
    kept: list[Understanding] = viewer.memo["understandings"]
    return kept


def list_to_agree(viewer: Viewer) -> QuerySet[Term]:
    """Terms to which the viewer's organisation has not agreed."""
    agreed = Term.agreed_by.through.objects.filter(
        term_id=OuterRef("pk"), organisation_id=viewer.organisation_or_nobody
    )
    found = Term.objects.filter(~Exists(agreed), campaign__in=_own(viewer))
    return found.select_related("campaign", "proposed_by__person", "proposed_by__organisation").order_by(
        "created_at", "id"
    )


def list_drifted(viewer: Viewer, campaign: Campaign) -> QuerySet[Deliverable]:
    """Deliverables of the current roadmap that are past their day and not delivered."""
    done = Progress.objects.filter(campaign=campaign, state__in=DELIVERED).values("key")
    late = Deliverable.objects.filter(
        version__campaign=campaign, version__state=RoadmapState.CURRENT, due_on__lt=clock.today(viewer.time_zone)
    )
    return late.exclude(key__in=done).select_related("organisation", "owner__person").order_by("due_on", "id")


def load_standing(viewer: Viewer, campaigns: Iterable[Campaign]) -> QuerySet[Meeting]:
    """Meetings of these campaigns that are planned or were held, in their order, with all that readiness asks of them."""
    standing = Meeting.objects.filter(
        campaign__in=[campaign.pk for campaign in campaigns], state__in=(MeetingState.PLANNED, MeetingState.HELD)
    )
    asked = Invitee.objects.filter(uninvited_at=None).select_related("member__person")
    required = RequiredFunction.objects.select_related("organisation")
    return standing.order_by("starts_at", "id").prefetch_related(
        Prefetch("invitees", asked), Prefetch("required_functions", required), "understandings"
    )


def load_unprepared(viewer: Viewer, campaigns: Iterable[Campaign]) -> QuerySet[Preparation]:
    """What is not there yet before the kick-offs of these campaigns."""
    return Preparation.objects.filter(campaign__in=[campaign.pk for campaign in campaigns], done_at=None)


def list_noted(viewer: Viewer, campaign: Campaign, meeting: Meeting) -> QuerySet[Action]:
    """What was to be done after a meeting, as it was noted there."""
    found = list_actions(viewer).filter(campaign=campaign, source=Source.MEETING, source_key=str(meeting.pk))
    return found.order_by("created_at", "id")
