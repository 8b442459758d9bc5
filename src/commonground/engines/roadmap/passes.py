"""The two passes over the network, on ordinals and working days: forward from what is known, back from the launch."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from commonground.engines.errors import Undated
from commonground.engines.roadmap.network import in_order
from commonground.engines.roadmap.plan import Deliverable, Roadmap
from commonground.engines.worktime.workdays import Calendars, WorkCalendar, calendar_of

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Pass:
    """First and last day of each deliverable as ordinals, and the place of the one that decided it (-1: none)."""

    start: list[int]
    finish: list[int]
    decided_by: list[int]

    @classmethod
    def over(cls, count: int) -> "Pass":
        """One that is still to be filled."""
        return cls([0] * count, [0] * count, [NOBODY] * count)


class Counter(NamedTuple):
    """A calendar's two counts, remembered: a plan asks for the same few thousand days again and again."""

    rank: Callable[[int], int]
    day: Callable[[int], int]


class Net:
    """A roadmap made ready for counting. `floor` is the first day of work not begun, `launch` the day to count from."""

    def __init__(self, roadmap: Roadmap, calendars: Calendars, today: datetime.date | None) -> None:
        self.plan = roadmap.deliverables
        self.order = in_order(roadmap)
        self.today = today.toordinal() if today else None
        counters = {name: _counter(calendar_of(name, calendars)) for name in {one.organisation for one in self.plan}}
        self.calendars = [counters[one.organisation] for one in self.plan]
        self.leads = [roadmap.lead_of(one) for one in self.plan]
        self.lengths = [max(one.duration - 1, 0) for one in self.plan]
        self.waits_for = self._waits_for()
        self.dependents: list[list[tuple[int, int]]] = [[] for _ in self.plan]
        for place, heads in enumerate(self.waits_for):
            for head, lag in heads:
                self.dependents[head].append((place, lag))
        self.floor, self.launch = self._bounds(roadmap)

    def _waits_for(self) -> list[list[tuple[int, int]]]:
        """(place, lag) of what each waits for; what has begun waits no more."""
        place = {one.key: number for number, one in enumerate(self.plan)}
        return [
            [] if one.state.done or one.state.begun else [(place[each.key], each.lag) for each in one.depends_on]
            for one in self.plan
        ]

    def _bounds(self, roadmap: Roadmap) -> tuple[int, int]:
        known = [day.toordinal() for day in (roadmap.start,) if day]
        known += [self.today] if self.today is not None else []
        if roadmap.launch is None:
            if not known:
                raise Undated("There is no day to count from: give the roadmap a launch date or a first day of work.")
            self.floor = max(known)
            return self.floor, self.launch_after(self.forward(expected=False))
        self.launch = roadmap.launch.toordinal()
        if known:
            return max(known), self.launch
        back = self.backward()
        starts = [back.start[place] for place, one in enumerate(self.plan) if not one.state.done]
        return min(starts, default=self.launch), self.launch

    def forward(self, *, expected: bool, delays: Mapping[int, int] | None = None) -> Pass:
        """Earliest days, or those to expect when due days are kept; `delays` are working days by place."""
        late, found = delays or {}, Pass.over(len(self.plan))
        for place in self.order:
            one, calendar, length = self.plan[place], self.calendars[place], self.lengths[place]
            if one.state.done:
                found.start[place], found.finish[place] = self._as_it_was(one, calendar, length)
                continue
            begun = one.state.begun
            first = self._begun_at(one, calendar, length) if begun else self._may_begin(place, found)
            last = first + length
            if begun and self.today is not None:
                last = max(last, calendar.rank(self.today))
            if expected and one.due:
                last = max(last, calendar.rank(one.due.toordinal() + 1) - 1)
            last += late.get(place, 0)
            found.start[place] = calendar.day(first if begun else last - length)
            found.finish[place] = calendar.day(last)
        return found

    def _as_it_was(self, one: Deliverable, calendar: Counter, length: int) -> tuple[int, int]:
        """Days of what has been handed over; without a day, by its due day or today, whichever is earlier."""
        finish = self.floor
        if one.handed_over:
            finish = one.handed_over.toordinal()
        elif one.due:
            finish = one.due.toordinal() if self.today is None else min(one.due.toordinal(), self.today)
        start = one.start.toordinal() if one.start else calendar.day(calendar.rank(finish + 1) - 1 - length)
        return min(start, finish), finish

    def _begun_at(self, one: Deliverable, calendar: Counter, length: int) -> int:
        if one.start:
            return calendar.rank(one.start.toordinal())
        if one.due:
            return calendar.rank(one.due.toordinal() + 1) - 1 - length
        return calendar.rank(self.floor)

    def _may_begin(self, place: int, found: Pass) -> int:
        """Rank of the first day on which it can start, given the days of all that it waits for."""
        one, calendar = self.plan[place], self.calendars[place]
        first = calendar.rank(self.floor)
        if one.start:
            first = max(first, calendar.rank(one.start.toordinal()))
        after = 0 if one.milestone else 1
        for head, lag in self.waits_for[place]:
            there = calendar.rank(found.finish[head] + after) + lag
            if there > first or (there == first and found.decided_by[place] == NOBODY):
                first, found.decided_by[place] = there, head
        return first

    def backward(self) -> Pass:
        """Latest days of all that has not been handed over; the others stay 0."""
        found = Pass.over(len(self.plan))
        firsts, lasts = [0] * len(self.plan), [0] * len(self.plan)
        for place in reversed(self.order):
            one, calendar = self.plan[place], self.calendars[place]
            if one.state.done:
                continue
            last = calendar.rank(self.launch + 1) - 1 - self.leads[place]
            for tail, lag in self.dependents[place]:
                theirs = self.calendars[tail]
                if self.plan[tail].milestone:
                    limit = theirs.day(lasts[tail] - lag)
                else:
                    limit = theirs.day(firsts[tail] - lag) - 1
                there = calendar.rank(limit + 1) - 1
                if there < last or (there == last and found.decided_by[place] == NOBODY):
                    last, found.decided_by[place] = there, tail
            firsts[place], lasts[place] = last - self.lengths[place], last
            found.start[place], found.finish[place] = calendar.day(firsts[place]), calendar.day(last)
        return found

    def launch_after(self, found: Pass) -> int:
        """The first day that leaves every phase its lead."""
        days = [
            calendar.day(calendar.rank(finish + 1) - 1 + lead)
            for calendar, finish, lead in zip(self.calendars, found.finish, self.leads, strict=True)
        ]
        return max([self.floor, *days])


def _counter(calendar: WorkCalendar) -> Counter:
    return Counter(cache(calendar.rank), cache(calendar.day))
