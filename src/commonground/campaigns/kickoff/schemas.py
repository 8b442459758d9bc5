"""Meetings in the API."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.kickoff import agenda, noting, recap
from commonground.campaigns.kickoff.actions import seen_functions
from commonground.campaigns.kickoff.enums import Answer, MeetingKind, MeetingState, PreparationKind, UnderstandingState
from commonground.campaigns.kickoff.models import AgendaItem, Decision, Meeting, Term
from commonground.people.membership.enums import Function
from commonground.web.schemas import Given

Words = Annotated[str, Field(min_length=1, max_length=200)]
Prose = Annotated[str, Field(max_length=2000)]
Said = Annotated[str, Field(min_length=1, max_length=2000)]
Minutes = Annotated[int, Field(ge=1, le=1440)]
Zone = Annotated[str, Field(min_length=1, max_length=50)]
Which = Annotated[str, Field(pattern="^(first|second)?$")]
People = Annotated[list[UUID], Field(max_length=500)]
Revision = Annotated[int | None, Field(ge=1, le=2**31 - 1)]
Seen = Annotated[str, Field(max_length=16)]


class MeetingOut(Schema):
    """A kick-off or a call. Times are moments; `time_zone` is where it was planned. Send `revision` when you change it."""

    id: UUID
    kind: MeetingKind
    state: MeetingState
    title: str
    starts_at: datetime
    minutes: int
    time_zone: str
    place: str
    sequence: int
    series: UUID | None = Field(None, alias="series_id")
    organiser: UUID = Field(alias="organiser_id")
    held_at: datetime | None
    recap: str
    recapped_at: datetime | None
    recapped_by: UUID | None = Field(None, alias="recapped_by_id")
    revision: int


class InviteeOut(Schema):
    """Somebody who is asked, what they answered, and once it is held, whether they were there."""

    id: UUID
    person: UUID = Field(alias="member_id")
    organisation: UUID = Field(alias="member.organisation_id")
    name: str = Field(alias="member.name")
    answer: Answer
    attended: bool | None


class PlaceOut(Schema):
    """A function that must be in the room, and the people who stand for it."""

    function: Function
    organisation: UUID | None
    people: list[UUID]
    waived: bool
    missing: bool

    @classmethod
    def of(cls, place: Any) -> dict[str, Any]:
        home = place.organisation.pk if place.organisation else None
        return {"function": place.function, "organisation": home, "people": [one.pk for one in place.people],
                "waived": place.waived, "missing": place.missing}  # fmt: skip


class ItemOut(Schema):
    """An item of the agenda. `seen` marks it: send it when you change it."""

    id: UUID
    title: str
    owner: UUID | None
    minutes: int
    reading: str
    notes: str
    seen: str

    @classmethod
    def of(cls, item: AgendaItem) -> dict[str, Any]:
        names = ("id", "title", "minutes", "reading", "notes")
        return {name: getattr(item, name) for name in names} | {"owner": item.owner_id, "seen": agenda.seen_of(item)}


class UnderstandingOut(Schema):
    """What one organisation says of the recap. `seen` marks it: send it when you answer."""

    id: UUID
    organisation: UUID = Field(alias="organisation_id")
    name: str = Field(alias="organisation.name")
    state: UnderstandingState
    words: str
    answer: str
    seen: str

    @staticmethod
    def resolve_seen(one: Any) -> str:
        return recap.seen_of(one)


class MeetingWhole(Schema):
    """A meeting with its people, places, agenda and what each organisation says of its recap.

    `functions_seen` marks which functions must be there: send it when you say others.
    """

    meeting: MeetingOut
    invitees: list[InviteeOut]
    places: list[PlaceOut]
    functions_seen: str
    agenda: list[ItemOut]
    understandings: list[UnderstandingOut]

    @classmethod
    def of(cls, meeting: Meeting, room: Any, items: Any, understandings: Any) -> dict[str, Any]:
        return {
            "meeting": meeting, "invitees": list(room.invitees), "places": [PlaceOut.of(one) for one in room.places],
            "functions_seen": seen_functions(meeting),
            "agenda": [ItemOut.of(one) for one in items], "understandings": list(understandings),
        }  # fmt: skip


class When(Given):
    """A local time. Where the clocks go back over it, `which` says first or second; one that never comes is refused."""

    title: Words
    day: date
    at: time
    time_zone: Zone
    which: Which = ""
    place: str = Field("", max_length=300)


class MeetingIn(When):
    """A new kick-off or call. `functions` left out: those of a kick-off."""

    kind: MeetingKind = MeetingKind.KICK_OFF
    minutes: Minutes = 90
    functions: list[Function] | None = None
    people: People = []


class MeetingChange(When):
    """The same, changed."""

    minutes: Minutes | None = None
    revision: Revision = None


class PeopleIn(Given):
    """People of the participants."""

    people: People


class AttendanceIn(PeopleIn):
    """Who was there, and which state of the meeting you have read."""

    revision: Revision = None


class AnswerIn(Given):
    """Whether you come, to the meeting as you have read it."""

    answer: Answer
    revision: Revision = None


class FunctionsIn(Given):
    """Each function that must be there, of one organisation or (null) of any."""

    functions: dict[Function, UUID | None]
    seen: Seen = ""


class ReasonIn(Given):
    """Why nobody of it is needed."""

    reason: str = Field(min_length=1, max_length=1000)


class ItemIn(Given):
    """An item of the agenda."""

    title: Words
    owner: UUID | None = None
    minutes: Minutes = 10
    reading: Prose = ""


class ItemChange(ItemIn):
    """The same, changed, and what was said."""

    notes: str = Field("", max_length=10_000)
    seen: Seen = ""


class ItemMove(Given):
    """How many places: negative is up."""

    by_places: int = Field(ge=-100, le=100)


class RecapIn(Given):
    """What was said."""

    recap: str = Field(min_length=1, max_length=10_000)
    revision: Revision = None


class ConfirmIn(Given):
    """Which state of the meeting you have read."""

    revision: Revision = None


class ObjectionIn(Given):
    """What you understood otherwise."""

    words: Said
    revision: Revision = None


class ObjectionAnswerIn(Given):
    """What holds now, to the objection that you have read."""

    answer: Said
    seen: Seen = ""


class PreparationOut(Schema):
    """What has to be there before the kick-off. `seen` marks it: send it when you change it."""

    kind: PreparationKind
    owner: UUID | None = Field(None, alias="owner_id")
    due_on: date | None
    result: str
    done_at: datetime | None
    seen: str

    @staticmethod
    def resolve_seen(one: Any) -> str:
        return agenda.seen_preparation(one)


class PreparationIn(Given):
    """Who prepares it by when, where it is, and whether it is there."""

    owner: UUID | None = None
    due_on: date | None = None
    result: Prose = ""
    done: bool = False
    seen: Seen = ""


class DecisionOut(Schema):
    """Something decided. `number` is that of the campaign."""

    id: UUID
    number: int
    text: str
    decided_on: date
    decided_by: list[UUID]
    consulted: list[UUID]
    supersedes: UUID | None
    meeting: UUID | None

    @classmethod
    def of(cls, one: Decision) -> dict[str, Any]:
        return {
            "id": one.pk, "number": one.number, "text": one.text, "decided_on": one.decided_on,
            "decided_by": [m.pk for m in one.decided_by.all()], "consulted": [m.pk for m in one.consulted.all()],
            "supersedes": one.supersedes_id, "meeting": one.meeting_id,
        }  # fmt: skip


class DecisionIn(Given):
    """What was decided, by whom, after asking whom, in place of what."""

    text: Said
    decided_by: People
    consulted: People = []
    decided_on: date | None = None
    meeting: UUID | None = None
    supersedes: UUID | None = None


class TermOut(Schema):
    """A word, what all mean by it, and which organisations have agreed. `seen` marks it."""

    id: UUID
    term: str
    meaning: str
    aliases: list[str]
    agreed_by: list[UUID]
    seen: str

    @classmethod
    def of(cls, term: Term) -> dict[str, Any]:
        return {"id": term.pk, "term": term.term, "meaning": term.meaning, "aliases": term.aliases,
                "agreed_by": [one.pk for one in term.agreed_by.all()], "seen": noting.seen_of(term)}  # fmt: skip


class TermIn(Given):
    """A word for the shared vocabulary."""

    term: str = Field(min_length=1, max_length=120)
    meaning: str = Field(min_length=1, max_length=1000)
    aliases: list[str] = Field([], max_length=20)


class TermChange(Given):
    """What it means, said better. With `seen`, 409 when it no longer holds."""

    meaning: str = Field(min_length=1, max_length=1000)
    aliases: list[str] = Field([], max_length=20)
    seen: Seen = ""


class TermSeen(Given):
    """What you agree to: the mark of the term as you read it."""

    seen: Seen = ""


class MeetingActionIn(Given):
    """Something to do that came up."""

    title: Words
    owner: UUID | None = None
    due_on: date | None = None


class MeetingActionOut(Schema):
    """Something to do."""

    id: UUID
    title: str
    owner: UUID | None = Field(None, alias="owner_id")
    due_on: date | None
    state: str


class SeriesOut(Schema):
    """Calls at a cadence, at the same time on the wall."""

    id: UUID
    title: str
    every_weeks: int
    first_on: date
    at: time
    time_zone: str
    minutes: int
    place: str


class SeriesIn(Given):
    """New calls at a cadence."""

    title: Words
    first_on: date
    at: time
    time_zone: Zone
    every_weeks: int = Field(1, ge=1, le=26)
    minutes: Minutes = 45
    place: str = Field("", max_length=300)
    people: People = []
