"""Meetings: planned, changed, called off, held; who must be in the room, and who is asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.kickoff.enums import Answer, MeetingKind, MeetingState, PreparationKind
from commonground.campaigns.kickoff.models import (
    AgendaItem,
    Invitee,
    Meeting,
    Preparation,
    RequiredFunction,
    Series,
)
from commonground.campaigns.kickoff.queries import dynamic_partners, list_invitees, own_invitee, planned_kick_off
from commonground.campaigns.kickoff.rules import (
    OF_CREATIVE,
    REQUIRED,
    agenda_of,
    check_minutes,
    function_words,
    moment_of,
    prepared_by,
)
from commonground.campaigns.kickoff.sending import tell_invitee
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotFound, NotReady
from commonground.kit.record import check_fields
from commonground.kit.seen import fingerprint
from commonground.people.membership.actions import checked_functions
from commonground.people.membership.enums import Function
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer
from commonground.web.dates import day as day_words

# Whoever writes down who came may do so while the last still gather.
EARLY = timedelta(hours=1)


def log_meeting(by: Viewer, verb: str, meeting: Meeting, **detail: Any) -> None:
    """Put what happened to a meeting on its campaign's log."""
    log(by, verb[:500], meeting.campaign, meeting=str(meeting.pk), **detail)


def locked(by: Viewer, meeting: Meeting, *states: str, otherwise: str = "") -> Meeting:
    """The meeting for writing, when it is in one of these states."""
    by.writing()
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    held.campaign = meeting.campaign
    if states and held.state not in states:
        raise NotReady(
            otherwise or f"“{held.title}” is {MeetingState(held.state).label.lower()}: it cannot be changed."
        )
    return held


@transaction.atomic
def plan_meeting(
    *,
    by: Viewer,
    campaign: Campaign,
    title: str,
    day: date,
    at: time,
    time_zone: str,
    which: str = "",
    kind: str = MeetingKind.KICK_OFF,
    minutes: int = 90,
    place: str = "",
    functions: Collection[str] | None = None,
    people: Sequence[UUID] = (),
) -> Meeting:
    """Plan the kick-off, or a call, at a local time, with an agenda to start from. Who plans it comes.

    `functions` are those that must be in the room; left out, those of a kick-off. `which` as in `moment_of`.
    """
    by.writing()
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if kind == MeetingKind.KICK_OFF and (there := planned_kick_off(by, campaign)) is not None:
        raise NotReady(f"“{there.title}” is planned for {day_words(there.day)} already. Change that one.")
    wanted = checked_functions((REQUIRED if kind == MeetingKind.KICK_OFF else ()) if functions is None else functions)
    if kind == MeetingKind.KICK_OFF:
        refuse_to_drop(campaign, wanted)
    meeting = place_meeting(
        by.acting(), campaign, MeetingKind(kind), title, moment_of(day, at, time_zone, which), minutes=minutes,
        time_zone=time_zone, place=place,
    )  # fmt: skip
    for function in wanted:
        RequiredFunction.objects.create(meeting=meeting, function=function)
    if kind == MeetingKind.KICK_OFF:
        _prepare_by(campaign, day)
    log_meeting(by, f"planned “{meeting.title}” for {day_words(day)}", meeting)
    invite(by=by, meeting=meeting, people=people)
    return meeting


def place_meeting(
    organiser: Membership,
    campaign: Campaign,
    kind: MeetingKind,
    title: str,
    starts_at: datetime,
    *,
    minutes: int,
    time_zone: str,
    place: str = "",
    series: Series | None = None,
) -> Meeting:
    """A new meeting with its first agenda, to which its organiser comes; nobody else is asked yet."""
    meeting = Meeting(
        campaign=campaign, kind=kind, title=title, starts_at=starts_at, minutes=check_minutes(minutes),
        time_zone=time_zone, place=place, organiser=organiser, series=series,
    )  # fmt: skip
    meeting.save()
    for position, (item, length, reading) in enumerate(agenda_of(kind, campaign.launch_on, meeting.day)):
        AgendaItem.objects.create(meeting=meeting, position=position, title=item, minutes=length, reading=reading)
    ask(meeting, [organiser], answer=Answer.ACCEPTED)
    return meeting


def refuse_to_drop(campaign: Campaign, wanted: Collection[str]) -> None:
    """Creative and personalisation are in the room where a partner makes dynamic creative, or somebody signs that not."""
    dropped = [f for f in OF_CREATIVE if f not in wanted]
    if dropped and (partners := dynamic_partners(campaign)):
        raise Invalid("Somebody would be missing.", fields={"functions": (
            f"{function_words(dropped).capitalize()} cannot be left out: {partners[0]} makes dynamic creative here. A manager"
            " can waive it on the page of the meeting, with a reason."
        )})  # fmt: skip


def _prepare_by(campaign: Campaign, day: date) -> None:
    for kind in PreparationKind.values:
        due = {"due_on": prepared_by(kind, day)}
        Preparation.objects.get_or_create(campaign=campaign, kind=kind, defaults=due)


@transaction.atomic
def change_meeting(
    *,
    by: Viewer,
    meeting: Meeting,
    title: str,
    day: date,
    at: time,
    time_zone: str,
    which: str = "",
    minutes: int | None = None,
    place: str = "",
    seen_revision: int | None = None,
) -> Meeting:
    """Change when, where and what it is called. Invitations tell of it; after a new time everybody answers again.

    `seen_revision` is that of the form; Conflict when somebody else has saved since.
    """
    held = locked(by, meeting, MeetingState.PLANNED)
    if seen_revision is not None and seen_revision != held.revision:
        raise Conflict(
            "Your changes are not saved: somebody else has changed this meeting since you opened it. It is now"
            f" “{held.title}” on {day_words(held.day)}. Save again to put yours in its place."
        )
    before = {name: getattr(held, name) for name in ("title", "starts_at", "minutes", "time_zone", "place")}
    held.title, held.place, held.time_zone = title, place, time_zone
    held.starts_at, held.minutes = moment_of(day, at, time_zone, which), check_minutes(minutes or held.minutes)
    check_fields(held)
    changed = [name for name, value in before.items() if getattr(held, name) != value]
    if not changed:
        return held
    held.sequence, held.revision = held.sequence + 1, held.revision + 1
    held.save()
    if {"starts_at", "minutes"} & set(changed):
        Invitee.objects.filter(meeting=held).exclude(member=held.organiser_id).update(answer=Answer.OPEN)
    _tell_all(held)
    words = ", ".join("time" if name in {"starts_at", "time_zone"} else name for name in changed)
    log_meeting(by, f"changed the {words} of “{held.title}”", held)
    return held


@transaction.atomic
def cancel_meeting(*, by: Viewer, meeting: Meeting) -> Meeting:
    """Call a planned meeting off; whoever was invited is told."""
    held = locked(by, meeting, MeetingState.PLANNED)
    held.state, held.sequence, held.revision = MeetingState.CANCELLED, held.sequence + 1, held.revision + 1
    held.save()
    _tell_all(held)
    log_meeting(by, f"called off “{held.title}”", held)
    return held


def _tell_all(meeting: Meeting) -> None:
    for pk in Invitee.objects.filter(meeting=meeting, uninvited_at=None).values_list("pk", flat=True):
        tell_invitee.enqueue(str(pk))


def ask(meeting: Meeting, members: Iterable[Membership], answer: str = Answer.OPEN) -> list[Invitee]:
    """Put people on a meeting's list, and mail them the invitation. Who was taken off it before is asked anew."""
    asked = []
    for member in members:
        invitee, new = Invitee.objects.get_or_create(meeting=meeting, member=member, defaults={"answer": answer})
        if not new and invitee.uninvited_at is None:
            continue
        if not new:
            invitee.answer, invitee.uninvited_at, invitee.attended = answer, None, None
            invitee.save()
        asked.append(invitee)
        tell_invitee.enqueue(str(invitee.pk))
    return asked


def members_of(by: Viewer, campaign: Campaign, people: Collection[UUID], field: str = "people") -> list[Membership]:
    """These people of the participants, by organisation and name; Invalid when one of them is none."""
    found = list(list_people(by, campaign).filter(pk__in=list(people)))
    if len(found) != len(set(people)):
        raise Invalid("Choose people of the participants.", fields={field: "Choose people of the participants."})
    return found


@transaction.atomic
def invite(*, by: Viewer, meeting: Meeting, people: Sequence[UUID]) -> list[Invitee]:
    """Ask people of the participants to a meeting."""
    held = locked(by, meeting, MeetingState.PLANNED)
    members = members_of(by, meeting.campaign, people)
    # Whoever was taken off the list was told so with a sequence that a new invitation has to exceed.
    if Invitee.objects.filter(meeting=held, member__in=members).exclude(uninvited_at=None).exists():
        _step(held)
    asked = ask(held, members)
    if asked:
        names = ", ".join(one.member.name for one in asked)
        log_meeting(by, f"invited {names} to “{held.title}”", held, people=[str(one.member_id) for one in asked])
    return asked


def _step(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    meeting.refresh_from_db(fields=["sequence"])


@transaction.atomic
def uninvite(*, by: Viewer, meeting: Meeting, invitee: Invitee) -> None:
    """Take somebody off a meeting's list; their calendar is told that it is off for them."""
    held = locked(by, meeting, MeetingState.PLANNED)
    _step(held)
    invitee.uninvited_at = clock.now()
    # What mail has told them is for the mail's task to write.
    invitee.save(update_fields=["uninvited_at"])
    tell_invitee.enqueue(str(invitee.pk))
    log_meeting(by, f"took {invitee.member.name} off the list of “{held.title}”", held, person=str(invitee.member_id))


@transaction.atomic
def answer_invitation(*, by: Viewer, meeting: Meeting, answer: str, seen_revision: int | None = None) -> Invitee:
    """Say for oneself whether one comes. `seen_revision` is that of the meeting as it was shown: its time, above all."""
    by.acting()
    if by.read_only:
        raise NotAllowed("This token can only read.")
    # Locked, so that nobody gives it another time between the reading and the answer.
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    own = own_invitee(by, held)
    if own is None:
        raise NotFound
    if answer not in {Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED}:
        raise Invalid("Say whether you come.", fields={"answer": "Comes, perhaps, or does not come."})
    if held.state != MeetingState.PLANNED:
        raise NotReady(f"“{held.title}” is {MeetingState(held.state).label.lower()}.")
    if seen_revision is not None and seen_revision != held.revision:
        raise Conflict(f"“{held.title}” has been changed since you opened it. Look at when it is now, then answer.")
    if own.answer != answer:
        own.answer = answer
        own.save(update_fields=["answer"])
        log_meeting(by, f"answered the invitation to “{meeting.title}”: {Answer(answer).label.lower()}", meeting)
    return own


def seen_functions(meeting: Meeting) -> str:
    """The mark of which functions must be in the room of a meeting."""
    return fingerprint({one.function: one.organisation_id for one in meeting.required_functions.all()})


@transaction.atomic
def require_functions(*, by: Viewer, meeting: Meeting, functions: Mapping[str, UUID | None], seen: str = "") -> Meeting:
    """Say which functions must be in the room, each of one organisation or (None) of any. What was waived stays so.

    `seen` is the mark of what was looked at; Conflict when somebody else has saved since.
    """
    held = locked(by, meeting, MeetingState.PLANNED, MeetingState.HELD)
    if seen and seen != seen_functions(held):
        now = function_words([one.function for one in held.required_functions.all()]) or "nobody in particular"
        raise Conflict(
            f"Your changes are not saved: somebody else has said meanwhile who must be there. It is now {now}. Save again"
            " to put yours in its place."
        )
    wanted = checked_functions(functions)
    there = {one.function: one for one in held.required_functions.all()}
    if held.kind == MeetingKind.KICK_OFF:
        refuse_to_drop(meeting.campaign, {*wanted, *(f for f, one in there.items() if one.waived_by_id)})
    homes = {organisation.pk: organisation for organisation in organisations_of(meeting.campaign)}
    held.required_functions.exclude(function__in=wanted).exclude(waived_by__isnull=False).delete()
    for function in wanted:
        home = functions[function]
        if home is not None and home not in homes:
            raise Invalid("Choose a participant.", fields={function: "Choose an organisation from the list."})
        one = there.get(function) or RequiredFunction(meeting=held, function=function)
        one.organisation = homes[home] if home else None
        one.save()
    log_meeting(by, f"said who must be in the room of “{held.title}”", held, functions=wanted)
    return held


@transaction.atomic
def waive_function(*, by: Viewer, meeting: Meeting, function: str, reason: str) -> RequiredFunction:
    """Sign that a function need not be in the room, and why."""
    member = by.signing()
    held = locked(by, meeting, MeetingState.PLANNED, MeetingState.HELD)
    if function not in Function.values:
        raise NotFound
    if not reason.strip():
        raise Invalid("Give a reason.", fields={"reason": "Say why nobody of this function is needed."})
    one = held.required_functions.filter(function=function).first() or RequiredFunction(meeting=held, function=function)
    one.waived_by, one.waived_reason = member, reason
    one.save()
    log_meeting(by, f"waived {function_words([function])} for “{held.title}”", held, reason=reason)
    return one


@transaction.atomic
def hold_meeting(
    *, by: Viewer, meeting: Meeting, attended: Sequence[UUID], seen_revision: int | None = None
) -> Meeting:
    """Write down who was there, also those who came without having been asked. May be mended afterwards.

    `seen_revision` is that of the form; Conflict when somebody else has saved since.
    """
    held = locked(by, meeting, MeetingState.PLANNED, MeetingState.HELD)
    if seen_revision is not None and seen_revision != held.revision:
        there = ", ".join(one.member.name for one in list_invitees(by, held) if one.attended) or "nobody"
        raise Conflict(
            "Your list is not saved: somebody else has changed this meeting since you opened it. It now says that there"
            f" came: {there}. Save again to put yours in its place."
        )
    now = clock.now()
    if now < held.starts_at - EARLY:
        raise NotReady(f"“{held.title}” is on {day_words(held.day)}. Who came is written down then.")
    for member in members_of(by, meeting.campaign, attended, "attended"):
        Invitee.objects.update_or_create(
            meeting=held, member=member, defaults={"attended": True, "uninvited_at": None}
        )  # fmt: skip
    Invitee.objects.filter(meeting=held).exclude(member__in=list(attended)).update(attended=False)
    held.state, held.held_at, held.revision = MeetingState.HELD, held.held_at or now, held.revision + 1
    held.save()
    log_meeting(by, f"wrote down who was in “{held.title}”", held, attended=len(set(attended)))
    return held
