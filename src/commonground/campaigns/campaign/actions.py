"""What people do with campaigns."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.models import Campaign, Participant, Pin
from commonground.campaigns.campaign.queries import get_campaign, list_addable_participants, list_people
from commonground.campaigns.campaign.rules import check_dates
from commonground.campaigns.campaign.signals import participants_changed
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed
from commonground.kit.search.actions import index
from commonground.kit.words import shortened
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership.queries import list_joined_partnerships
from commonground.people.activity.actions import record
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer

FACTS = ("name", "goal", "flight_start", "flight_end", "launch_on", "review_weeks")


def log(by: Viewer, verb: str, campaign: Campaign, **detail: Any) -> None:
    """Put what somebody did on the campaign's log."""
    record(by=by, verb=verb, subject=("campaign", campaign.id), **detail)


def lock_campaign(campaign: Campaign) -> None:
    """Make who else adds to the campaign wait for this transaction, so that two do not add the same at once."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)


def _index(campaign: Campaign) -> None:
    index(kind="campaign", object_id=campaign.id, title=campaign.name, body=campaign.goal)


@transaction.atomic
def start_campaign(
    *,
    by: Viewer,
    partnership: Partnership,
    name: str,
    goal: str = "",
    flight_start: date | None = None,
    flight_end: date | None = None,
    launch_on: date | None = None,
    participants: Sequence[UUID] = (),
) -> Campaign:
    """Start a campaign in a partnership that one's organisation takes part in."""
    member = by.writing()
    if not list_joined_partnerships(by).filter(pk=partnership.pk).exists():
        raise NotAllowed(f"{member.organisation.name} does not take part in this partnership.")
    check_dates(flight_start, flight_end, launch_on)
    campaign = Campaign(
        partnership=partnership, name=name, goal=goal, flight_start=flight_start, flight_end=flight_end,
        launch_on=launch_on, started_by=member.organisation,
    )  # fmt: skip
    campaign.save()
    others = {o.pk: o for o in list_addable_participants(by, campaign).filter(pk__in=list(participants))}
    asked = [others[pk] for pk in participants if pk in others and pk != member.organisation_id]
    for position, organisation in enumerate([member.organisation, *asked]):
        Participant.objects.create(
            campaign=campaign, organisation=organisation, added_by=member.organisation, position=position
        )
    _index(campaign)
    log(by, "started the campaign", campaign)
    return campaign


@transaction.atomic
def edit_campaign(*, by: Viewer, campaign: Campaign, seen_revision: int | None = None, **facts: Any) -> Campaign:
    """Change facts of the campaign (any of FACTS).

    `seen_revision` is that of the form; Conflict when somebody else has saved since.
    """
    by.writing()
    current = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if seen_revision is not None and seen_revision != current.revision:
        raise Conflict(
            "Your changes are not saved: somebody else has changed this campaign since you opened it. It now says:"
            f" “{current.name}”, goal “{current.goal}”, launch {current.launch_on or 'not set'}. Save again to put yours in"
            " its place."
        )
    changed = {name: value for name, value in facts.items() if name in FACTS and getattr(current, name) != value}
    for name, value in changed.items():
        setattr(current, name, value)
    check_dates(current.flight_start, current.flight_end, current.launch_on)
    if not 1 <= current.review_weeks <= 52:
        raise Invalid("Some of this cannot be saved.", fields={"review_weeks": "Between 1 and 52 weeks."})
    if changed:
        current.revision += 1
        current.save()
        _index(current)
        log(by, "changed " + ", ".join(sorted(changed)).replace("_", " "), current)
    return current


@transaction.atomic
def add_participant(*, by: Viewer, campaign: Campaign, organisation: UUID, does: str = "") -> Participant:
    """Let a party of the partnership take part."""
    member = by.writing()
    added = list_addable_participants(by, campaign).filter(pk=organisation).first()
    if added is None:
        raise Invalid("Choose an organisation.", fields={"organisation": "Choose an organisation from the list."})
    participant, _ = Participant.objects.update_or_create(
        campaign=campaign,
        organisation=added,
        defaults={"does": does, "added_by": member.organisation, "left_at": None},
        create_defaults={"does": does, "added_by": member.organisation, "position": campaign.participants.count()},
    )
    log(by, f"added {added.name}", campaign, organisation=str(added.id))
    participants_changed.send(Campaign, by=by, campaign=campaign)
    return participant


@transaction.atomic
def describe_participant(*, by: Viewer, campaign: Campaign, participant: Participant, does: str) -> Participant:
    """Say what an organisation does here: its own word, or for one that has not joined yet, anybody's."""
    by.writing()
    if participant.organisation_id != by.organisation_id and participant.organisation.has_joined:
        raise NotAllowed(f"{participant.organisation.name} says for itself what it does here.")
    participant.does = does
    # Whether they still take part is for `remove_participant` to write.
    participant.save(update_fields=["does"])
    log(by, f"said what {participant.organisation.name} does here", campaign)
    return participant


def may_remove(by: Viewer, participant: Participant) -> None:
    """Refuse who may not take an organisation out: one that has joined leaves by itself, by who signs for it."""
    if not participant.organisation.has_joined:
        by.writing()
    elif participant.organisation_id != by.organisation_id:
        raise NotAllowed(f"Only {participant.organisation.name} can take itself out of the campaign.")
    else:
        by.signing()


@transaction.atomic
def remove_participant(*, by: Viewer, campaign: Campaign, participant: Participant) -> None:
    """Leave, as a manager or executive; or take out one that has not joined yet."""
    may_remove(by, participant)
    participant.left_at = clock.now()
    participant.save(update_fields=["left_at"])
    log(by, f"took {participant.organisation.name} out", campaign, organisation=str(participant.organisation_id))
    participants_changed.send(Campaign, by=by, campaign=campaign)


def _person_of(by: Viewer, campaign: Campaign, identity: UUID | None, field: str) -> Membership | None:
    if identity is None:
        return None
    found = list_people(by, campaign).filter(pk=identity).first()
    if found is None:
        raise Invalid("Choose a person.", fields={field: "Choose somebody of a participant."})
    return found


@transaction.atomic
def name_point_person(
    *,
    by: Viewer,
    campaign: Campaign,
    point_person: UUID | None,
    deputy: UUID | None,
    ask_about: str | None = None,
    answers_when: str | None = None,
    seen_revision: int | None = None,
) -> Campaign:
    """Say who keeps every party talking, who stands in, what to ask them and when they answer (None: as it stands).

    `seen_revision` as in `edit_campaign`.
    """
    by.writing()
    if point_person is not None and point_person == deputy:
        raise Invalid("Choose two people.", fields={"deputy": "The deputy is somebody else than the point person."})
    current = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if seen_revision is not None and seen_revision != current.revision:
        raise Conflict(_other_point_person(current))
    current.point_person = _person_of(by, campaign, point_person, "point_person")
    current.deputy = _person_of(by, campaign, deputy, "deputy")
    current.ask_about = current.ask_about if ask_about is None else ask_about
    current.answers_when = current.answers_when if answers_when is None else answers_when
    current.revision += 1
    current.save()
    log(by, f"named {_name(current.point_person)} point person", current)
    return current


def _other_point_person(current: Campaign) -> str:
    about = f" It says to ask about “{shortened(current.ask_about)}”." if current.ask_about else ""
    when = f" They answer “{current.answers_when}”." if current.answers_when else ""
    return (
        "Your changes are not saved: somebody else has changed this campaign since you opened it. The point person is"
        f" now {_name(current.point_person)}, the deputy {_name(current.deputy)}.{about}{when} Save again to put yours in"
        " their place."
    )


def _name(member: Membership | None) -> str:
    return member.name if member else "nobody"


@transaction.atomic
def pin_campaign(*, by: Viewer, campaign: Campaign, pinned: bool) -> None:
    """Keep a campaign at hand in one's own sidebar, or no longer."""
    mine = Pin.objects.filter(membership=by.acting(), campaign=get_campaign(by, campaign.pk))
    if not pinned:
        mine.delete()
    elif not mine.exists():
        Pin.objects.create(membership=by.acting(), campaign=campaign)
    by.memo.pop("pins", None)
