"""After a meeting: the recap, and what each organisation has understood."""

from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.queries import organisations_of
from commonground.campaigns.kickoff.actions import locked, log_meeting
from commonground.campaigns.kickoff.enums import MeetingState, UnderstandingState
from commonground.campaigns.kickoff.models import Invitee, Meeting, Understanding
from commonground.campaigns.kickoff.queries import get_understanding, own_understanding
from commonground.campaigns.kickoff.sending import tell_recap
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.kit.seen import fingerprint
from commonground.people.viewer.models import Viewer


@transaction.atomic
def write_recap(*, by: Viewer, meeting: Meeting, recap: str, seen_revision: int | None = None) -> Meeting:
    """Write what was said, to everybody who was asked, present or not; each organisation says what it understood.

    Written again, those who had confirmed are asked anew. An objection stays until it is answered.
    """
    member = by.writing()
    held = locked(by, meeting, MeetingState.HELD, otherwise="Write down who was there first.")
    if seen_revision is not None and seen_revision != held.revision:
        raise Conflict(
            "Your recap is not saved: somebody else has changed this meeting since you opened it. Save again."
        )
    if not recap.strip():
        raise Invalid("The recap is empty.", fields={"recap": "Write what was agreed, and what is open."})
    again = held.recapped_at is not None
    held.recap, held.recapped_at, held.recapped_by = recap, clock.now(), member
    held.revision += 1
    held.save()
    _ask_all(by, held)
    for pk in Invitee.objects.filter(meeting=held, uninvited_at=None).values_list("pk", flat=True):
        tell_recap.enqueue(str(pk))
    log_meeting(by, f"{'rewrote' if again else 'wrote'} the recap of “{held.title}”", held)
    return held


def _ask_all(by: Viewer, meeting: Meeting) -> None:
    known = {one.organisation_id: one for one in meeting.understandings.all()}
    for organisation in organisations_of(meeting.campaign):
        one = known.get(organisation.pk) or Understanding(meeting=meeting, organisation=organisation)
        if one.state in {UnderstandingState.OBJECTS, UnderstandingState.ANSWERED}:
            continue
        # Whoever wrote it has understood it.
        own = organisation.pk == by.organisation_id
        one.state = UnderstandingState.CONFIRMED if own else UnderstandingState.WAITING
        one.said_by, one.said_at = (by.membership, clock.now()) if own else (None, None)
        one.save()


def _own(by: Viewer, meeting: Meeting) -> Understanding:
    held = locked(by, meeting, MeetingState.HELD, otherwise="There is no recap yet.")
    if held.recapped_at is None:
        raise NotReady("There is no recap yet.")
    own = own_understanding(by, held)
    if own is None:
        own = Understanding(meeting=held, organisation=by.acting().organisation)
    return own


def _check_seen(meeting: Meeting, seen_revision: int | None) -> None:
    if seen_revision is not None and seen_revision != meeting.revision:
        raise Conflict("The recap has been changed since you opened it. Read it again, then answer.")


@transaction.atomic
def confirm_understanding(*, by: Viewer, meeting: Meeting, seen_revision: int | None = None) -> Understanding:
    """Say for one's organisation: this is what we understood. An objection of one's own ends with it."""
    own = _own(by, meeting)
    _check_seen(own.meeting, seen_revision)
    if own.state == UnderstandingState.CONFIRMED:
        raise NotReady(f"{by.organisation_name} has confirmed this already.")
    own.state, own.said_by, own.said_at = UnderstandingState.CONFIRMED, by.acting(), clock.now()
    own.save()
    log_meeting(by, f"confirmed the recap of “{own.meeting.title}”", meeting)
    return own


@transaction.atomic
def object_to_recap(*, by: Viewer, meeting: Meeting, words: str, seen_revision: int | None = None) -> Understanding:
    """Say for one's organisation what was understood otherwise. It stays open until somebody answers."""
    own = _own(by, meeting)
    _check_seen(own.meeting, seen_revision)
    if not words.strip():
        raise Invalid("Say what you understood.", fields={"words": "Say what you understood otherwise."})
    own.state, own.words, own.said_by, own.said_at = UnderstandingState.OBJECTS, words, by.acting(), clock.now()
    own.answer, own.answered_by, own.answered_at = "", None, None
    own.save()
    log_meeting(by, f"objected to the recap of “{own.meeting.title}”", meeting, words=words)
    return own


def seen_of(understanding: Understanding) -> str:
    """The mark of an objection and its answer as they were shown."""
    return fingerprint({name: getattr(understanding, name) for name in ("state", "words", "answer")})


@transaction.atomic
def answer_objection(
    *, by: Viewer, meeting: Meeting, understanding: UUID, answer: str, seen: str = ""
) -> Understanding:
    """Answer what another organisation objects to; it then confirms, or objects again.

    `seen` is the mark (`seen_of`) of the objection that was read; Conflict when it or its answer has changed since.
    """
    locked(by, meeting, MeetingState.HELD)
    found = get_understanding(by, meeting, understanding)
    if found.organisation_id == by.organisation_id:
        raise NotAllowed("Another organisation answers your objection. You can confirm the recap instead.")
    if found.state not in {UnderstandingState.OBJECTS, UnderstandingState.ANSWERED}:
        raise NotReady(f"{found.organisation.name} has no objection open.")
    if seen and seen != seen_of(found):
        answered = f" {found.answered_by.name} has answered: “{found.answer}”." if found.answered_by else ""
        raise Conflict(
            f"Your answer is not saved: {found.organisation.name} now says “{found.words}”.{answered} Save again to put"
            " yours in its place."
        )
    if not answer.strip():
        raise Invalid("The answer is empty.", fields={"answer": "Say what holds now."})
    found.state, found.answer = UnderstandingState.ANSWERED, answer
    found.answered_by, found.answered_at = by.acting(), clock.now()
    found.save()
    log_meeting(by, f"answered the objection of {found.organisation.name}", meeting, answer=answer)
    return found
