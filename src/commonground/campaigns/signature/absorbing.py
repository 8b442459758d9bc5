"""What is kept when both of two organisations that become one have a word on the same version."""

from commonground.campaigns.signature.enums import SignatureState
from commonground.campaigns.signature.models import Signature

FIRMNESS = (SignatureState.WAITING, SignatureState.CHANGE, SignatureState.SIGNED)


def keep_what_was_said(goes: Signature, stays: Signature) -> None:
    """A signature stays a signature, with who gave it and to what."""
    if FIRMNESS.index(SignatureState(goes.state)) > FIRMNESS.index(SignatureState(stays.state)):
        stays.state, stays.signed_by, stays.signed_at = goes.state, goes.signed_by, goes.signed_at
        stays.reason, stays.content_hash = goes.reason, goes.content_hash
    stays.opened_at = stays.opened_at or goes.opened_at
    stays.save()
