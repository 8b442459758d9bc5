"""Roadmaps in the API."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.raci.schemas import FindingOut
from commonground.campaigns.roadmap.consequences import Consequence
from commonground.campaigns.roadmap.enums import ProgressState, RoadmapState
from commonground.campaigns.roadmap.importing import Preview
from commonground.campaigns.roadmap.models import Deliverable, RoadmapPhase
from commonground.campaigns.roadmap.queries import Loaded
from commonground.campaigns.roadmap.rules import content_mark, seen_dates, seen_of, seen_phase
from commonground.campaigns.upload.models import Upload
from commonground.campaigns.upload.schemas import NotUnderstoodOut
from commonground.engines.roadmap import Schedule, Slip
from commonground.engines.roadmap.plan import MOST_DAYS
from commonground.web.schemas import Given

Days = Annotated[int, Field(ge=0, le=MOST_DAYS)]
Key = Annotated[str, Field(max_length=80)]
Seen = Annotated[str | None, Field(max_length=16)]


class RoadmapVersionOut(Schema):
    """One version of a campaign's roadmap. `based_on` is no part of it: changes are told against the one published before."""

    number: int
    state: RoadmapState
    source: str
    starts_on: date | None
    launch_on: date | None
    summary: str
    started_by: UUID = Field(alias="started_by_id")
    published_by: UUID | None = Field(None, alias="published_by_id")
    published_at: datetime | None
    ended_at: datetime | None
    created_at: datetime


class DependencyOut(Schema):
    """What is waited for, and how many working days must lie between."""

    key: str
    lag: int


class PhaseOut(Schema):
    """A phase; `lead` is the working days that it keeps free before the launch, `seen` marks it."""

    key: str
    title: str
    lead: int
    seen: str

    @classmethod
    def of(cls, phase: RoadmapPhase) -> dict[str, Any]:
        plain = {name: getattr(phase, name) for name in ("key", "title", "lead")}
        return plain | {"seen": seen_phase(phase.title, phase.lead)}


class DeliverableOut(Schema):
    """A deliverable. `answers` is the owner, else whoever is accountable in its row of the matrix; `seen` marks it."""

    key: str
    title: str
    phase: str
    milestone: bool
    organisation: UUID | None
    owner: UUID | None
    answers: UUID | None
    reviewer: UUID | None
    acceptance: str
    start_on: date | None
    due_on: date | None
    duration: int
    depends_on: list[DependencyOut]
    raci_row: str
    state: ProgressState
    seen: str

    @classmethod
    def of(cls, row: Deliverable, loaded: Loaded | None = None) -> dict[str, Any]:
        plain = ("key", "title", "phase", "milestone", "acceptance", "start_on", "due_on", "duration", "raci_row")
        progress = loaded.progress.get(row.key) if loaded else None
        answers = loaded.owners.get(row.key) if loaded else row.owner
        people = {"organisation": row.organisation_id, "owner": row.owner_id, "reviewer": row.reviewer_id}
        return {name: getattr(row, name) for name in plain} | people | {
            "answers": answers.pk if answers else None, "seen": seen_of(row),
            "depends_on": [{"key": key, "lag": lag} for key, lag in row.depends_on],
            "state": progress.state if progress else ProgressState.PLANNED,
        }  # fmt: skip


class RoadmapWhole(Schema):
    """A version with all that is in it. `seen_dates` marks its first day and launch, `seen_content` all that it says."""

    version: RoadmapVersionOut
    phases: list[PhaseOut]
    deliverables: list[DeliverableOut]
    seen_dates: str
    seen_content: str

    @classmethod
    def of(cls, loaded: Loaded) -> dict[str, Any]:
        return {
            "version": loaded.version, "phases": [PhaseOut.of(phase) for phase in loaded.phases],
            "deliverables": [DeliverableOut.of(row, loaded) for row in loaded.rows],
            "seen_dates": seen_dates(loaded.version.starts_on, loaded.version.launch_on),
            "seen_content": content_mark(loaded.roadmap),
        }  # fmt: skip


class EntryOut(Schema):
    """The days of one deliverable; the latest ones and the slack are null once it has been handed over."""

    key: str
    earliest_start: date
    earliest_finish: date
    expected_start: date
    expected_finish: date
    latest_start: date | None
    latest_finish: date | None
    slack: int | None
    critical: bool


class ScheduleOut(Schema):
    """What follows from the plan, by which method. Counted on exact values: there is no interval."""

    version: int
    launch: date
    earliest_launch: date
    expected_launch: date
    critical_path: list[str]
    entries: list[EntryOut]
    method: str
    method_version: str

    @classmethod
    def of(cls, number: int, found: Schedule) -> dict[str, Any]:
        names = ("launch", "earliest_launch", "expected_launch", "method")
        return {name: getattr(found, name) for name in names} | {
            "version": number, "method_version": found.version, "critical_path": list(found.critical_path),
            "entries": [asdict(entry) for entry in found.entries],
        }  # fmt: skip


class MoveOut(Schema):
    """A deliverable that comes earlier (negative days) or later, in working days of its organisation."""

    key: str
    title: str
    was: date
    now: date
    days: int


class MissedOut(Schema):
    """A due day that is missed."""

    key: str
    title: str
    due: date
    now: date
    days: int


class SlipIn(Given):
    """By how many working days it comes later."""

    days: int = Field(ge=1, le=MOST_DAYS)


class SlipOut(Schema):
    """What the slip does; nothing is saved."""

    summary: str
    launch: date
    launch_before: date
    launch_after: date
    slack_left: int | None
    moves: list[MoveOut]
    missed: list[MissedOut]

    @classmethod
    def of(cls, found: Slip) -> dict[str, Any]:
        return {**asdict(found), "summary": found.summary}


class ConsequenceOut(Schema):
    """What a change does before it is saved."""

    summary: str
    launch_before: date
    launch_after: date
    moves: list[MoveOut]
    missed: list[MissedOut]
    late: list[str]

    @classmethod
    def of(cls, found: Consequence) -> dict[str, Any]:
        return {**asdict(found), "summary": found.summary}


class DifferenceOut(Schema):
    """One thing that changed, in words."""

    about: str
    part: str
    was: str
    now: str


class RoadmapChanges(Schema):
    """What differs from the version published before; `before` is null for the first."""

    before: int | None = None
    changes: list[DifferenceOut] = []


class DependencyIn(Given):
    """What it waits for."""

    key: Key
    lag: Days = 0


class DeliverableNew(Given):
    """A new deliverable, below the one `after`, else at the end of its phase. People and organisations by their ids."""

    title: str = Field(min_length=1, max_length=200)
    phase: Key = ""
    milestone: bool = False
    organisation: UUID | None = None
    owner: UUID | None = None
    reviewer: UUID | None = None
    acceptance: str = Field("", max_length=2000)
    start_on: date | None = None
    due_on: date | None = None
    duration: Days = 1
    depends_on: list[DependencyIn] = Field([], max_length=200)
    raci_row: Key = ""
    after: Key = ""


class DeliverableChange(Given):
    """What is to change; what is left out stays. With `seen`, 409 when it no longer holds."""

    title: str = Field("", min_length=1, max_length=200)
    phase: Key = ""
    milestone: bool = False
    organisation: UUID | None = None
    owner: UUID | None = None
    reviewer: UUID | None = None
    acceptance: str = Field("", max_length=2000)
    start_on: date | None = None
    due_on: date | None = None
    duration: Days = 1
    depends_on: list[DependencyIn] = Field([], max_length=200)
    raci_row: Key = ""
    seen: Seen = None


def facts_of(given: dict[str, Any]) -> dict[str, Any]:
    """A body as the actions take it."""
    if "depends_on" in given:
        given["depends_on"] = [[one["key"], one.get("lag", 0)] for one in given["depends_on"]]
    return given


class DeliverableKept(Schema):
    """What was taken out: send it within a day to put it back."""

    kept: str


class DeliverableRestored(Given):
    """What the answer to taking it out has kept."""

    kept: str = Field(max_length=100_000)


class DeliverableMove(Given):
    """How many places: negative is up."""

    by_places: int = Field(ge=-10_000, le=10_000)


class PhaseIn(Given):
    """A phase."""

    title: str = Field(min_length=1, max_length=120)
    lead: Days = 0


class PhaseChange(PhaseIn):
    """What the phase says from now on. With `seen`, 409 when it no longer holds."""

    seen: Seen = None


class RoadmapDates(Given):
    """The first day of work and the launch; null for none. With `seen`, 409 when it no longer holds."""

    starts_on: date | None
    launch_on: date | None
    seen: Seen = None


class RoadmapPreview(Schema):
    """What was understood of a file, and what taking it would change."""

    id: UUID
    name: str
    table: int
    tables: list[str]
    deliverables: int
    phases: int
    launch: date | None
    not_understood: list[NotUnderstoodOut]
    warnings: list[str]
    unmatched: list[str]
    findings: list[FindingOut]
    before: int | None
    changes: list[DifferenceOut]

    @classmethod
    def of(cls, sent: Upload, seen: Preview) -> dict[str, Any]:
        read = seen.understanding
        return {
            "id": sent.pk, "name": sent.name, "table": read.table, "tables": list(read.tables),
            "deliverables": len(seen.roadmap.deliverables), "phases": len(seen.roadmap.phases),
            "launch": seen.roadmap.launch, "not_understood": read.not_understood, "warnings": list(read.warnings),
            "unmatched": list(seen.unmatched), "findings": [FindingOut.of(finding) for finding in seen.findings],
            "before": seen.earlier.number if seen.earlier else None, "changes": seen.changes,
        }  # fmt: skip


class RoadmapTake(Given):
    """Which of the tables, from 1; the likeliest when left out."""

    table: int | None = Field(None, ge=1, le=999)
