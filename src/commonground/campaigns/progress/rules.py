"""Who may say how far a deliverable is, and from where to where it goes."""

from uuid import UUID

from commonground.campaigns.roadmap.enums import ProgressState
from commonground.kit.errors import NotAllowed, NotReady
from commonground.people.models import Membership

BEFORE: dict[str, tuple[str, ...]] = {
    "start": (ProgressState.PLANNED, ProgressState.RETURNED),
    "deliver": (ProgressState.PLANNED, ProgressState.IN_PROGRESS, ProgressState.RETURNED),
    "take back": (ProgressState.DELIVERED,),
    "accept": (ProgressState.DELIVERED,),
    "return": (ProgressState.DELIVERED,),
}

PAST = {
    "start": "started", "deliver": "delivered", "take back": "taken back", "accept": "accepted", "return": "returned",
}  # fmt: skip


def may_deliver(member: Membership, home: UUID | None) -> bool:
    """Anybody of the organisation that hands it over."""
    return home is not None and member.organisation_id == home


def may_accept(member: Membership, reviewer: Membership | None, owner: Membership | None, home: UUID | None) -> bool:
    """The reviewer, or for a reviewer of another organisation anybody there; never the owner."""
    if reviewer is None or member == owner:
        return False
    return member == reviewer or (member.organisation_id == reviewer.organisation_id != home)


def refuse_deliverer(member: Membership, home: UUID | None, name: str) -> None:
    """Raise unless the member may deliver."""
    if home is None:
        raise NotReady("Say first whose this deliverable is.")
    if not may_deliver(member, home):
        raise NotAllowed(f"Only {name} says how far this is.")


def refuse_reviewer(
    member: Membership, reviewer: Membership | None, owner: Membership | None, home: UUID | None
) -> None:
    """Raise unless the member may accept or return."""
    if reviewer is None:
        raise NotReady("Nobody reviews this deliverable yet. Name a reviewer, then it can be accepted.")
    if not may_accept(member, reviewer, owner, home):
        raise NotAllowed(f"{reviewer.name} of {reviewer.organisation.name} accepts this.")


def refuse_order(act: str, state: str) -> None:
    """Raise when it is not there yet, or no longer."""
    if state not in BEFORE[act]:
        past = PAST[act]
        raise NotReady(f"It is {ProgressState(state).label.lower()}, and cannot be {past} now.")
