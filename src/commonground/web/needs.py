"""What needs a person: each app says what it asks of the viewer, and the inbox shows it all in one list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Literal, Protocol, TypeVar

from commonground.web.shell import Mark

# Every page counts what needs somebody; nobody works through more of one kind in a day.
MOST = 50
Kind = Literal["decide", "sign", "answer", "do"]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do.

    key            stable across requests, for example "raci-sign:41"
    title          starts with the verb: Decide, Countersign, Acknowledge, Answer, Check
    why            one sentence, with the consequence where there is one
    asked_by       a person's name, "" when nobody asked
    organisation   whose request it is, shown as a tile with its name
    due            the day it is due, None when it is not dated
    due_words      replaces the words reckoned from `due`, for example "2 h 58 min left"
    urgent         runs out today: shown in the error colour with its icon
    and_more       others of its kind wait that are not listed
    private        for this person's eyes alone: it is told nowhere where colleagues read along
    """

    key: str
    title: str
    why: str
    icon: str
    kind: Kind
    subject: str
    subject_url: str
    button: str
    button_url: str
    asked_by: str = ""
    organisation: Mark | None = None
    due: date | None = None
    due_words: str = ""
    subject_icon: str = "flag"
    urgent: bool = False
    and_more: bool = False
    private: bool = False


class Listed(Protocol):
    """What a list may have more of than it shows."""

    @property
    def and_more(self) -> bool: ...


Thing = TypeVar("Thing", bound=Listed)


def first_of(found: Iterable[Thing]) -> list[Thing]:
    """The first MOST; where there are more, the last of them says so. A provider reads one more than MOST for that."""
    first = list(islice(found, MOST + 1))
    return first if len(first) <= MOST else [*first[: MOST - 1], replace(first[MOST - 1], and_more=True)]  # type: ignore[type-var]


def counted(things: Sequence[Listed]) -> str:
    """How many there are: 7, or 50+ where others wait that are not listed."""
    return f"{len(things)}{'+' if any(thing.and_more for thing in things) else ''}"


Provider = Callable[[Any], Iterable[Need]]


class Needs:
    """Who to ask for needs. A provider takes the viewer and answers only with what that viewer may see."""

    def __init__(self) -> None:
        self._providers: dict[Provider, None] = {}

    def register(self, provider: Provider) -> None:
        self._providers[provider] = None

    def unregister(self, provider: Provider) -> None:
        self._providers.pop(provider, None)

    def of(self, viewer: Any) -> list[Need]:
        """Everything that needs the viewer: urgent first, then by day, the undated last."""
        found = [need for provider in self._providers for need in first_of(provider(viewer))]
        return sorted(found, key=lambda need: (not need.urgent, need.due or date.max, need.title))


_needs = Needs()
register = _needs.register
unregister = _needs.unregister
needs_of = _needs.of
