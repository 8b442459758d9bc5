"""What the sidebar holds: each app says which places and pins it has.

nav.register_place(Entry("Campaigns", "flag", "campaigns:campaign-list", order=20))
nav.register_pins(campaign_pins)      # campaign_pins(viewer) -> Iterable[web.shell.Pinned]
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from commonground.people.viewer.models import Viewer
from commonground.web.shell import Pinned, Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the places. `short` is the word on a phone.

    count     how much waits there, as far as the page knows it; "" for nothing
    recount   the name of the address that counts again once the page is there
    """

    label: str
    icon: str
    url_name: str
    order: int = 100
    short: str = ""
    count: Callable[[Viewer, HttpRequest], str] | None = None
    recount: str = ""


Pins = Callable[[Viewer], Iterable[Pinned]]

_places: dict[str, Entry] = {}
_pins: dict[Pins, None] = {}


def register_place(entry: Entry) -> None:
    """Give the sidebar a place; the same URL name replaces the one before."""
    _places[entry.url_name] = entry


def register_pins(pins: Pins) -> None:
    """Let `pins(viewer)` say what this viewer keeps at hand."""
    _pins[pins] = None


def places_for(viewer: Viewer, request: HttpRequest) -> tuple[Place, ...]:
    """The places in their order; the one whose address the path begins with is current."""
    shown = []
    for entry in sorted(_places.values(), key=lambda entry: entry.order):
        url = reverse(entry.url_name)
        current = _within(request.path, url)
        count = entry.count(viewer, request) if entry.count else ""
        recount = reverse(entry.recount) if entry.recount and not current else ""
        shown.append(Place(entry.label, entry.icon, url, current, count, bool(count), entry.short, recount))
    return tuple(shown)


def pins_for(viewer: Viewer, path: str) -> tuple[Pinned, ...]:
    """Everything pinned, in the order in which the apps registered."""
    return tuple(replace(pin, current=_within(path, pin.url)) for pins in _pins for pin in pins(viewer))


def _within(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
