"""What people do with partnerships."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.kit.search.actions import index
from commonground.kit.seen import fingerprint
from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.models import Partnership, Party
from commonground.partnerships.partnership.queries import get_party, list_addable
from commonground.partnerships.partnership.rules import may_answer
from commonground.partnerships.partnership.signals import parties_changed
from commonground.people.activity.actions import record
from commonground.people.models import Organisation
from commonground.people.viewer.models import Viewer


def _log(by: Viewer, verb: str, partnership: Partnership, **detail: Any) -> None:
    record(by=by, verb=verb, subject=("partnership", partnership.id), **detail)


def _ask(by: Viewer, partnership: Partnership, organisation: Organisation) -> Party:
    state = PartyState.INVITED if organisation.has_joined else PartyState.TOLD
    party, made = Party.objects.get_or_create(
        partnership=partnership,
        organisation=organisation,
        defaults={"state": state, "added_by": by.acting().organisation, "position": partnership.parties.count()},
    )
    if not made and party.state in {PartyState.LEFT, PartyState.DECLINED}:
        party.state, party.added_by, party.reason = state, by.acting().organisation, ""
        party.save()
    return party


@transaction.atomic
def propose_partnership(*, by: Viewer, name: str, purpose: str = "", organisations: Iterable[UUID] = ()) -> Partnership:
    """Propose to work together; each organisation asked accepts or declines for itself."""
    member = by.writing()
    asked = list(list_addable(by).filter(pk__in=list(organisations)))
    partnership = Partnership(name=name, purpose=purpose, proposed_by=member.organisation)
    partnership.save()
    Party.objects.create(
        partnership=partnership, organisation=member.organisation, state=PartyState.ACCEPTED,
        added_by=member.organisation, decided_by=member, decided_at=clock.now(),
    )  # fmt: skip
    for organisation in asked:
        _ask(by, partnership, organisation)
    index(kind="partnership", object_id=partnership.id, title=partnership.name, body=partnership.purpose)
    _log(by, "proposed the partnership", partnership)
    return partnership


@transaction.atomic
def edit_partnership(
    *, by: Viewer, partnership: Partnership, name: str, purpose: str, seen: str | None = None
) -> Partnership:
    """Change its name or purpose. `seen` is the mark (`seen_of`) of what was looked at."""
    by.writing()
    _require_accepted(by, partnership)
    current = Partnership.objects.select_for_update().get(pk=partnership.pk)
    if seen and seen != seen_of(current):
        raise Conflict(
            f"Your changes are not saved. Somebody has changed this partnership meanwhile: “{current.name}”, purpose"
            f" “{current.purpose}”. Save again to put yours in its place."
        )
    current.name, current.purpose = name, purpose
    current.save()
    index(kind="partnership", object_id=current.id, title=current.name, body=current.purpose)
    _log(by, "changed name or purpose", current)
    return current


def seen_of(partnership: Partnership) -> str:
    """The mark of a partnership's name and purpose."""
    return fingerprint({"name": partnership.name, "purpose": partnership.purpose})


def _require_accepted(by: Viewer, partnership: Partnership) -> Party:
    party = get_party(by, partnership)
    if party.state != PartyState.ACCEPTED:
        raise NotReady(f"{by.organisation_name} has not accepted this partnership yet.")
    return party


@transaction.atomic
def add_party(*, by: Viewer, partnership: Partnership, organisation: UUID) -> Party:
    """Ask a further organisation in. Any that takes part may."""
    by.writing()
    _require_accepted(by, partnership)
    asked = list_addable(by, partnership).filter(pk=organisation).first()
    if asked is None:
        raise Invalid("Choose an organisation.", fields={"organisation": "Choose an organisation from the list."})
    party = _ask(by, partnership, asked)
    _log(by, f"asked {asked.name} to join", partnership, organisation=str(asked.id))
    return party


def _asked(by: Viewer, partnership: Partnership, otherwise: str) -> Party:
    """One's own place while it waits for an answer; locked, so that nobody takes the question back meanwhile."""
    party = Party.objects.select_for_update().get(pk=get_party(by, partnership).pk)
    if not may_answer(party.state):
        raise NotReady(otherwise)
    return party


def _decide(by: Viewer, partnership: Partnership, state: PartyState, reason: str = "") -> Party:
    party = Party.objects.select_for_update().get(pk=get_party(by, partnership).pk)
    party.state, party.decided_by, party.decided_at, party.reason = state, by.acting(), clock.now(), reason
    party.save()
    parties_changed.send(Partnership, by=by, partnership=partnership)
    return party


@transaction.atomic
def accept_partnership(*, by: Viewer, partnership: Partnership) -> Party:
    """Take part, as a manager or executive of the organisation asked."""
    by.signing()
    _asked(by, partnership, "There is nothing to accept.")
    party = _decide(by, partnership, PartyState.ACCEPTED)
    _log(by, "accepted the partnership", partnership)
    return party


@transaction.atomic
def decline_partnership(*, by: Viewer, partnership: Partnership, reason: str = "") -> Party:
    """Say no, with a reason if one likes."""
    by.signing()
    _asked(by, partnership, "There is nothing to decline.")
    party = _decide(by, partnership, PartyState.DECLINED, reason)
    _log(by, "declined the partnership", partnership)
    return party


@transaction.atomic
def leave_partnership(*, by: Viewer, partnership: Partnership) -> Party:
    """Leave. What is shared stops being shared at once; names in its plans become vacancies."""
    by.signing()
    _require_accepted(by, partnership)
    party = _decide(by, partnership, PartyState.LEFT)
    _log(by, "left the partnership", partnership)
    return party


@transaction.atomic
def withdraw_party(*, by: Viewer, partnership: Partnership, party: Party) -> None:
    """Take back an organisation that one's own added and that has not answered."""
    by.writing()
    _require_accepted(by, partnership)
    held = Party.objects.select_for_update().get(pk=party.pk)
    if held.added_by_id != by.organisation_id or held.state == PartyState.ACCEPTED:
        raise NotAllowed("Only the organisation that asked can take back a question, and only before the answer.")
    held.state = PartyState.LEFT
    held.save()
    parties_changed.send(Partnership, by=by, partnership=partnership)
    _log(by, f"took back the question to {party.organisation.name}", partnership)


@transaction.atomic
def accept_as_claimed(*, by: Viewer, organisation: Organisation) -> int:
    """Take part in all that a just claimed organisation was named in; returns in how many. Claiming says so beforehand."""
    told = Party.objects.filter(organisation=organisation, state=PartyState.TOLD)
    for party in told.select_related("partnership"):
        _decide(by, party.partnership, PartyState.ACCEPTED)
        _log(by, "accepted the partnership on claiming", party.partnership)
    return len(told)
