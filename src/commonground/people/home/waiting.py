"""What a viewer waits for from others: each app says what it has asked for.

waiting.register(signatures_waited_for)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from commonground.people.viewer.models import Viewer
from commonground.web.needs import first_of
from commonground.web.shell import Mark


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that was asked of others.

    state, state_words   a state of ui.STATES and its words: "Not opened, 6 days"
    button, button_url   posted to; empty where there is nothing to do but wait
    and_more             others of its kind are waited for that are not listed
    """

    what: str
    url: str
    about: str
    asked: date
    state: str
    state_words: str
    who: str = ""
    organisation: Mark | None = None
    button: str = ""
    button_url: str = ""
    and_more: bool = False


Provider = Callable[[Viewer], Iterable[Waiting]]
_providers: dict[Provider, None] = {}


def register(provider: Provider) -> None:
    """Let `provider(viewer)` add to "Waiting on others"."""
    _providers[provider] = None


def waiting_of(viewer: Viewer) -> list[Waiting]:
    """Everything the viewer waits for, what was asked first on top."""
    found = [one for provider in _providers for one in first_of(provider(viewer))]
    return sorted(found, key=lambda one: (one.asked, one.what))
