"""What a change does to the plan, told before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonground.engines.errors import Undated
from commonground.engines.roadmap import Deliverable, Dependency, Missed, Move, Roadmap, Schedule, schedule
from commonground.engines.worktime import Calendars, calendar_of
from commonground.kit.seen import fingerprint
from commonground.web.dates import day as day_in_words


@dataclass(frozen=True, slots=True)
class Consequence:
    """The days to be expected before and after a change.

    moves   other deliverables that come earlier or later (days negative or positive, in their organisation's working days)
    missed  due days that are missed after it and were not before
    late    titles that come too late for the launch after it and did not before
    """

    launch_before: date
    launch_after: date
    moves: tuple[Move, ...]
    missed: tuple[Missed, ...]
    late: tuple[str, ...]

    @property
    def is_quiet(self) -> bool:
        """Nothing else is touched."""
        return not (self.moves or self.missed or self.late) and self.launch_before == self.launch_after

    @property
    def launch_days(self) -> int:
        """Days of the calendar by which the launch moves; negative for earlier."""
        return (self.launch_after - self.launch_before).days

    @property
    def summary(self) -> str:
        """One sentence: launch moves by 2 days to Tue 20 Oct 2026; 3 deliverables move; 1 due day is missed."""
        parts = [self._launch(), _counted(len(self.moves), "other deliverable moves", "other deliverables move")]
        parts += [_counted(len(self.missed), "due day is missed", "due days are missed")]
        if self.late:
            parts.append(_counted(len(self.late), "comes too late for the launch", "come too late for the launch"))
        return "; ".join(parts) + "."

    def _launch(self) -> str:
        days = abs(self.launch_days)
        if not days:
            return f"Launch stays on {day_in_words(self.launch_after)}"
        way = "by" if self.launch_days > 0 else "forward by"
        return f"Launch moves {way} {days} day{'' if days == 1 else 's'} to {day_in_words(self.launch_after)}"

    @property
    def mark(self) -> str:
        """The mark of what was told: who has read this may save it."""
        return fingerprint({"told": [self.launch_after, self.summary, [(m.key, m.now) for m in self.moves]]})


def _counted(count: int, one: str, many: str) -> str:
    return f"{count or 'no'} {one if count == 1 else many}"


def changed_roadmap(roadmap: Roadmap, key: str, facts: Mapping[str, Any]) -> Roadmap:
    """The roadmap with other facts for one deliverable, or with a further one: due_on, start_on, duration, milestone,
    phase, organisation, depends_on, title."""
    names = {"due_on": "due", "start_on": "start", "phase": "phase", "milestone": "milestone", "title": "title"}
    given = {names[name]: value for name, value in facts.items() if name in names}
    if "depends_on" in facts:
        given["depends_on"] = tuple(Dependency(head, lag) for head, lag in facts["depends_on"])
    if "organisation" in facts:
        given["organisation"] = str(facts["organisation"] or "")
    if "duration" in facts:
        given["duration"] = 0 if facts.get("milestone") else facts["duration"]
    if key not in roadmap.by_key:
        new = Deliverable(key, str(given.pop("title", "")), **given)
        return replace(roadmap, deliverables=(*roadmap.deliverables, new))
    one = replace(roadmap.by_key[key], **given)
    return replace(roadmap, deliverables=tuple(one if each.key == key else each for each in roadmap.deliverables))


def with_lead(roadmap: Roadmap, phase: str, lead: int) -> Roadmap:
    """The roadmap with another lead of one phase, in working days before the launch."""
    return replace(
        roadmap, phases=tuple(replace(one, lead=lead) if one.key == phase else one for one in roadmap.phases)
    )


def consequence_of(
    before: Roadmap, after: Roadmap, calendars: Calendars, today: date, key: str = ""
) -> Consequence | None:
    """What the change from one roadmap to the other does; None while there is no day to count from.

    `key` is the deliverable that is changed itself, whose own move is what was asked for. Raises CircularDependency.
    """
    try:
        was, now = schedule(before, calendars, today), schedule(after, calendars, today)
    except Undated:
        return None
    stayed = [one for one in after.deliverables if one.key in before.by_key]
    moved = [one.key for one in stayed if was.by_key[one.key].expected_finish != now.by_key[one.key].expected_finish]
    moves = tuple(_move(after, was, now, calendars, one) for one in moved if one != key)
    missed = tuple(
        _missed(after, now, calendars, one)
        for one in moved
        if _misses(after, now, one) and not _misses(before, was, one)
    )
    late = tuple(
        one.title
        for one in stayed
        if _too_late(now, one.key) and not _too_late(was, one.key) and after.launch is not None
    )
    return Consequence(_launch(was), _launch(now), moves, missed, late)


def _launch(found: Schedule) -> date:
    return max(found.launch, found.expected_launch)


def _move(roadmap: Roadmap, was: Schedule, now: Schedule, calendars: Calendars, key: str) -> Move:
    one, calendar = roadmap.by_key[key], calendar_of(roadmap.by_key[key].organisation, calendars)
    before, after = was.by_key[key].expected_finish, now.by_key[key].expected_finish
    return Move(key, one.title, before, after, calendar.count(before, after))


def _misses(roadmap: Roadmap, found: Schedule, key: str) -> bool:
    due = roadmap.by_key[key].due
    return due is not None and found.by_key[key].expected_finish > due


def _missed(roadmap: Roadmap, found: Schedule, calendars: Calendars, key: str) -> Missed:
    one, now = roadmap.by_key[key], found.by_key[key].expected_finish
    due = one.due or now
    return Missed(key, one.title, due, now, calendar_of(one.organisation, calendars).count(due, now))


def _too_late(found: Schedule, key: str) -> bool:
    entry = found.by_key[key]
    return entry.latest_finish is not None and entry.expected_finish > entry.latest_finish
