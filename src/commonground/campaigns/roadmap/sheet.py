"""What the roadmap's table shows: each deliverable with its days, slack and state in words, ready to be laid out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.urls import reverse

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.roadmap.models import Deliverable, RoadmapPhase
from commonground.campaigns.roadmap.queries import Loaded
from commonground.campaigns.roadmap.rules import DueRecord
from commonground.engines.errors import CircularDependency, Undated
from commonground.engines.roadmap import Entry, Schedule, State, schedule
from commonground.engines.worktime import Calendars
from commonground.people.models import Membership, Organisation

# (state of web.marks.STATES, words)
WORDS = {
    State.PLANNED: ("draft", "Planned"),
    State.IN_PROGRESS: ("progress", "In progress"),
    State.DELIVERED: ("info", "Delivered, not accepted yet"),
    State.ACCEPTED: ("ok", "Accepted"),
    State.RETURNED: ("warn", "Returned"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One deliverable as a page shows it. `number` is that of the table, by which others wait for it."""

    number: int
    row: Deliverable
    owner: Membership | None
    follows: bool
    entry: Entry | None
    state: str
    words: str
    critical: bool
    url: str
    waits_for: tuple[str, ...] = ()
    record: DueRecord = field(default_factory=DueRecord)

    @property
    def organisation(self) -> Organisation | None:
        """Whose it is."""
        return self.row.organisation or (self.owner.organisation if self.owner else None)

    @property
    def slack_words(self) -> str:
        """2 days; none; 3 days too late."""
        slack = self.entry.slack if self.entry else None
        if slack is None:
            return ""
        days = f"{abs(slack):,} day{'' if abs(slack) == 1 else 's'}"
        return "none" if slack == 0 else days if slack > 0 else f"{days} too late"

    @property
    def critical_words(self) -> str:
        """Why it is marked: nothing has less slack, or a lost day moves launch already."""
        slack = self.entry.slack if self.entry else None
        if slack is not None and slack > 0:
            return f"Critical: nothing has less slack, {self.slack_words}"
        return "Critical: a day lost here moves launch"


@dataclass(frozen=True, slots=True)
class Lane:
    """The deliverables of one phase; None stands for those of none."""

    phase: RoadmapPhase | None
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """How it is called."""
        return self.phase.title if self.phase else "Without a phase"


def schedule_of(loaded: Loaded, calendars: Calendars, today: date) -> Schedule | None:
    """The schedule, where there is a day to count from and nothing waits for itself."""
    try:
        return schedule(loaded.roadmap, calendars, today)
    except (CircularDependency, Undated):
        return None


def lanes_of(
    campaign: Campaign,
    loaded: Loaded,
    found: Schedule | None,
    *,
    today: date,
    linked: bool = True,
    records: Mapping[str, DueRecord] | None = None,
) -> tuple[Lane, ...]:
    """Lay a version out by phase, in the order of the roadmap."""
    lines = list(_lines(campaign, loaded, found, today, linked, records or {}))
    order = {phase.key: place for place, phase in enumerate(loaded.phases)}
    lines.sort(key=lambda line: order.get(line.row.phase, len(order)))
    phases = {phase.key: phase for phase in loaded.phases}
    return tuple(Lane(phases.get(key), tuple(several)) for key, several in groupby(lines, lambda one: one.row.phase))


def _lines(
    campaign: Campaign,
    loaded: Loaded,
    found: Schedule | None,
    today: date,
    linked: bool,
    records: Mapping[str, DueRecord],
) -> Iterator[Line]:
    # Asking for the address of each of two thousand costs more than all of the rest.
    any_page = reverse("campaigns:roadmap-deliverable", args=[campaign.pk, "any-key"]) if linked else ""
    numbers = {row.key: number for number, row in enumerate(loaded.rows, start=1)}
    for row in loaded.rows:
        entry = found.by_key[row.key] if found else None
        state, words = state_of(loaded, row, entry, today)
        yield Line(
            number=numbers[row.key], row=row, owner=loaded.owners.get(row.key), follows=row.owner_id is None,
            entry=entry, state=state, words=words, critical=bool(entry and entry.critical),
            url=any_page.replace("any-key", row.key), record=records.get(row.key, DueRecord()),
            waits_for=tuple(f"{numbers[key]}{f'+{lag}' if lag else ''}" for key, lag in row.depends_on if key in numbers),
        )  # fmt: skip


def state_of(loaded: Loaded, row: Deliverable, entry: Entry | None, today: date) -> tuple[str, str]:
    """Where a deliverable stands: late and at risk come before how far it is."""
    state = loaded.roadmap.by_key[row.key].state
    mark, words = WORDS[state]
    if row.milestone and state == State.DELIVERED and row.reviewer_id is None:
        return "ok", "Reached"
    if state.done:
        return mark, words
    if row.due_on and row.due_on < today:
        days = (today - row.due_on).days
        return "late", f"{days:,} day{'' if days == 1 else 's'} late"
    if entry and entry.latest_finish and entry.expected_finish > entry.latest_finish:
        return "warn", "Too late for the launch"
    return mark, words
