"""Counting back from the launch and forward from today: latest and earliest days, slack and the critical path.

The critical path method (Kelley & Walker 1959) on working days, where every deliverable is counted in the calendar of
its organisation. The conventions, which docs/methods/roadmap.md explains:

- A deliverable of duration d occupies d working days of its organisation, first and last included.
- What depends on it starts on the next working day of its own organisation after that, or `lag` of them later.
- A milestone takes no day: it falls on the day on which the last thing that it waits for is there (or the next working
  day of its organisation), or `lag` working days later.
- The launch is such a milestone, and the `lead` of a phase a lag before it: a deliverable without one may be finished
  on the day of the launch.
- What has been handed over takes the day on which it was. What has begun is held up by nothing it depends on, began on
  its `start` (else as its due day implies, else today) and ends today at the earliest.
- Expected is earliest, except that nothing is handed over before its due day.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from commonground.engines.roadmap.passes import NOBODY, Net, Pass
from commonground.engines.roadmap.plan import Roadmap, check_references
from commonground.engines.worktime.workdays import Calendars, as_date

METHOD = ("critical path on working days", "1")
NOTHING: Calendars = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """The days of one deliverable. The latest ones and the slack are None once it has been handed over.

    slack     working days of its organisation by which it can end after its earliest finish without moving the launch
    critical  nothing has less slack
    """

    key: str
    earliest_start: datetime.date
    earliest_finish: datetime.date
    expected_start: datetime.date
    expected_finish: datetime.date
    latest_start: datetime.date | None
    latest_finish: datetime.date | None
    slack: int | None
    critical: bool = False


@dataclass(frozen=True)
class Schedule:
    """What follows from the plan.

    critical_path    keys of a chain with the least slack, first to last: each is what the next waits for, and what
                     follows the last is the launch
    launch           the planned day, or the earliest possible one where none is planned
    earliest_launch  the first day on which launch can be, expected_launch the one to expect if due days are kept
    """

    entries: tuple[Entry, ...]
    critical_path: tuple[str, ...]
    launch: datetime.date
    earliest_launch: datetime.date
    expected_launch: datetime.date
    method: str = METHOD[0]
    version: str = METHOD[1]

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        """Entries by the key of their deliverable."""
        return {entry.key: entry for entry in self.entries}

    @property
    def least_slack(self) -> int | None:
        """The least of all slacks, which lies on the critical path; None when everything has been handed over."""
        return min((entry.slack for entry in self.entries if entry.slack is not None), default=None)


def schedule(roadmap: Roadmap, calendars: Calendars = NOTHING, today: datetime.date | None = None) -> Schedule:
    """Schedule a roadmap. `calendars` are by organisation, "" for those without one, else Monday to Friday.

    Work that has not begun starts from the roadmap's `start` and from `today` on; with neither, as late as it can, so
    that the least slack is 0. Raises CircularDependency, Contradiction, or Undated without launch, start and today.
    Time is linear in deliverables and dependencies.
    """
    check_references(roadmap)
    net = Net(roadmap, calendars, today)
    forward, expected, back = net.forward(expected=False), net.forward(expected=True), net.backward()
    slack = [
        None if one.state.done else calendar.rank(last) - calendar.rank(finish)
        for one, calendar, last, finish in zip(net.plan, net.calendars, back.finish, forward.finish, strict=True)
    ]
    entries = _entries(roadmap, (forward, expected, back), slack)
    return Schedule(
        entries,
        tuple(entries[place].key for place in _path(forward, back, slack)),
        as_date(net.launch),
        as_date(net.launch_after(forward)),
        as_date(net.launch_after(expected)),
    )


def _entries(roadmap: Roadmap, passes: tuple[Pass, Pass, Pass], slack: list[int | None]) -> tuple[Entry, ...]:
    forward, expected, back = passes
    date_of = cache(as_date)
    least = min((days for days in slack if days is not None), default=None)
    entries = []
    for place, one in enumerate(roadmap.deliverables):
        spare = slack[place]
        entries.append(
            Entry(
                key=one.key,
                earliest_start=date_of(forward.start[place]),
                earliest_finish=date_of(forward.finish[place]),
                expected_start=date_of(expected.start[place]),
                expected_finish=date_of(expected.finish[place]),
                latest_start=None if spare is None else date_of(back.start[place]),
                latest_finish=None if spare is None else date_of(back.finish[place]),
                slack=spare,
                critical=spare is not None and spare == least,
            )
        )
    return tuple(entries)


def _path(forward: Pass, back: Pass, slack: list[int | None]) -> list[int]:
    """From the first deliverable with the least slack, back along what decided its start and on along its finish."""
    open_ = [(days, place) for place, days in enumerate(slack) if days is not None]
    if not open_:
        return []
    path = [min(open_)[1]]
    while (before := forward.decided_by[path[-1]]) != NOBODY and slack[before] is not None:
        path.append(before)
    path.reverse()
    while (after := back.decided_by[path[-1]]) != NOBODY:
        path.append(after)
    return path
