"""What needs a person: each app says what it asks of the viewer, and the inbox shows it all in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from commonground.web.shell import Mark

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
        found = [need for provider in self._providers for need in provider(viewer)]
        return sorted(found, key=lambda need: (not need.urgent, need.due or date.max, need.title))


_needs = Needs()
register = _needs.register
unregister = _needs.unregister
needs_of = _needs.of
