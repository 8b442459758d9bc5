"""What comes out of a meeting: decisions, words, actions."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from commonground.campaigns.action.actions import note_action
from commonground.campaigns.action.enums import Source
from commonground.campaigns.action.models import Action
from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.kickoff.actions import locked, members_of
from commonground.campaigns.kickoff.enums import MeetingState
from commonground.campaigns.kickoff.models import Decision, Meeting, Term
from commonground.campaigns.kickoff.queries import find_term, list_decisions
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotReady
from commonground.kit.search.actions import index
from commonground.kit.seen import fingerprint
from commonground.kit.words import clean_words
from commonground.people.viewer.models import Viewer

ALIASES_LIMIT, ALIAS_LENGTH = 20, 120


@transaction.atomic
def note_decision(
    *,
    by: Viewer,
    campaign: Campaign,
    text: str,
    decided_by: Sequence[UUID],
    consulted: Sequence[UUID] = (),
    decided_on: date | None = None,
    meeting: Meeting | None = None,
    supersedes: UUID | None = None,
) -> Decision:
    """Write down what was decided: the next number of the campaign, who decided, who was asked before, what it replaces."""
    member = by.writing()
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    deciders = members_of(by, campaign, decided_by, "decided_by")
    if not deciders:
        raise Invalid("Nobody has decided this.", fields={"decided_by": "Say who decided."})
    asked = members_of(by, campaign, consulted, "consulted")
    decision = Decision(
        campaign=campaign, meeting=meeting, number=_next_number(campaign), text=text, recorded_by=member,
        decided_on=decided_on or clock.today(by.time_zone), supersedes=_replaced(by, campaign, supersedes),
    )  # fmt: skip
    decision.save()
    decision.decided_by.set(deciders)
    decision.consulted.set([one for one in asked if one not in deciders])
    index(
        kind="decision", object_id=decision.pk, title=f"Decision {decision.number}: {decision.text}", body=campaign.name
    )
    log(by, f"noted decision {decision.number}", campaign, decision=str(decision.pk), text=decision.text)
    return decision


def _next_number(campaign: Campaign) -> int:
    return (Decision.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0) + 1


def _replaced(by: Viewer, campaign: Campaign, identity: UUID | None) -> Decision | None:
    if identity is None:
        return None
    found = list_decisions(by, campaign).filter(pk=identity).first()
    if found is None:
        raise Invalid("Choose a decision.", fields={"supersedes": "Choose a decision from the list."})
    if Decision.objects.filter(supersedes=found).exists():
        raise Invalid("Choose another one.", fields={"supersedes": f"Decision {found.number} was replaced before."})
    return found


@transaction.atomic
def note_meeting_action(
    *, by: Viewer, meeting: Meeting, title: str, owner: UUID | None = None, due_on: date | None = None
) -> Action:
    """Write down something to do that came up in a meeting."""
    held = locked(by, meeting, MeetingState.PLANNED, MeetingState.HELD)
    return note_action(
        by=by, campaign=meeting.campaign, title=title, owner=owner, due_on=due_on, source=Source.MEETING,
        source_key=str(held.pk), source_label=held.title,
    )  # fmt: skip


def seen_of(term: Term) -> str:
    """The mark of a term as it was shown."""
    return fingerprint({"term": term.term, "meaning": term.meaning, "aliases": term.aliases})


@transaction.atomic
def propose_term(*, by: Viewer, campaign: Campaign, term: str, meaning: str, aliases: Sequence[str] = ()) -> Term:
    """Put a word and what all mean by it into the shared vocabulary. One's own organisation agrees with it."""
    member = by.writing()
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    made = Term(campaign=campaign, term=term, meaning=meaning, aliases=_aliases(aliases), proposed_by=member)
    _refuse_twice(made)
    made.save()
    made.agreed_by.set([member.organisation])
    _index(made)
    log(by, f"proposed the term “{made.term}”", campaign, term=str(made.pk))
    return made


@transaction.atomic
def change_term(*, by: Viewer, term: Term, meaning: str, aliases: Sequence[str] = (), seen: str = "") -> Term:
    """Say better what a word means. What others agreed to was something else, so they are asked again."""
    member = by.writing()
    held = Term.objects.select_for_update().get(pk=term.pk)
    if seen and seen != seen_of(held):
        raise Conflict(
            f"Your changes are not saved: “{held.term}” now means “{held.meaning}”. Save again to put yours in its place."
        )
    before = seen_of(held)
    held.meaning, held.aliases = meaning, _aliases(aliases)
    held.save()
    if seen_of(held) != before:
        held.agreed_by.set([member.organisation])
        _index(held)
        log(by, f"changed the term “{held.term}”", held.campaign, term=str(held.pk))
    return held


@transaction.atomic
def agree_term(*, by: Viewer, term: Term, seen: str = "") -> Term:
    """Agree for one's organisation that this is what a word means. `seen` is the mark of what was looked at."""
    member = by.writing()
    # Locked, so that nobody gives it another meaning between the reading and the word.
    Term.objects.select_for_update().get(pk=term.pk)
    held = find_term(by, term.pk)
    if seen and seen != seen_of(held):
        raise Conflict(f"“{held.term}” now means something else. Read it again, then agree.")
    if member.organisation in held.agreed_by.all():
        raise NotReady(f"{by.organisation_name} has agreed to “{held.term}” already.")
    held.agreed_by.add(member.organisation)
    log(by, f"agreed to the term “{held.term}”", held.campaign, term=str(held.pk))
    return held


def _aliases(given: Sequence[str]) -> list[str]:
    found = dict.fromkeys(words for one in given if (words := clean_words(one, limit=ALIAS_LENGTH)))
    if len(found) > ALIASES_LIMIT:
        raise Invalid("Too many.", fields={"aliases": f"At most {ALIASES_LIMIT}."})
    return list(found)


def _refuse_twice(term: Term) -> None:
    words = clean_words(term.term, limit=120)
    if Term.objects.filter(campaign=term.campaign, term__iexact=words).exists():
        raise Invalid("This term is there.", fields={"term": f"“{words}” is in the vocabulary already."})


def _index(term: Term) -> None:
    body = "\n".join([term.meaning, *term.aliases])
    index(kind="term", object_id=term.pk, title=term.term, body=body)
