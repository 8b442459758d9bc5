"""Scheduling done the slow and obvious way: day by day, dependency by dependency, until nothing changes any more.

Shares no line with the engine. Latest days are not computed by a formula of their own but sought: the last day from
which the forward rule still lets the dependent start in time.
"""

import datetime

from commonground.engines.roadmap import Deliverable, Roadmap, State
from commonground.engines.worktime import WorkCalendar

ONE = datetime.timedelta(days=1)
WEEK = WorkCalendar()


class Slow:
    def __init__(self, roadmap: Roadmap, calendars: dict[str, WorkCalendar], today: datetime.date | None) -> None:
        self.plan, self.roadmap, self.today = {one.key: one for one in roadmap.deliverables}, roadmap, today
        self.homes = {key: calendars.get(one.organisation, calendars.get("", WEEK)) for key, one in self.plan.items()}
        self.leads = {phase.key: phase.lead for phase in roadmap.phases}
        self.anchor()

    def anchor(self) -> None:
        known = [day for day in (self.roadmap.start, self.today) if day]
        self.launch = self.roadmap.launch
        if known:
            self.floor = max(known)
        if self.launch is None:
            self.launch = self.first_launch(self.forward(False))
        self.latest = self.backward()
        if not known:
            self.floor = min((start for start, _ in self.latest.values()), default=self.launch)

    def works(self, key: str, day: datetime.date) -> bool:
        return day.weekday() not in self.homes[key].weekend and day not in self.homes[key].holidays

    def forth(self, key: str, day: datetime.date, steps: int) -> datetime.date:
        """The first working day from `day` on, then `steps` further ones."""
        while not self.works(key, day) or steps:
            if self.works(key, day):
                steps -= 1
            day += ONE
        return day

    def back(self, key: str, day: datetime.date, steps: int) -> datetime.date:
        while not self.works(key, day) or steps:
            if self.works(key, day):
                steps -= 1
            day -= ONE
        return day

    def between(self, key: str, first: datetime.date, stop: datetime.date) -> int:
        """Working days from first up to but without stop, negative the other way."""
        if stop < first:
            return -self.between(key, stop, first)
        days = 0
        while first < stop:
            days += self.works(key, first)
            first += ONE
        return days

    def length(self, key: str) -> int:
        return max(self.plan[key].duration - 1, 0)

    def waits_for(self, key: str) -> list[tuple[str, int]]:
        if self.plan[key].state is not State.PLANNED:
            return []
        return [(each.key, each.lag) for each in self.plan[key].depends_on]

    def after(self, key: str, finish: datetime.date, lag: int) -> datetime.date:
        """The day on which `key` can start when what it waits for ends on `finish`."""
        return self.forth(key, finish if self.plan[key].milestone else finish + ONE, lag)

    def forward(
        self, expected: bool, late: tuple[str, int] = ("", 0)
    ) -> dict[str, tuple[datetime.date, datetime.date]]:
        spans = {key: self.alone(key, one, expected, late) for key, one in self.plan.items()}
        changed = True
        while changed:
            changed = False
            for key in self.plan:
                for other, lag in self.waits_for(key):
                    begin = self.after(key, spans[other][1], lag)
                    finish = self.later(key, self.forth(key, begin, self.length(key)), expected, late)
                    if finish > spans[key][1]:
                        spans[key] = (self.back(key, finish, self.length(key)), finish)
                        changed = True
        return spans

    def later(self, key: str, finish: datetime.date, expected: bool, late: tuple[str, int]) -> datetime.date:
        due = self.plan[key].due
        if expected and due:
            finish = max(finish, self.back(key, due, 0))
        return self.forth(key, finish, late[1]) if late[0] == key else finish

    def alone(
        self, key: str, one: Deliverable, expected: bool, late: tuple[str, int]
    ) -> tuple[datetime.date, datetime.date]:
        """Its span if it waited for nothing."""
        if one.state in (State.DELIVERED, State.ACCEPTED):
            finish = one.delivered_on or one.accepted_on or min(filter(None, (one.due, self.today)), default=None)
            if finish is None or not (one.delivered_on or one.accepted_on or one.due):
                finish = self.floor
            start = one.start or self.back(key, finish, self.length(key))
            return min(start, finish), finish
        if one.state is State.PLANNED:
            begin = self.forth(key, max(self.floor, one.start or self.floor), 0)
            finish = self.later(key, self.forth(key, begin, self.length(key)), expected, late)
            return self.back(key, finish, self.length(key)), finish
        if one.start:
            begin = self.forth(key, one.start, 0)
        elif one.due:
            begin = self.back(key, one.due, self.length(key))
        else:
            begin = self.forth(key, self.floor, 0)
        finish = self.forth(key, begin, self.length(key))
        if self.today:
            finish = max(finish, self.forth(key, self.today, 0))
        return begin, self.later(key, finish, expected, late)

    def lead_left(self, key: str, finish: datetime.date, launch: datetime.date) -> int:
        """Working days after the finish up to the launch, that day included."""
        return self.between(key, finish + ONE, launch + ONE)

    def backward(self) -> dict[str, tuple[datetime.date, datetime.date]]:
        """Latest spans of what has not been handed over."""
        open_ = [key for key, one in self.plan.items() if one.state not in (State.DELIVERED, State.ACCEPTED)]
        spans = {}
        for key in open_:
            finish = self.by_launch(key)
            spans[key] = (self.back(key, finish, self.length(key)), finish)
        changed = True
        while changed:
            changed = False
            for key in open_:
                for other, lag in self.waits_for(key):
                    if other not in spans:
                        continue
                    finish = self.in_time(other, key, lag, spans[key][0])
                    if finish < spans[other][1]:
                        spans[other] = (self.back(other, finish, self.length(other)), finish)
                        changed = True
        return spans

    def by_launch(self, key: str) -> datetime.date:
        day = self.back(key, self.launch, 0)
        while self.lead_left(key, day, self.launch) < self.leads.get(self.plan[key].phase, 0):
            day = self.back(key, day - ONE, 0)
        return day

    def in_time(self, other: str, key: str, lag: int, start: datetime.date) -> datetime.date:
        """The last working day of `other` after which `key` can still start on `start`."""
        day = self.back(other, start, 0)
        while self.after(key, day, lag) > start:
            day = self.back(other, day - ONE, 0)
        return day

    def slack(self, key: str) -> int | None:
        if key not in self.latest:
            return None
        return self.between(key, self.forward_once()[key][1], self.latest[key][1])

    def forward_once(self) -> dict[str, tuple[datetime.date, datetime.date]]:
        if not hasattr(self, "_earliest"):
            self._earliest = self.forward(False)
        return self._earliest

    def first_launch(self, spans: dict[str, tuple[datetime.date, datetime.date]]) -> datetime.date:
        days = [self.floor]
        for key, (_, finish) in spans.items():
            day = self.back(key, finish, 0)
            days.append(self.forth(key, day, self.leads.get(self.plan[key].phase, 0)))
        return max(days)

    def critical_path(self) -> list[str]:
        slacks = {key: self.slack(key) for key in self.latest}
        if not slacks:
            return []
        earliest = self.forward_once()
        path = [min(slacks, key=lambda key: slacks[key])]
        while before := [
            other
            for other, lag in self.waits_for(path[0])
            if self.after(path[0], earliest[other][1], lag) == earliest[path[0]][0]
        ]:
            if before[0] not in self.latest:
                break
            path.insert(0, before[0])
        while after := [
            key
            for key in self.plan
            for other, lag in self.waits_for(key)
            if other == path[-1] and self.in_time(other, key, lag, self.latest[key][0]) == self.latest[other][1]
        ]:
            path.append(after[0])
        return path
