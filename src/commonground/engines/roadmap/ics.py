"""The due days of a roadmap and its launch as a calendar feed."""

import datetime
from collections.abc import Collection, Iterator, Mapping

from commonground.engines.calendar.feed import DayEntry
from commonground.engines.calendar.feed import feed as feed_of
from commonground.engines.roadmap.plan import Deliverable, Roadmap

# What people may type in a text but no calendar file may hold.
SPACES = {ord(sign): " " for sign in "\t\u2028\u2029"}


def feed(
    roadmap: Roadmap,
    name: str,
    *,
    uid: str,
    stamp: datetime.datetime,
    sequence: int = 0,
    modified: datetime.datetime | None = None,
    keys: Collection[str] | None = None,
    names: Mapping[str, str] | None = None,
    url: str = "",
) -> bytes:
    """A feed named `name` of all due days and the launch, as whole days.

    `uid` names the roadmap for ever: with the key of a deliverable it makes an identifier that stays when days change.
    `sequence` and `modified` are those of the version; `keys` leaves only these deliverables; `names` gives
    organisations by key the names to show; `url` leads to the roadmap. Raises what `engines.calendar.feed` raises.
    """
    entries = entries_of(roadmap, name, uid=uid, sequence=sequence, modified=modified, keys=keys, names=names, url=url)
    return feed_of(name, entries, stamp)


def entries_of(
    roadmap: Roadmap,
    name: str,
    *,
    uid: str,
    sequence: int = 0,
    modified: datetime.datetime | None = None,
    keys: Collection[str] | None = None,
    names: Mapping[str, str] | None = None,
    url: str = "",
) -> Iterator[DayEntry]:
    """The entries of that feed, for one that holds several roadmaps."""
    shown = [one for one in roadmap.deliverables if one.due and (keys is None or one.key in keys)]
    called = names or {}
    days = [(f"deliverable-{one.key}@{uid}", one.due, _summary(one, called), _description(one)) for one in shown]
    days += [(f"launch@{uid}", roadmap.launch, f"Launch: {name}", "")] if roadmap.launch else []
    return (
        DayEntry(identifier, day, summary, description, sequence, modified, url)
        for identifier, day, summary, description in days
        if day
    )


def _summary(one: Deliverable, names: Mapping[str, str]) -> str:
    title = " ".join(one.title.split())
    organisation = names.get(one.organisation, one.organisation)
    return f"{title} ({organisation})" if organisation else title


def _description(one: Deliverable) -> str:
    return "\n".join(_lines(one))


def _lines(one: Deliverable) -> Iterator[str]:
    yield f"State: {one.state.value}"
    for label, text in (("Owner", one.owner), ("Reviewer", one.reviewer), ("Accepted when", one.acceptance)):
        if text:
            yield f"{label}: {text.translate(SPACES)}"
