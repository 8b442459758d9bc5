"""What follows when an organisation begins to speak for itself: apps above say what of theirs it accepts.

claimed.register(accept_as_claimed)     # accept_as_claimed(by=viewer, organisation=organisation)
"""

from typing import Any, Protocol

from commonground.people.organisation.models import Organisation


class Follower(Protocol):
    def __call__(self, *, by: Any, organisation: Organisation) -> object: ...


_followers: dict[Follower, None] = {}


def register(follower: Follower) -> None:
    """Call `follower` in the same transaction as each claim, with the new owner as viewer."""
    _followers[follower] = None


def follow(*, by: Any, organisation: Organisation) -> None:
    """Tell everybody."""
    for follower in _followers:
        follower(by=by, organisation=organisation)
