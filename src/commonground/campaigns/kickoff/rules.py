"""Pure facts of meetings: what a local time means, what an agenda starts with, and who must be in the room."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from commonground.campaigns.kickoff.enums import MeetingKind, PreparationKind
from commonground.kit.errors import Invalid
from commonground.people.membership.enums import Function
from commonground.people.organisation.choices import time_zones
from commonground.web.dates import day as day_words
from commonground.web.dates import short_day, zone_words

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
FIRST, SECOND = "first", "second"
WEEK = timedelta(weeks=1)
MOST_MINUTES = 24 * 60

REQUIRED: tuple[str, ...] = (
    Function.STRATEGY, Function.MEDIA, Function.CREATIVE, Function.PERSONALISATION, Function.ANALYTICS,
    Function.AD_OPERATIONS,
)  # fmt: skip
# A dynamic-creative partner makes what these two have agreed; without them in the room it guesses.
OF_CREATIVE: tuple[str, ...] = (Function.CREATIVE, Function.PERSONALISATION)
DYNAMIC = "dynamic-creative"

AGENDA: tuple[tuple[str, int], ...] = (
    ("Goals: what is true at the end, with a number", 5),
    ("Audience: whom we mean, and how we know them", 10),
    ("Strategy: why this will work", 10),
    ("Media plan: where, when, how much", 10),
    ("Creative and personalisation: the concept and what changes by signal", 15),
    ("Signals: who passes which, from when", 10),
    ("Measurement: what we count, and who counts it", 10),
    ("Responsibilities: the RACI matrix, row by row where it is disputed", 5),
    ("Risks: what may go wrong, and who watches it", 5),
    ("Timeline, counted back from launch", 5),
    ("Shared vocabulary: the words that each of us uses differently", 5),
)
CALL_AGENDA: tuple[tuple[str, int], ...] = (
    ("Actions due", 10),
    ("Escalations open", 5),
    ("What changed since the last call", 5),
    ("Roadmap: what has drifted", 10),
    ("Responsibilities: does the RACI still hold", 5),
    ("Decisions and new actions", 10),
)
TIMELINE = "Timeline, counted back from launch"
# Weeks before launch, and what is then to be there.
COUNTED_BACK: tuple[tuple[int, str], ...] = (
    (6, "specifications of every placement collected"),
    (4, "signals arrive in test"),
    (3, "creative variants final"),
    (2, "test flight"),
    (1, "go or no-go"),
)
# Days before the kick-off by which each is due.
PREPARED_BEFORE: dict[str, int] = {
    PreparationKind.CONCEPT: 3,
    PreparationKind.SPECIFICATIONS: 2,
    PreparationKind.NAMING: 2,
    PreparationKind.TRACKING: 2,
    PreparationKind.TRAFFICKER: 1,
}


class Reading(StrEnum):
    """How a time on the wall reads on a day on which the clocks change."""

    PLAIN = "plain"
    GAP = "gap"
    FOLD = "fold"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One turn of a series: the moment, and what has to be said of it, "" on an ordinary day."""

    moment: datetime
    said: str = ""


def reading_of(day: date, at: time, zone: str) -> Reading:
    """Whether a local time happens once, never (the clocks go forward over it) or twice (they go back)."""
    local = datetime.combine(day, at.replace(tzinfo=None), ZoneInfo(zone))
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    assert first is not None
    assert second is not None
    if first == second:
        return Reading.PLAIN
    return Reading.GAP if first < second else Reading.FOLD


def _moment(day: date, at: time, zone: str, fold: int = 0) -> datetime:
    return datetime.combine(day, at.replace(tzinfo=None, fold=fold), ZoneInfo(zone)).astimezone(UTC)


def check_when(day: date, zone: str) -> None:
    """Refuse a zone that is none, and a day out of reach."""
    if zone not in dict(time_zones()):
        raise Invalid("Choose a time zone.", fields={"time_zone": "Choose one from the list."})
    if not EARLIEST <= day <= LATEST:
        raise Invalid("Choose another day.", fields={"day": "Between 2000 and 2100."})


def moment_of(day: date, at: time, zone: str, which: str = "") -> datetime:
    """The moment (UTC) at which clocks in `zone` show `at`. Invalid for a time that never comes, or comes twice.

    `which` is "first" or "second" for a time that comes twice.
    """
    check_when(day, zone)
    reading = reading_of(day, at, zone)
    if reading is Reading.GAP:
        after = _moment(day, at, zone).astimezone(ZoneInfo(zone))
        raise Invalid("This time does not exist.", fields={"at": (
            f"{at:%H:%M} does not exist on {day_words(day)}: the clocks of {zone} go forward over it."
            f" Choose {after:%H:%M}, or another time."
        )})  # fmt: skip
    if reading is Reading.FOLD and which not in {FIRST, SECOND}:
        first, second = (zone_words(_moment(day, at, zone, fold), zone) for fold in (0, 1))
        raise Invalid("This time comes twice.", fields={"which": (
            f"On {day_words(day)} the clocks of {zone} go back, and {at:%H:%M} comes twice: first as {first}, then as"
            f" {second}. Say which."
        )})  # fmt: skip
    return _moment(day, at, zone, int(reading is Reading.FOLD and which == SECOND))


def occurrence(day: date, at: time, zone: str) -> Occurrence:
    """The turn of a series on a day: a time that never comes is moved on by the gap, of two the first is taken."""
    moment = _moment(day, at, zone)
    reading = reading_of(day, at, zone)
    if reading is Reading.GAP:
        moved = moment.astimezone(ZoneInfo(zone))
        said = f"{at:%H:%M} does not exist on this day, because the clocks go forward. The call is at {moved:%H:%M}."
        return Occurrence(moment, said)
    if reading is Reading.FOLD:
        said = f"{at:%H:%M} comes twice on this day, because the clocks go back. The first is meant ({zone_words(moment, zone)})."
        return Occurrence(moment, said)
    return Occurrence(moment)


def next_occurrence(first_on: date, every_weeks: int, at: time, zone: str, after: datetime) -> Occurrence:
    """The first turn of a series after a moment; the time on the wall stays the same when the clocks change."""
    step = WEEK * every_weeks
    # One turn earlier than the calendar says, for the day there need not be the day here.
    passed = max(0, (after.astimezone(ZoneInfo(zone)).date() - first_on) // step - 1)
    day = first_on + step * passed
    while (found := occurrence(day, at, zone)).moment <= after:
        day += step
    return found


def beside_words(moment: datetime, zone: str, there: str) -> str:
    """The time at `zone` for somebody who reads that of `there` next to it: 09:00, or Mon 14 Sep, 22:00 on another day."""
    local = moment.astimezone(ZoneInfo(zone))
    same = local.date() == moment.astimezone(ZoneInfo(there)).date()
    return f"{local:%H:%M}" if same else f"{short_day(local.date())}, {local:%H:%M}"


def agenda_of(kind: str, launch: date | None, day: date) -> list[tuple[str, int, str]]:
    """(title, minutes, reading) of each item that a new meeting starts with."""
    if kind != MeetingKind.KICK_OFF:
        return [(title, minutes, "") for title, minutes in CALL_AGENDA]
    back = counted_back(launch, day)
    return [(title, minutes, back if title == TIMELINE else "") for title, minutes in AGENDA]


def counted_back(launch: date | None, day: date) -> str:
    """What has to be there by when, before the launch; what is over on the day of the meeting says so."""
    if launch is None:
        return ""
    lines = [f"Launch: {day_words(launch)}."]
    for weeks, what in COUNTED_BACK:
        by = launch - WEEK * weeks
        over = ", over on the day of the kick-off" if by < day else ""
        lines.append(f"{weeks} week{'' if weeks == 1 else 's'} before: {what}, {short_day(by)}{over}.")
    return "\n".join(lines)


def prepared_by(kind: str, day: date) -> date:
    """The day by which something is to be there for a kick-off on `day`."""
    return day - timedelta(days=PREPARED_BEFORE[kind])


def stands_for(function: str, home: UUID | None, functions: Collection[str], organisation: UUID) -> bool:
    """Whether somebody of `organisation` with these functions fills a place that may be kept for one organisation."""
    return function in functions and home in {None, organisation}


def function_words(functions: Iterable[str]) -> str:
    """creative, personalisation and media"""
    words = [str(Function(function).label).lower() for function in functions]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def check_minutes(minutes: int) -> int:
    """A length from 1 minute to a day."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid("Choose another length.", fields={"minutes": f"Between 1 and {MOST_MINUTES:,} minutes."})
    return minutes
