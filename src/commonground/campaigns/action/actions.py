"""What people do with actions."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.campaigns.action.enums import ActionState, Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.action.queries import is_changeable, list_actions, list_possible_owners
from commonground.campaigns.campaign.models import Campaign
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.kit.search.actions import index
from commonground.people.activity.actions import record
from commonground.people.models import Membership
from commonground.people.viewer.models import Viewer

FACTS = ("title", "words", "due_on")


@transaction.atomic
def note_action(
    *,
    by: Viewer,
    title: str,
    campaign: Campaign | None = None,
    owner: UUID | None = None,
    due_on: date | None = None,
    words: str = "",
    source: str = Source.OWN,
    source_key: str = "",
    source_label: str = "",
) -> Action:
    """Note something to do, with or without an owner and a date; in a campaign every participant sees it."""
    member = by.writing()
    action = Action(
        home=member.organisation, campaign=campaign, title=title, words=words, due_on=due_on, source=source,
        source_key=source_key, source_label=source_label, noted_by=member, owner=_owner(by, campaign, owner),
    )  # fmt: skip
    action.save()
    _index(action)
    _log(by, "noted an action", action)
    return action


def _owner(by: Viewer, campaign: Campaign | None, owner: UUID | None) -> Membership | None:
    if owner is None:
        return None
    found = list_possible_owners(by, campaign).filter(pk=owner).first()
    if found is None:
        raise Invalid("Choose a person.", fields={"owner": "Choose somebody who takes part."})
    return found


def _index(action: Action) -> None:
    index(kind="action", object_id=action.pk, title=action.title, body=action.words)


def _log(by: Viewer, verb: str, action: Action) -> None:
    scope = ("campaign", action.campaign_id) if action.campaign_id else ("organisation", action.home_id)
    record(by=by, verb=f"{verb}: {action.title}", subject=("action", action.pk), scope=scope)


def _locked(by: Viewer, action: Action) -> Action:
    by.writing()
    held = list_actions(by).select_for_update(of=("self",)).get(pk=action.pk)
    if not is_changeable(by, held):
        raise NotAllowed("Who noted this and who owns it may change it.")
    return held


def _open(by: Viewer, action: Action) -> Action:
    held = _locked(by, action)
    if held.state != ActionState.OPEN:
        raise NotReady("This is over. Open it again first.")
    return held


def _save(held: Action) -> None:
    held.revision += 1
    held.save()
    _index(held)


@transaction.atomic
def change_action(*, by: Viewer, action: Action, seen_revision: int | None = None, **facts: Any) -> Action:
    """Change title, words or day, or give an action that nobody owns, or whose owner has left, to somebody.

    `seen_revision` is that of the form; Conflict when somebody else has saved since.
    """
    held = _open(by, action)
    if seen_revision is not None and seen_revision != held.revision:
        day = held.due_on.isoformat() if held.due_on else "no day"
        raise Conflict(
            f"Your changes are not saved: somebody else has changed this meanwhile. It now says: “{held.title}”, {day}."
            " Save again to put yours in its place."
        )
    owner = facts.pop("owner", None)
    if owner is not None and owner != held.owner_id:
        if held.owner is not None and not held.owner.has_left:
            raise NotAllowed("It has an owner, who can hand it over.")
        held.owner = _owner(by, held.campaign, owner)
    for name in FACTS:
        if name in facts:
            setattr(held, name, facts[name])
    _save(held)
    _log(by, "changed an action", held)
    return held


@transaction.atomic
def offer_action(*, by: Viewer, action: Action, to: UUID) -> Action:
    """Ask somebody to take it over. It stays the owner's until they accept."""
    held = _open(by, action)
    to_whom = _owner(by, held.campaign, to)
    if to_whom is None or to_whom.pk == held.owner_id:
        raise Invalid("Choose a person.", fields={"to": "Choose somebody else than its owner."})
    held.offered_to, held.offered_at = to_whom, clock.now()
    _save(held)
    _log(by, f"offered to {to_whom.name} an action", held)
    return held


@transaction.atomic
def answer_offer(*, by: Viewer, action: Action, accept: bool) -> Action:
    """Take an offered action over, or leave it with its owner."""
    member = by.writing()
    held = list_actions(by).select_for_update(of=("self",)).get(pk=action.pk)
    if held.offered_to_id != member.pk or held.state != ActionState.OPEN:
        raise NotReady("It is not offered to you.")
    if accept:
        held.owner = member
    held.offered_to = held.offered_at = None
    _save(held)
    _log(by, "took over an action" if accept else "left with its owner an action", held)
    return held


@transaction.atomic
def end_action(*, by: Viewer, action: Action, state: str) -> Action:
    """Done, or let go."""
    held = _open(by, action)
    if state not in {ActionState.DONE, ActionState.DROPPED}:
        raise Invalid("An action ends as done or let go.")
    held.state, held.ended_at, held.ended_by = state, clock.now(), by.acting()
    held.offered_to = held.offered_at = None
    _save(held)
    _log(by, "did" if state == ActionState.DONE else "let go of", held)
    return held


@transaction.atomic
def reopen_action(*, by: Viewer, action: Action) -> Action:
    """It is not over after all."""
    held = _locked(by, action)
    if held.state == ActionState.OPEN:
        raise NotReady("This is open.")
    held.state, held.ended_at, held.ended_by = ActionState.OPEN, None, None
    _save(held)
    _log(by, "opened again an action", held)
    return held
