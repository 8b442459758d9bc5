"""What a partnership permits, and to whom."""

from commonground.partnerships.partnership.enums import PartyState

# An organisation in one of these stands in the partnership's list of parties; the others have gone.
STANDING = (PartyState.TOLD, PartyState.INVITED, PartyState.ACCEPTED)
ANSWERABLE = (PartyState.INVITED, PartyState.DECLINED)


def may_answer(state: str) -> bool:
    """Whether the organisation may still accept or decline."""
    return state in ANSWERABLE
