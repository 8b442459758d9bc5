"""A roadmap as plain values: phases, deliverables and milestones, and what waits for what."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from commonground.engines.errors import Contradiction, Unreadable

MOST_DAYS = 5_000
DATES = ("due", "start", "delivered_on", "accepted_on")


class State(StrEnum):
    """How far a deliverable has come. What was returned is being worked on again."""

    PLANNED = "planned"
    IN_PROGRESS = "in progress"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def done(self) -> bool:
        """It has been handed over, and nobody has given it back."""
        return self in (State.DELIVERED, State.ACCEPTED)

    @property
    def begun(self) -> bool:
        """Work on it has begun and is not over."""
        return self in (State.IN_PROGRESS, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the plan. `lead` is the working days from the end of its deliverables to the launch."""

    key: str
    title: str
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Dependency:
    """What is waited for, and for how many working days of those who wait it must lie before they go on."""

    key: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A thing that one organisation hands over.

    phase         key of a phase or ""
    organisation  whose it is, and whose calendar counts; "" for nobody's yet
    owner         the person who answers for it; reviewer the one who accepts it, best of another organisation
    duration      working days of work, at least 1; a milestone has 0
    start         the day on which work began or, before that, the first on which it can
    raci_row      key of the row in the responsibility matrix, whose accountable person follows
    """

    key: str
    title: str
    phase: str = ""
    organisation: str = ""
    owner: str = ""
    reviewer: str = ""
    acceptance: str = ""
    due: datetime.date | None = None
    duration: int = 1
    depends_on: tuple[Dependency, ...] = ()
    state: State = State.PLANNED
    delivered_on: datetime.date | None = None
    accepted_on: datetime.date | None = None
    raci_row: str = ""
    milestone: bool = False
    start: datetime.date | None = None

    @property
    def handed_over(self) -> datetime.date | None:
        """The day on which it was there, if it is and the day is known."""
        return (self.delivered_on or self.accepted_on) if self.state.done else None


@dataclass(frozen=True)
class Roadmap:
    """Deliverables in the order in which people see them. `start` is the first day on which any work may start."""

    deliverables: tuple[Deliverable, ...] = ()
    phases: tuple[Phase, ...] = ()
    launch: datetime.date | None = None
    start: datetime.date | None = None

    @cached_property
    def by_key(self) -> Mapping[str, Deliverable]:
        """Deliverables by key."""
        return {one.key: one for one in self.deliverables}

    @cached_property
    def phase_by_key(self) -> Mapping[str, Phase]:
        """Phases by key."""
        return {phase.key: phase for phase in self.phases}

    @cached_property
    def dependents(self) -> Mapping[str, tuple[str, ...]]:
        """Key -> keys of what waits for it, in the order of the roadmap."""
        found: dict[str, list[str]] = {one.key: [] for one in self.deliverables}
        for one in self.deliverables:
            for dependency in one.depends_on:
                found[dependency.key].append(one.key)
        return {key: tuple(keys) for key, keys in found.items()}

    def lead_of(self, deliverable: Deliverable) -> int:
        """Working days that its phase keeps free before the launch."""
        phase = self.phase_by_key.get(deliverable.phase)
        return phase.lead if phase else 0

    def titles(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Titles of deliverables by key."""
        return tuple(self.by_key[key].title for key in keys)


def check_references(roadmap: Roadmap) -> None:
    """Raise Contradiction when a key is used twice or refers to nothing, or when a number of days cannot be."""
    if len(roadmap.phase_by_key) < len(roadmap.phases):
        raise Contradiction("Two phases have the same key.")
    if len(roadmap.by_key) < len(roadmap.deliverables):
        raise Contradiction("Two deliverables have the same key.")
    for phase in roadmap.phases:
        _check_days(phase.lead, 0, f"The lead of “{phase.title}”")
    for one in roadmap.deliverables:
        _check_deliverable(one, roadmap)


def _check_deliverable(one: Deliverable, roadmap: Roadmap) -> None:
    if one.milestone:
        if one.duration:
            raise Contradiction(f"The milestone “{one.title}” has a duration: a milestone takes no days.")
    else:
        _check_days(one.duration, 1, f"The duration of “{one.title}”")
    if one.phase and one.phase not in roadmap.phase_by_key:
        raise Contradiction(f"“{one.title}” is in a phase that is not there.")
    seen = set()
    for dependency in one.depends_on:
        if dependency.key not in roadmap.by_key:
            raise Contradiction(f"“{one.title}” depends on something that is not there.")
        if dependency.key in seen:
            raise Contradiction(f"“{one.title}” depends on “{roadmap.by_key[dependency.key].title}” twice.")
        seen.add(dependency.key)
        _check_days(dependency.lag, 0, f"A lag of “{one.title}”")


def _check_days(days: int, least: int, what: str) -> None:
    if not least <= days <= MOST_DAYS:
        raise Contradiction(f"{what} is {days} days; it can be {least} to {MOST_DAYS:,}.")


def to_dict(roadmap: Roadmap) -> dict[str, Any]:
    """Plain JSON values; `from_dict` gives back an equal roadmap."""
    return {
        "launch": _iso(roadmap.launch),
        "start": _iso(roadmap.start),
        "phases": [{name: getattr(phase, name) for name in Phase.__slots__} for phase in roadmap.phases],
        "deliverables": [_plain(one) for one in roadmap.deliverables],
    }


def _plain(one: Deliverable) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in Deliverable.__slots__}
    depends_on = [{"key": each.key, "lag": each.lag} for each in one.depends_on]
    dates = {name: _iso(values[name]) for name in DATES}
    return values | dates | {"depends_on": depends_on, "state": one.state.value}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def from_dict(data: Mapping[str, Any]) -> Roadmap:
    """Roadmap from `to_dict`'s shape. Raises Unreadable when a part is missing, misspelt or refers to nothing."""
    try:
        roadmap = Roadmap(
            tuple(_deliverable(one) for one in data["deliverables"]),
            tuple(Phase(**phase) for phase in data.get("phases", ())),
            _day(data.get("launch")),
            _day(data.get("start")),
        )
        check_references(roadmap)
    except (KeyError, TypeError, ValueError, AttributeError, Contradiction) as error:
        raise Unreadable(f"This is not a stored roadmap: {error}") from error
    return roadmap


def _deliverable(data: Mapping[str, Any]) -> Deliverable:
    depends_on = tuple(Dependency(**one) for one in data.get("depends_on", ()))
    dates = {name: _day(data.get(name)) for name in DATES}
    return Deliverable(**{**data, **dates, "depends_on": depends_on, "state": State(data.get("state", "planned"))})


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
