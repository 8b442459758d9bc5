"""A page offers a place; an app above puts something there, without the page knowing it.

An app registers in its AppConfig.ready():

    panels.register("campaign-overview", readiness_panel, order=10)
    tabs.register("campaign", Tab("RACI", "campaigns:raci", order=30, badge=raci_badge))
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

Panel = Callable[[HttpRequest, Any], SafeString | None]


class Panels:
    """Which panels stand in which place, in which order."""

    def __init__(self) -> None:
        self._places: dict[str, dict[Panel, int]] = {}

    def register(self, place: str, panel: Panel, *, order: int = 100) -> None:
        self._places.setdefault(place, {})[panel] = order

    def unregister(self, place: str, panel: Panel) -> None:
        self._places.get(place, {}).pop(panel, None)

    def render(self, place: str, request: HttpRequest, subject: Any = None) -> list[SafeString]:
        """What stands in the place for this request; a panel that has nothing to say returns None."""
        ordered = sorted(self._places.get(place, {}).items(), key=lambda item: item[1])
        return [html for panel, _ in ordered if (html := panel(request, subject))]


@dataclass(frozen=True, slots=True)
class Badge:
    """A count on a tab. `state` is a state of ui.STATES and `words` says it in full ("3 errors")."""

    count: int
    words: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab with an address of its own.

    arguments  gives the URL's keyword arguments for a subject
    under      the tab is also current on pages whose URL name begins so, for example "campaigns:raci"
    """

    label: str
    url_name: str
    order: int = 100
    badge: Callable[[HttpRequest, Any], Badge | None] | None = None
    arguments: Callable[[Any], dict[str, Any]] = field(default=lambda subject: {"pk": subject.pk})
    shown: Callable[[HttpRequest, Any], bool] = field(default=lambda request, subject: True)
    under: str = ""

    def is_current(self, url_name: str) -> bool:
        return url_name == self.url_name or bool(self.under and url_name.startswith(self.under))


@dataclass(frozen=True, slots=True)
class ShownTab:
    label: str
    url: str
    current: bool
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where tabs are asked for again after a change; `now` where their badges are known to be from before one."""

    url: str
    now: bool


class Tabs:
    """Which tabs a kind of thing has."""

    def __init__(self) -> None:
        self._kinds: dict[str, dict[str, Tab]] = {}
        self._renewals: dict[str, tuple[str, Callable[[HttpRequest, Any], bool]]] = {}

    def renew(self, kind: str, url_name: str, is_stale: Callable[[HttpRequest, Any], bool]) -> None:
        """Ask for the tabs of a kind again, at a URL that takes its `pk`, when a badge is stale or the page changes something."""
        self._renewals[kind] = url_name, is_stale

    def renewal(self, kind: str, request: HttpRequest, subject: Any, current: str = "") -> Renewal | None:
        """Where and whether to ask for the tabs of this subject again."""
        if kind not in self._renewals:
            return None
        name, is_stale = self._renewals[kind]
        current = current or getattr(request.resolver_match, "view_name", "")
        url = reverse(name, kwargs={"pk": subject.pk}, query={"current": current})
        return Renewal(url, is_stale(request, subject))

    def register(self, kind: str, tab: Tab) -> None:
        self._kinds.setdefault(kind, {})[tab.url_name] = tab

    def unregister(self, kind: str, url_name: str) -> None:
        self._kinds.get(kind, {}).pop(url_name, None)

    def of(self, kind: str, request: HttpRequest, subject: Any, current: str = "") -> list[ShownTab]:
        """The tabs to show. `current` is a URL name; left out, the request's own."""
        current = current or getattr(request.resolver_match, "view_name", "")
        tabs = sorted(self._kinds.get(kind, {}).values(), key=lambda tab: tab.order)
        return [_shown(tab, request, subject, current) for tab in tabs if tab.shown(request, subject)]


def _shown(tab: Tab, request: HttpRequest, subject: Any, current: str) -> ShownTab:
    badge = tab.badge(request, subject) if tab.badge else None
    return ShownTab(tab.label, reverse(tab.url_name, kwargs=tab.arguments(subject)), tab.is_current(current), badge)


_panels = Panels()
register = _panels.register
unregister = _panels.unregister
render = _panels.render
tabs = Tabs()
