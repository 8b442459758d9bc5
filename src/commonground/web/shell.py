"""What base.html shows around a page. An app that knows people fills it in a context processor, as `shell`."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """An organisation as it is shown everywhere: its name, its two letters, its colour (1 to 12)."""

    name: str
    letters: str
    colour: int


@dataclass(frozen=True, slots=True)
class Other:
    """An organisation the person may switch to; `url` is posted to."""

    mark: Mark
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places. `urgent` fills the count with the accent; `short` is the word on a phone.

    `recount` is asked for once the page is there, and answers with the count as it is by then.
    """

    label: str
    icon: str
    url: str
    current: bool = False
    count: str = ""
    urgent: bool = False
    short: str = ""
    recount: str = ""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A campaign or partner the person keeps at hand. `state` is a state of ui.STATES, `state_words` says it."""

    label: str
    url: str
    kind: Literal["campaign", "organisation"]
    letters: str = ""
    colour: int = 12
    state: str = ""
    state_words: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    initials: str
    settings_url: str
    sign_out_url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """`acting` is None for someone who belongs to no organisation yet."""

    account: Account
    acting: Mark | None = None
    others: tuple[Other, ...] = ()
    places: tuple[Place, ...] = ()
    pinned: tuple[Pinned, ...] = ()
    search_url: str = ""
    organisation_url: str = ""
    help_url: str = ""
    home_url: str = "/"

    @property
    def bar(self) -> tuple[Place, ...]:
        """The places that fit in the bottom bar of a phone; the rest is under More."""
        return self.places[:4]

    @property
    def more(self) -> tuple[Place, ...]:
        return self.places[4:]
