"""What people do with an agenda, and with what has to be there before the kick-off."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.kickoff.actions import locked, log_meeting, members_of
from commonground.campaigns.kickoff.enums import MeetingState, PreparationKind
from commonground.campaigns.kickoff.models import AgendaItem, Meeting, Preparation
from commonground.campaigns.kickoff.queries import get_item, get_preparation
from commonground.campaigns.kickoff.rules import check_minutes
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotFound
from commonground.kit.seen import fingerprint
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer

ITEMS_LIMIT = 100
WRITABLE = (MeetingState.PLANNED, MeetingState.HELD)
FACTS = ("title", "owner_id", "minutes", "reading", "notes")


def seen_of(item: AgendaItem) -> str:
    """The mark of an item as it was shown."""
    return fingerprint({name: getattr(item, name) for name in FACTS})


def _owner(by: Viewer, campaign: Campaign, identity: UUID | None) -> Membership | None:
    return members_of(by, campaign, [identity], "owner")[0] if identity else None


@transaction.atomic
def add_item(
    *, by: Viewer, meeting: Meeting, title: str, owner: UUID | None = None, minutes: int = 10, reading: str = ""
) -> AgendaItem:
    """Add an item at the end of the agenda."""
    held = locked(by, meeting, *WRITABLE)
    count = held.agenda.count()
    if count >= ITEMS_LIMIT:
        raise Invalid(f"At most {ITEMS_LIMIT} items.")
    item = AgendaItem(
        meeting=held, position=count, title=title, owner=_owner(by, meeting.campaign, owner),
        minutes=check_minutes(minutes), reading=reading,
    )  # fmt: skip
    item.save()
    log_meeting(by, f"added “{item.title}” to the agenda of “{held.title}”", held)
    return item


@transaction.atomic
def edit_item(*, by: Viewer, meeting: Meeting, item: UUID, seen: str = "", **facts: Any) -> AgendaItem:
    """Change an item's title, owner, minutes, reading or notes. `seen` is the mark of what was looked at."""
    held = locked(by, meeting, *WRITABLE)
    found = get_item(by, held, item)
    if seen and seen != seen_of(found):
        raise Conflict(
            "Your changes are not saved: somebody else has changed this item since you opened it. It now says"
            f" “{found.title}”. Save again to put yours in its place."
        )
    if "owner" in facts:
        found.owner = _owner(by, meeting.campaign, facts["owner"])
    for name in ("title", "reading", "notes"):
        setattr(found, name, facts.get(name, getattr(found, name)))
    found.minutes = check_minutes(facts.get("minutes", found.minutes))
    found.save()
    log_meeting(by, f"changed “{found.title}” on the agenda of “{held.title}”", held)
    return found


@transaction.atomic
def move_item(*, by: Viewer, meeting: Meeting, item: UUID, by_places: int) -> AgendaItem:
    """Move an item up (negative) or down."""
    held = locked(by, meeting, *WRITABLE)
    found = get_item(by, held, item)
    rest = [one for one in held.agenda.all() if one.pk != found.pk]
    place = max(0, min(len(rest), found.position + by_places))
    _renumber([*rest[:place], found, *rest[place:]])
    log_meeting(by, f"moved “{found.title}” on the agenda of “{held.title}”", held)
    return found


@transaction.atomic
def remove_item(*, by: Viewer, meeting: Meeting, item: UUID) -> None:
    """Take an item off the agenda."""
    held = locked(by, meeting, *WRITABLE)
    found = get_item(by, held, item)
    found.delete()
    _renumber(list(held.agenda.all()))
    log_meeting(by, f"took “{found.title}” off the agenda of “{held.title}”", held)


def _renumber(items: list[AgendaItem]) -> None:
    for position, item in enumerate(items):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


def seen_preparation(one: Preparation) -> str:
    """The mark of a preparation as it was shown."""
    return fingerprint({name: getattr(one, name) for name in ("owner_id", "due_on", "result", "done_at")})


@transaction.atomic
def prepare(
    *, by: Viewer, campaign: Campaign, kind: str, owner: UUID | None = None, due_on: date | None = None,
    result: str = "", done: bool = False, seen: str = "",
) -> Preparation:  # fmt: skip
    """Say who prepares something by when, where it is, and whether it is done. `seen` is the mark of what was looked at."""
    member = by.writing()
    if kind not in PreparationKind.values:
        raise NotFound
    Preparation.objects.select_for_update().get(pk=get_preparation(by, campaign, kind).pk)
    one = get_preparation(by, campaign, kind)
    if seen and seen != seen_preparation(one):
        whose, there = one.owner.name if one.owner else "nobody", "there" if one.done_at else "not there yet"
        raise Conflict(
            f"Your changes are not saved: somebody else has changed this meanwhile. Owner {whose}, {there}:"
            f" “{one.result}”. Save again to put yours in its place."
        )
    if done and not result.strip():
        raise Invalid("Say where it is.", fields={"result": "Say where it is, or what was fixed."})
    one.owner, one.due_on, one.result = _owner(by, campaign, owner), due_on, result
    if done != bool(one.done_at):
        one.done_at, one.done_by = (clock.now(), member) if done else (None, None)
    one.save()
    words = str(PreparationKind(kind).label).lower()
    log(by, f"{'prepared' if done else 'planned'}: {words}", campaign, preparation=kind)
    return one
