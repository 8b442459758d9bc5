"""What people do with the ladder and with escalations, and what the clock does when they do not."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Absence, Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.escalation.enums import About, EntryKind, Rung
from commonground.campaigns.escalation.models import Contact, Entry, Escalation
from commonground.campaigns.escalation.rules import BY_ASKED, BY_RAISER, NEEDS_WORDS, SAID
from commonground.engines import escalation as engine
from commonground.engines.errors import Contradiction
from commonground.engines.escalation import DEFAULT_TERMS, Clock, Event, State, Terms
from commonground.engines.worktime import due, worked
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed, NotFound, NotReady
from commonground.people.activity.actions import record
from commonground.people.models import Membership, Organisation
from commonground.people.organisation.worktime import hours_of
from commonground.people.viewer.models import ANONYMOUS, Viewer

LONGEST_ABSENCE = 366


@transaction.atomic
def name_contact(
    *, by: Viewer, campaign: Campaign, organisation: UUID, rung: int, member: UUID | None
) -> Contact | None:
    """Say who stands on a rung: of one's own organisation, or of one that has not joined yet. None takes them off."""
    by.writing()
    side = next((one for one in organisations_of(campaign) if one.pk == organisation), None)
    if side is None:
        raise NotFound
    if side.pk != by.organisation_id and side.has_joined:
        raise NotAllowed(f"{side.name} says for itself who stands on its rungs.")
    here = Contact.objects.filter(campaign=campaign, organisation=side, rung=rung)
    if member is None:
        here.delete()
        log(by, f"left rung {rung} of {side.name} empty", campaign, rung=rung)
        return None
    chosen = list_people(by, campaign).filter(pk=member, organisation=side).first()
    if chosen is None:
        raise Invalid("Choose a person.", fields={"member": f"Choose somebody of {side.name}."})
    contact, _ = Contact.objects.update_or_create(
        campaign=campaign, organisation=side, rung=rung, defaults={"member": chosen}
    )
    log(by, f"named {chosen.name} for rung {rung} of {side.name}", campaign, rung=rung)
    return contact


@transaction.atomic
def say_absence(*, by: Viewer, first_on: date, last_on: date) -> Absence:
    """Say when one is away; those who need the point person are sent to the deputy."""
    member = by.acting()
    if last_on < first_on:
        raise Invalid("These days do not fit together.", fields={"last_on": "The last day is before the first."})
    if (last_on - first_on).days > LONGEST_ABSENCE:
        raise Invalid("This is too long.", fields={"last_on": "At most a year at a time."})
    if last_on < clock.today(by.time_zone):
        raise Invalid("These days have passed.", fields={"last_on": "This day has passed."})
    absence = Absence(member=member, first_on=first_on, last_on=last_on)
    absence.save()
    _log_absence(by, "is away", absence)
    return absence


@transaction.atomic
def withdraw_absence(*, by: Viewer, absence: UUID) -> None:
    """Be there after all."""
    found = Absence.objects.filter(pk=absence, member=by.acting()).first()
    if found is None:
        raise NotFound
    _log_absence(by, "is there after all", found)
    found.delete()


def _log_absence(by: Viewer, verb: str, absence: Absence) -> None:
    first, last = absence.first_on.isoformat(), absence.last_on.isoformat()
    organisation = by.acting().organisation_id
    record(by=by, verb=f"{verb} {first} to {last}", subject=("member", absence.member_id),
           scope=("organisation", organisation))  # fmt: skip


@transaction.atomic
def raise_escalation(
    *,
    by: Viewer,
    campaign: Campaign,
    asked: UUID,
    title: str,
    words: str,
    impact: str,
    urgency: str,
    about_kind: str = About.CAMPAIGN,
    about_key: str = "",
    about_label: str = "",
    confidential: bool = False,
    named: Sequence[UUID] = (),
) -> Escalation:
    """Ask another participant to act. A confidential one is seen by whoever raises it and the named people alone."""
    member = by.writing()
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    side = _side(campaign, member, asked)
    people = _named(by, campaign, side, named) if confidential else []
    made = Escalation(
        campaign=campaign, number=_next_number(campaign), title=title, words=words, raised_by=member, asked=side,
        impact=impact, urgency=urgency, severity=engine.severity(impact, urgency), about_kind=about_kind,
        about_key=about_key, about_label=about_label, confidential=confidential,
    )  # fmt: skip
    made.answer_due_at = _due(made, clock.now(), _terms(made).answer)
    made.save()
    made.named.set(people)
    _enter(made, EntryKind.RAISED, by=member, words=words)
    _log(by, "raised escalation", made)
    return made


def _side(campaign: Campaign, member: Membership, asked: UUID) -> Organisation:
    side = next((one for one in organisations_of(campaign) if one.pk == asked), None)
    if side is None or side.pk == member.organisation_id:
        raise Invalid("Choose who has to act.", fields={"asked": "Choose another participant of the campaign."})
    return side


def _named(by: Viewer, campaign: Campaign, side: Organisation, named: Sequence[UUID]) -> list[Membership]:
    people = list(list_people(by, campaign).filter(pk__in=list(named)))
    if not any(person.organisation_id == side.pk for person in people):
        raise Invalid("Name who may see it.", fields={"named": f"Name at least one person of {side.name}."})
    return people


def _next_number(campaign: Campaign) -> int:
    return (campaign.escalations.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _terms(escalation: Escalation) -> Terms:
    return DEFAULT_TERMS[escalation.severity]


def _due(escalation: Escalation, since: datetime, minutes: int) -> datetime:
    return due(since, minutes, hours_of(escalation.asked))


def _enter(escalation: Escalation, kind: EntryKind, *, by: Membership | None = None, words: str = "") -> None:
    number = escalation.entries.count() + 1
    Entry(escalation=escalation, number=number, kind=kind, by=by, words=words, rung=escalation.rung).save()


def _log(by: Viewer, verb: str, escalation: Escalation) -> None:
    # The log of a campaign is read by every participant, so a confidential one is told there without its words.
    title = "" if escalation.confidential else f": {escalation.title}"
    log(by, f"{verb} E-{escalation.number}{title}", escalation.campaign, number=escalation.number)


def _locked(escalation: Escalation) -> Escalation:
    return Escalation.objects.select_for_update().select_related("asked", "raised_by", "campaign").get(pk=escalation.pk)


@transaction.atomic
def act_on(
    *, by: Viewer, escalation: Escalation, event: Event, words: str = "", root_cause: str = "", prevention: str = ""
) -> Escalation:
    """Acknowledge, start, update, resolve, confirm or reopen. The engine says what the state allows."""
    member = by.writing()
    held = _locked(escalation)
    _check_side(by, held, event)
    if event in NEEDS_WORDS and not words.strip():
        raise Invalid("Say what there is to say.", fields={"words": "Say what happened, in a sentence or two."})
    try:
        held.state = engine.after(State(held.state), event).value
    except Contradiction as error:
        raise NotReady(str(error)) from error
    _wind(held, event)
    if event is Event.RESOLVE:
        held.root_cause, held.prevention = root_cause, prevention
    held.save()
    _enter(held, SAID[event], by=member, words=words)
    _log(by, SAID[event].value, held)
    return held


def _check_side(by: Viewer, held: Escalation, event: Event) -> None:
    if event in BY_ASKED and by.organisation_id != held.asked_id:
        raise NotAllowed(f"{held.asked.name} has to act on this.")
    if event in BY_RAISER and by.organisation_id != held.raised_by.organisation_id:
        raise NotAllowed(f"{held.raised_by.organisation.name} raised this: only they can say whether it is settled.")


def _wind(held: Escalation, event: Event) -> None:
    """Set the clock for what comes next."""
    now, terms = clock.now(), _terms(held)
    held.answer_due_at = held.update_due_at = None
    if event is Event.REOPEN:
        held.answer_due_at, held.resolved_at = _due(held, now, terms.answer), None
        held.confirmed_at = held.settled_rung = None
    elif event in BY_ASKED and event is not Event.RESOLVE:
        held.acknowledged_at = held.acknowledged_at or now
        held.update_due_at = _due(held, now, terms.update)
    elif event is Event.RESOLVE:
        held.resolved_at, held.settled_rung = now, held.rung
    else:
        held.confirmed_at = now
    held.pause_asked_by, held.pause_reason, held.paused_at = None, "", None


@transaction.atomic
def ask_to_pause(*, by: Viewer, escalation: Escalation, reason: str) -> Escalation:
    """Ask the other side to stop the clock for a while; it runs on until they consent."""
    member = by.writing()
    held = _open_side(by, escalation)
    if held.paused_at or held.pause_asked_by_id:
        raise NotReady("A pause is asked for already." if not held.paused_at else "It is paused already.")
    if not reason.strip():
        raise Invalid("Say why.", fields={"words": "Say why the clock should stand still."})
    held.pause_asked_by, held.pause_reason = member.organisation, reason
    held.save()
    _enter(held, EntryKind.PAUSE_ASKED, by=member, words=reason)
    _log(by, "asked to pause", held)
    return held


@transaction.atomic
def consent_to_pause(*, by: Viewer, escalation: Escalation) -> Escalation:
    """Stop the clock, as the other side has asked."""
    member = by.writing()
    held = _open_side(by, escalation)
    if held.pause_asked_by_id is None or held.paused_at:
        raise NotReady("Nobody asks for a pause.")
    if held.pause_asked_by_id == by.organisation_id:
        raise NotAllowed("The other side consents to the pause that you asked for.")
    held.paused_at = clock.now()
    held.save()
    _enter(held, EntryKind.PAUSED, by=member, words=held.pause_reason)
    _log(by, "paused", held)
    return held


@transaction.atomic
def resume(*, by: Viewer, escalation: Escalation) -> Escalation:
    """Let the clock run again; what was left of the time is left still. Either side may, also before any consent."""
    member = by.writing()
    held = _open_side(by, escalation)
    if held.pause_asked_by_id is None:
        raise NotReady("It is not paused.")
    if held.paused_at:
        for name in ("answer_due_at", "update_due_at"):
            if (runs_out := getattr(held, name)) is not None:
                setattr(held, name, _after_pause(held, held.paused_at, runs_out))
    held.pause_asked_by, held.pause_reason, held.paused_at = None, "", None
    held.save()
    _enter(held, EntryKind.RESUMED, by=member)
    _log(by, "resumed", held)
    return held


def _after_pause(held: Escalation, paused_at: datetime, runs_out: datetime) -> datetime:
    """When the working time that was left at the pause has passed from now on; what was late stays as late as it was."""
    now = clock.now()
    if runs_out <= paused_at:
        return now - (paused_at - runs_out)
    left = worked(paused_at, runs_out, hours_of(held.asked))
    return _due(held, now, math.ceil(left / timedelta(minutes=1)))


def _open_side(by: Viewer, escalation: Escalation) -> Escalation:
    held = _locked(escalation)
    if by.organisation_id not in {held.asked_id, held.raised_by.organisation_id}:
        raise NotAllowed("Only the two sides of an escalation can pause it.")
    if not State(held.state).open:
        raise NotReady(f"What is {held.state} has no clock.")
    return held


@transaction.atomic
def step_up(escalation_id: UUID) -> int:
    """Take the steps that the clock has brought; nobody's act. Returns how many rungs it went up."""
    held = Escalation.objects.select_for_update().select_related("asked", "raised_by", "campaign").get(pk=escalation_id)
    if not State(held.state).open or held.paused_at:
        return 0
    running = Clock(held.rung, held.answer_due_at, held.update_due_at)
    found, now = engine.steps(running, _terms(held), clock.now(), lambda since, count, _rung: _due(held, since, count))
    for step in found:
        held.rung = step.rung
        words = f"No {step.missed} in time, so it went to: {Rung(step.rung).label}, on both sides."
        with clock.at(step.at):
            _enter(held, EntryKind.STEPPED_UP, words=words)
        _log(ANONYMOUS, f"stepped up to rung {step.rung}:", held)
    held.answer_due_at, held.update_due_at = now.answer_due, now.update_due
    held.save()
    return len(found)
