"""Stepping up by the clock: what a missed answer or update leads to, however long nobody looked."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from commonground.engines.escalation.severity import Terms

TOP_RUNG = 3
Due = Callable[[datetime.datetime, int, int], datetime.datetime]


@dataclass(frozen=True, slots=True)
class Clock:
    """What runs on an escalation: the rung where it is, and by when it is answered or next told of (None: not running)."""

    rung: int
    answer_due: datetime.datetime | None = None
    update_due: datetime.datetime | None = None

    @property
    def runs_out(self) -> datetime.datetime | None:
        """The earlier of the two."""
        return min(filter(None, (self.answer_due, self.update_due)), default=None)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung up: when, to which rung, and whether an answer or an update was missed."""

    at: datetime.datetime
    rung: int
    missed: str


def steps(
    clock: Clock, terms: Terms, now: datetime.datetime, due: Due, top: int = TOP_RUNG
) -> tuple[tuple[Step, ...], Clock]:
    """The steps that `now` brings, oldest first, and the clock after them.

    `due(since, minutes, rung)` counts in the working time of those who must act on that rung. Each step starts the missed
    time anew from the moment at which it ran out, so a late look finds the same steps as one every minute. On the top
    rung a missed time is left standing: it is overdue, and there is nobody above.
    """
    found: list[Step] = []
    while clock.runs_out is not None and clock.runs_out <= now and clock.rung < top:
        at, rung = clock.runs_out, clock.rung + 1
        missed = "answer" if clock.answer_due == at else "update"
        again = due(at, terms.answer if missed == "answer" else terms.update, rung)
        clock = replace(clock, rung=rung, **{f"{missed}_due": again})
        found.append(Step(at, rung, missed))
    return tuple(found), clock
