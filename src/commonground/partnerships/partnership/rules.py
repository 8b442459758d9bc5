"""What a partnership permits, and to whom."""

from uuid import UUID

from commonground.partnerships.partnership.enums import PartyState

# An organisation in one of these stands in the partnership's list of parties; the others have gone.
STANDING = (PartyState.TOLD, PartyState.INVITED, PartyState.ACCEPTED)
# Who works together: those who said so, and those who cannot answer yet. Being asked opens nothing to either side.
TOGETHER = (PartyState.TOLD, PartyState.ACCEPTED)


def may_answer(state: str) -> bool:
    """Whether the organisation is asked and may accept or decline."""
    return state == PartyState.INVITED


def is_uuid(text: str) -> bool:
    """Whether a text that came from a form could be an id at all."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
