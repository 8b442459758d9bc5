"""What is kept when both of two organisations that become one have spoken, or both of two memberships were asked."""

from commonground.campaigns.kickoff.enums import Answer, UnderstandingState
from commonground.campaigns.kickoff.models import Invitee, Understanding

# What is open stays open: of two words the more disagreeing holds.
WEIGHT = (
    UnderstandingState.WAITING, UnderstandingState.CONFIRMED, UnderstandingState.ANSWERED, UnderstandingState.OBJECTS,
)  # fmt: skip
SAID = ("state", "words", "said_by", "said_at", "answer", "answered_by", "answered_at")


def keep_what_was_understood(goes: Understanding, stays: Understanding) -> None:
    """An objection stays an objection, with who made it."""
    if WEIGHT.index(UnderstandingState(goes.state)) > WEIGHT.index(UnderstandingState(stays.state)):
        for name in SAID:
            setattr(stays, name, getattr(goes, name))
    stays.save()


def keep_who_came(goes: Invitee, stays: Invitee) -> None:
    """One person: there if either was, told what either was told."""
    if stays.answer == Answer.OPEN:
        stays.answer = goes.answer
    stays.attended = goes.attended if stays.attended is None else bool(stays.attended or goes.attended)
    stays.told_sequence = max(goes.told_sequence, stays.told_sequence)
    stays.uninvited_at = None if goes.uninvited_at is None else stays.uninvited_at
    stays.save()
