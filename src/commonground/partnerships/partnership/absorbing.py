"""What is kept when both of two organisations that become one stand in the same partnership."""

from commonground.partnerships.partnership.enums import PartyState
from commonground.partnerships.partnership.models import Party

FIRMNESS = (PartyState.LEFT, PartyState.DECLINED, PartyState.TOLD, PartyState.INVITED, PartyState.ACCEPTED)


def keep_the_firmer_party(goes: Party, stays: Party) -> None:
    """The one whose word goes further, with who gave it."""
    if FIRMNESS.index(PartyState(goes.state)) > FIRMNESS.index(PartyState(stays.state)):
        stays.state, stays.decided_by, stays.decided_at = goes.state, goes.decided_by, goes.decided_at
    stays.position = min(goes.position, stays.position)
    stays.save()
