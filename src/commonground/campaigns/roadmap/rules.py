"""Pure facts about a stored roadmap: what holds for its parts, and what became of its due days."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from commonground.engines.errors import Contradiction
from commonground.engines.roadmap import Deliverable, Dependency, Roadmap, circles, to_dict
from commonground.engines.roadmap.network import chain_in_words
from commonground.engines.roadmap.plan import MOST_DAYS
from commonground.engines.worktime import WorkCalendar
from commonground.engines.worktime.holidays import public_holidays
from commonground.kit.errors import Invalid
from commonground.kit.seen import fingerprint

DELIVERABLES_LIMIT = 2_000
PHASES_LIMIT = 60
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
# Holidays of this many years are looked up; plans reach no further.
YEARS = 12
FACTS = (
    "title", "phase", "milestone", "organisation_id", "owner_id", "reviewer_id", "acceptance", "start_on", "due_on",
    "duration", "depends_on", "raci_row",
)  # fmt: skip


def new_key() -> str:
    """A key for a deliverable or phase, the same in every later version."""
    return uuid.uuid4().hex


def seen_of(row: Any) -> str:
    """The mark of a deliverable as it was shown."""
    return fingerprint({name: getattr(row, name) for name in FACTS})


def seen_dates(starts_on: date | None, launch_on: date | None) -> str:
    """The mark of the first day and the launch."""
    return fingerprint({"starts_on": starts_on, "launch_on": launch_on})


def seen_phase(title: str, lead: int) -> str:
    """The mark of a phase as it was shown."""
    return fingerprint({"title": title, "lead": lead})


def check_day(name: str, day: date | None) -> None:
    """Refuse a day out of reach."""
    if day is not None and not EARLIEST <= day <= LATEST:
        raise Invalid("Some of these dates cannot be.", fields={name: "Between 2000 and 2100."})


def checked_duration(duration: int, *, milestone: bool) -> int:
    """Working days: none for a milestone, at least one for anything else."""
    if milestone:
        return 0
    if not 1 <= duration <= MOST_DAYS:
        raise Invalid(
            "Some of this cannot be saved.",
            fields={"duration": f"A whole number from 1 to {MOST_DAYS:,} working days."},
        )
    return duration


def checked_dependencies(own: str, given: Iterable[Sequence[Any]], titles: dict[str, str]) -> list[list[Any]]:
    """[key, lag] pairs that name deliverables of the same version, each once and never oneself."""
    kept: dict[str, int] = {}
    for key, lag in given:
        if key not in titles:
            raise Invalid(
                "Choose what it waits for.", fields={"depends_on": "It waits for something that is not there."}
            )
        if key == own:
            raise Invalid("Choose what it waits for.", fields={"depends_on": "It cannot wait for itself."})
        if isinstance(lag, bool) or not isinstance(lag, int) or not 0 <= lag <= MOST_DAYS:
            raise Invalid("Choose what it waits for.", fields={"depends_on": f"Between 0 and {MOST_DAYS:,} days."})
        kept[key] = lag
    return [[key, lag] for key, lag in kept.items()]


def refuse_circle(titles: dict[str, str], waits_for: dict[str, list[list[Any]]]) -> None:
    """Refuse deliverables that would wait for each other, naming one way round."""
    plan = Roadmap(
        tuple(
            Deliverable(key, title, depends_on=tuple(Dependency(one) for one, _ in waits_for.get(key, [])))
            for key, title in titles.items()
        )
    )
    if found := circles(plan):
        told = f"These would wait for each other: {chain_in_words(plan.titles(found[0].cycle))}."
        raise Invalid(told, fields={"depends_on": told}, code="circular-dependency")


@lru_cache(512)
def _holidays(country: str, region: str, years: tuple[int, int]) -> frozenset[date]:
    try:
        return public_holidays(country, region, range(years[0], years[1] + 1))
    except Contradiction:
        return frozenset()


@lru_cache(512)
def work_calendar(
    country: str, region: str, work_days: tuple[int, ...], days_off: tuple[str, ...], years: tuple[int, int]
) -> WorkCalendar:
    """The days on which an organisation works in these years (first, last)."""
    off = _holidays(country, region, years) if country else frozenset()
    weekend = frozenset(range(7)) - frozenset(work_days or range(5))
    return WorkCalendar(weekend, off | {date.fromisoformat(day) for day in days_off})


def years_around(days: Iterable[date | None], today: date) -> tuple[int, int]:
    """(first, last) year whose holidays matter for these days."""
    known = [day.year for day in days if day is not None]
    first = max(min([today.year, *known]), today.year - YEARS // 2)
    last = min(max([today.year, *known]) + 1, today.year + YEARS)
    return first, max(first, last)


@dataclass(frozen=True, slots=True)
class DueRecord:
    """What became of the days that were promised for a deliverable.

    renegotiated  how often another day was agreed while the one before had not passed
    missed        the promised days that passed without it
    """

    renegotiated: int = 0
    missed: tuple[date, ...] = field(default=())


def due_record(history: Iterable[tuple[date, date | None]], handed_over: date | None, today: date) -> DueRecord:
    """`history` is (published on, due) of each published version, oldest first; `handed_over` the first time it was."""
    steps: list[tuple[date, date]] = []
    for published, due in history:
        if due is not None and (not steps or steps[-1][1] != due):
            steps.append((published, due))
    renegotiated, missed = 0, list[date]()
    for (_, due), (changed, _) in pairwise(steps):
        held = handed_over is not None and handed_over <= due
        if changed <= due:
            renegotiated += not held
        elif not held:
            missed.append(due)
    if steps and (handed_over or today) > steps[-1][1]:
        missed.append(steps[-1][1])
    return DueRecord(renegotiated, tuple(missed))


def days_behind(waiting_since: Iterable[date], today: date) -> int:
    """For how many days the oldest unread version has waited."""
    return max(((today - since) // timedelta(days=1) for since in waiting_since), default=0)


def content_mark(roadmap: Roadmap) -> str:
    """The mark of all that a version says; how far things are is no part of it."""
    said = to_dict(roadmap)
    for one in said["deliverables"]:
        for name in ("state", "delivered_on", "accepted_on", "start"):
            one.pop(name)
    return fingerprint(said)
