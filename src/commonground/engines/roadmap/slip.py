"""What it does to the plan when one deliverable comes later, told before it is saved."""

import datetime
from dataclasses import dataclass

from commonground.engines.errors import Contradiction
from commonground.engines.roadmap.passes import Net, Pass
from commonground.engines.roadmap.plan import MOST_DAYS, Roadmap, check_references
from commonground.engines.roadmap.rules import days_in_words, in_words, short
from commonground.engines.worktime.workdays import Calendars, as_date


@dataclass(frozen=True, slots=True)
class Move:
    """A deliverable that comes later than it was expected to, by how many working days of its organisation."""

    key: str
    title: str
    was: datetime.date
    now: datetime.date
    days: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A due day that a move misses, by how many working days of the organisation (at least 1)."""

    key: str
    title: str
    due: datetime.date
    now: datetime.date
    days: int


@dataclass(frozen=True, slots=True)
class Slip:
    """The effect of a slip on the days to be expected.

    moves          what comes later, the slipping deliverable included, in the order of the roadmap
    missed         due days that are missed by what moves
    launch         the planned day, or the earliest possible one where none is planned
    launch_before  the day to expect before the slip, launch_after the one after it; never before `launch`
    slack_left     working days by which it could slip further without moving the launch; negative when it is too late
                   already, None when it has been handed over
    """

    key: str
    title: str
    days: int
    moves: tuple[Move, ...]
    missed: tuple[Missed, ...]
    launch: datetime.date
    launch_before: datetime.date
    launch_after: datetime.date
    slack_left: int | None

    @property
    def launch_late(self) -> int:
        """Days of the calendar by which launch is missed after the slip; 0 when it is kept."""
        return (self.launch_after - self.launch).days

    @property
    def moves_launch(self) -> bool:
        """Launch comes later because of this slip."""
        return self.launch_after > self.launch_before

    @property
    def summary(self) -> str:
        """One sentence for the person who is about to save it."""
        if self.slack_left is None:
            return f"“{short(self.title)}” has been handed over and can no longer slip."
        return f"If “{short(self.title)}” slips by {days_in_words(self.days)}, {self._launch()}; {self._others()}."

    def _launch(self) -> str:
        if self.moves_launch:
            late = days_in_words((self.launch_after - self.launch_before).days)
            return f"launch moves by {late} to {in_words(self.launch_after)}"
        if self.launch_late:
            return f"launch, {days_in_words(self.launch_late)} late already, moves no further"
        left = days_in_words(self.slack_left) if self.slack_left else "no day"
        return f"launch stays on {in_words(self.launch)} with {left} of slack left"

    def _others(self) -> str:
        others = len(self.moves) - 1
        moved = {0: "nothing else moves", 1: "1 other deliverable moves"}.get(others, f"{others:,} others move")
        missed = {0: "no due day is", 1: "1 due day is"}.get(len(self.missed), f"{len(self.missed):,} due days are")
        return f"{moved} and {missed} missed"


def slip(roadmap: Roadmap, calendars: Calendars, key: str, days: int, today: datetime.date | None = None) -> Slip:
    """What happens when the deliverable `key` comes `days` working days of its organisation later than expected.

    Everything is expected on its due day, or as early as it can be where that is later or there is none; what follows
    moves only as far as it must. Raises Contradiction for an unknown key or for days beyond 1 to 5,000, and what
    `schedule` raises.
    """
    check_references(roadmap)
    place = next((number for number, one in enumerate(roadmap.deliverables) if one.key == key), None)
    if place is None:
        raise Contradiction("There is no such deliverable.")
    if not 1 <= days <= MOST_DAYS:
        raise Contradiction(f"A slip is 1 to {MOST_DAYS:,} working days.")
    net = Net(roadmap, calendars, today)
    before, after = net.forward(expected=True), net.forward(expected=True, delays={place: days})
    launch_before = max(net.launch, net.launch_after(before))
    one = roadmap.deliverables[place]
    last, now = net.backward().finish[place], after.finish[place]
    calendar = net.calendars[place]
    moved = [number for number in range(len(net.plan)) if after.finish[number] != before.finish[number]]
    return Slip(
        key,
        one.title,
        days,
        tuple(_move(net, number, before, after) for number in moved),
        tuple(_missed(net, number, after) for number in moved if _is_late(net, number, after)),
        as_date(net.launch),
        as_date(launch_before),
        as_date(max(launch_before, net.launch_after(after))),
        None if one.state.done else calendar.rank(last) - calendar.rank(now),
    )


def _move(net: Net, place: int, before: Pass, after: Pass) -> Move:
    one, calendar = net.plan[place], net.calendars[place]
    was, now = before.finish[place], after.finish[place]
    return Move(one.key, one.title, as_date(was), as_date(now), calendar.rank(now) - calendar.rank(was))


def _is_late(net: Net, place: int, after: Pass) -> bool:
    due = net.plan[place].due
    return due is not None and after.finish[place] > due.toordinal()


def _missed(net: Net, place: int, after: Pass) -> Missed:
    one, calendar, now = net.plan[place], net.calendars[place], after.finish[place]
    due = one.due or as_date(now)
    days = calendar.rank(now + 1) - calendar.rank(due.toordinal() + 1)
    return Missed(one.key, one.title, due, as_date(now), days)
