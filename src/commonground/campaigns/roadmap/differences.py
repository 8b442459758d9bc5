"""A difference between two versions, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonground.campaigns.roadmap.queries import Loaded
from commonground.engines.roadmap import Change, Diff
from commonground.web.dates import short_day

LABELS = {
    "title": "title", "phase": "phase", "organisation": "organisation", "owner": "owner", "reviewer": "reviewer",
    "acceptance": "acceptance criteria", "due": "due", "duration": "working days", "depends_on": "waits for",
    "raci_row": "RACI row", "milestone": "milestone", "start": "not before", "launch": "launch",
    "phase title": "phase", "phase lead": "working days free before the launch",
}  # fmt: skip
# These follow from what people say of a deliverable, and are the same in every version.
LEFT_OUT = {"state", "delivered_on", "accepted_on"}


@dataclass(frozen=True, slots=True)
class Words:
    """One thing that changed: about what, which part of it, from what to what. Without a part it came or went."""

    about: str
    part: str = ""
    was: str = ""
    now: str = ""


def differences_in_words(found: Diff, loaded: Loaded) -> tuple[Words, ...]:
    """Every change, one by one."""
    return tuple(_words(found, loaded))


def _words(found: Diff, loaded: Loaded) -> Iterator[Words]:
    titles = {key: one.title for key, one in loaded.roadmap.by_key.items()}
    titles |= {one.key: one.title for one in found.removed}
    phases = {phase.key: phase.title for phase in (*found.phases_removed, *loaded.roadmap.phases)}
    names = {str(pk): one.name for pk, one in loaded.organisations.items()}
    yield from (Words(f"New: {one.title}") for one in found.added)
    yield from (Words(f"Gone: {one.title}") for one in found.removed)
    yield from (Words(f"New phase: {one.title}") for one in found.phases_added)
    yield from (Words(f"Phase gone: {one.title}") for one in found.phases_removed)
    for change in found.changed:
        if change.field not in LEFT_OUT:
            was, now = (_said(change, value, titles, phases, names) for value in (change.was, change.now))
            label = "first day of work" if change.field == "start" and not change.key else LABELS[change.field]
            yield Words(change.title or "The roadmap", label, was, now)
    if found.reordered:
        yield Words("The order has changed")


def _said(change: Change, value: Any, titles: dict[str, str], phases: dict[str, str], names: dict[str, str]) -> str:
    if change.field == "depends_on":
        said = [f"{titles.get(one.key, '?')}{f' + {one.lag} days' if one.lag else ''}" for one in value]
        return ", ".join(said) or "nothing"
    if change.field == "organisation":
        return names.get(value, "another") if value else "nobody"
    if change.field == "phase":
        return phases.get(value, "none")
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if change.field == "raci_row":
        return "a row" if value else "none"
    text = str(value) if value not in (None, "") else "none"
    return text if len(text) <= 120 else text[:119] + "…"
