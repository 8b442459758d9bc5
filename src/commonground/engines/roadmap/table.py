"""The table of a plan: its header, and its rows as deliverables."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from commonground.engines.raci.matrix import normalised, unique_key
from commonground.engines.raci.reading import NotUnderstood
from commonground.engines.raci.vocabulary import optional
from commonground.engines.roadmap.head import Head, cell
from commonground.engines.roadmap.plan import DATES, MOST_DAYS, Deliverable, Dependency, Phase, Roadmap, State
from commonground.engines.roadmap.preamble import Preamble
from commonground.engines.roadmap.values import DateReader, dependencies_in, duration_of, state_of
from commonground.engines.roadmap.vocabulary import NO, YES
from commonground.engines.sheets.sheet import Sheet, column_letter, place
from commonground.engines.worktime.workdays import MONDAY_TO_FRIDAY

TEXTS = ("organisation", "owner", "reviewer", "acceptance", "raci_row")
NO_DAY = "This is no day: write it as 2026-10-16."


@dataclass(slots=True)
class Found:
    """What a table gave."""

    head: Head
    roadmap: Roadmap = field(default_factory=Roadmap)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)

    def miss(self, row: int, column: int, value: str, why: str, title: str = "") -> None:
        """Report a cell that is not used."""
        sheet = self.head.sheet
        where = place(sheet.name, sheet.number(row), column)
        name = cell(sheet.rows[self.head.row], column) or column_letter(column)
        self.not_understood.append(
            NotUnderstood("", sheet.name, title, name, value, why, where[:1].upper() + where[1:])
        )


@dataclass(slots=True)
class Draft:
    """A row on its way: what it says of others can be read when all rows are known."""

    row: int
    number: str
    waits_for: str
    deliverable: Deliverable


def read_table(head: Head, preamble: Preamble) -> Found:
    """The roadmap of one table. Every filled cell is used, reported or named in a warning."""
    found = Found(head)
    rows = head.sheet.rows
    for column in head.left_out:
        if any(cell(rows[row], column) for row in range(head.row + 1, head.stop)):
            found.warnings[f"The column “{cell(rows[head.row], column)}” was left out."] = None
    dates = DateReader(
        cell(rows[row], head.columns[name])
        for name in DATES
        if name in head.columns
        for row in range(head.row + 1, head.stop)
    )
    phases = Phases(list(preamble.phases))
    drafts = list(_drafts(found, dates, phases))
    found.warnings |= dates.assumptions
    deliverables = _joined(found, drafts)
    found.roadmap = Roadmap(deliverables, tuple(phases.known), preamble.launch, preamble.start)
    return found


class Phases:
    """Phases by key, then by title; one that is new is added."""

    def __init__(self, known: list[Phase]) -> None:
        self.known = known
        self.keys = {normalised(phase.title): phase.key for phase in reversed(known)}
        self.keys |= {phase.title: phase.key for phase in reversed(known)}
        self.keys |= {phase.key: phase.key for phase in known}

    def __call__(self, text: str) -> str:
        """Key of the phase that a cell names, "" for none."""
        if not text:
            return ""
        key = self.keys.get(text) or self.keys.get(normalised(text))
        if key is None:
            key = unique_key(text, {phase.key for phase in self.known})
            self.known.append(Phase(key, text))
            self.keys |= {text: key, normalised(text): key}
        return key


def _drafts(found: Found, dates: DateReader, phases: Phases) -> Iterator[Draft]:
    head, sheet = found.head, found.head.sheet
    merged = _merged_down(sheet, head.columns.get("phase", -1))
    bands = {merge.top for merge in sheet.merges if merge.top == merge.bottom and merge.right > merge.left}
    bands |= {_said_above(sheet, row) for row in head.repeated}
    taken: set[str] = set()
    band = ""
    for row in range(head.row + 1, head.stop):
        texts = sheet.rows[row]
        said = [(column, text.strip()) for column, text in enumerate(texts) if text.strip()]
        if row in head.repeated:
            continue
        if row in bands and len(said) == 1 and "phase" not in head.columns:
            band = optional(said[0][1])
            continue
        title = optional(cell(texts, head.columns["title"]))
        if title:
            phase = merged.get(row) or (cell(texts, head.columns["phase"]) if "phase" in head.columns else band)
            yield _draft(found, row, title, phases(optional(phase)), dates, taken)
        else:
            for column, text in said:
                if column not in head.left_out and column != head.columns.get("number"):
                    found.miss(row, column, text, "The row names no deliverable.")


def _said_above(sheet: Sheet, row: int) -> int:
    """The row above a header that says anything."""
    row -= 1
    while not any(text.strip() for text in sheet.rows[row]):
        row -= 1
    return row


def _merged_down(sheet: Sheet, column: int) -> dict[int, str]:
    """Row -> the text of the cell that is merged over it. Merges of a damaged file may overlap: the upper one holds."""
    found: dict[int, str] = {}
    stop = 0
    for merge in sorted(sheet.merges, key=lambda merge: merge.top):
        if merge.left == column:
            text = cell(sheet.rows[merge.top], column) if merge.top < len(sheet.rows) else ""
            found |= dict.fromkeys(range(max(merge.top, stop), merge.bottom + 1), text)
            stop = max(stop, merge.bottom + 1)
    return found


def _draft(found: Found, row: int, title: str, phase: str, dates: DateReader, taken: set[str]) -> Draft:
    texts, columns = found.head.sheet.rows[row], found.head.columns
    said = {kind: cell(texts, column) for kind, column in columns.items()}
    key = optional(said.get("key", ""))
    if key in taken:
        found.miss(row, columns["key"], key, "Another deliverable has this key.", title)
        key = ""
    key = key or unique_key(title, taken)
    taken.add(key)
    names: dict[str, Any] = {name: optional(said.get(name, "")) for name in TEXTS}
    days: dict[str, Any] = {name: _day(found, row, name, said.get(name, ""), dates, title) for name in DATES}
    state = _state(found, row, said, days, title)
    one = Deliverable(key, title, phase, **names, **days, state=state)
    milestone = _is_milestone(found, row, said, title)
    one = replace(one, milestone=milestone, duration=0) if milestone else _lasting(found, row, said, one)
    return Draft(row, said.get("number", ""), said.get("depends_on", ""), one)


def _day(found: Found, row: int, name: str, text: str, dates: DateReader, title: str) -> datetime.date | None:
    text = optional(text)
    day = dates(text) if text else None
    # A column “Done” may as well say yes.
    if text and day is None and not (name in ("delivered_on", "accepted_on") and text.casefold() in YES | NO):
        found.miss(row, found.head.columns[name], text, NO_DAY, title)
    return day


def _state(
    found: Found, row: int, said: Mapping[str, str], days: Mapping[str, datetime.date | None], title: str
) -> State:
    """What the state says; without one, what a day or a yes under accepted or delivered implies."""
    text = optional(said.get("state", ""))
    if text:
        if state := state_of(text):
            return state
        found.miss(row, found.head.columns["state"], text, "This is none of the known states.", title)
    for name, state in (("accepted_on", State.ACCEPTED), ("delivered_on", State.DELIVERED)):
        if days[name] or said.get(name, "").casefold() in YES:
            return state
    return State.PLANNED


def _is_milestone(found: Found, row: int, said: Mapping[str, str], title: str) -> bool:
    flag, kind = said.get("milestone", "").casefold(), normalised(said.get("kind", ""))
    if flag not in YES | NO:
        found.miss(row, found.head.columns["milestone"], said["milestone"], "This is neither yes nor no.", title)
    if kind not in ("", "deliverable", "task", "milestone"):
        found.miss(row, found.head.columns["kind"], said["kind"], "A row is a deliverable or a milestone.", title)
    return flag in YES or kind == "milestone" or duration_of(said.get("duration", "")) == 0


def _lasting(found: Found, row: int, said: Mapping[str, str], one: Deliverable) -> Deliverable:
    text = optional(said.get("duration", ""))
    days = duration_of(text) if text else None
    if text and days is None:
        why = f"This is no whole number of working days from 0 to {MOST_DAYS:,}."
        found.miss(row, found.head.columns["duration"], text, why, one.title)
    if days is None and one.start and one.due and one.start <= one.due:
        days = max(MONDAY_TO_FRIDAY.count(one.start, one.due + datetime.timedelta(days=1)), 1)
        found.warnings["Where no duration is given, the days from Monday to Friday between start and due count."] = None
        if days > MOST_DAYS:
            days = MOST_DAYS
    elif days is None:
        found.warnings["Where neither a duration nor start and due are given, one working day counts."] = None
    return replace(one, duration=days or 1)


def _joined(found: Found, drafts: list[Draft]) -> tuple[Deliverable, ...]:
    """Deliverables with what they wait for: by number, else by key, else by name."""
    names: dict[str, str] = {}
    for draft in reversed(drafts):
        names[normalised(draft.deliverable.title)] = draft.deliverable.key
    for draft in reversed(drafts):
        names[draft.deliverable.title] = draft.deliverable.key
    names |= {draft.deliverable.key: draft.deliverable.key for draft in drafts}
    numbers = {draft.number: draft.deliverable.key for draft in reversed(drafts) if draft.number}
    if "number" not in found.head.columns:
        numbers = {str(count): draft.deliverable.key for count, draft in enumerate(drafts, start=1)}

    def called(text: str) -> str:
        return names.get(text) or names.get(normalised(text)) or ""

    return tuple(replace(draft.deliverable, depends_on=_waits_for(found, draft, numbers, called)) for draft in drafts)


def _waits_for(
    found: Found, draft: Draft, numbers: Mapping[str, str], called: Callable[[str], str]
) -> tuple[Dependency, ...]:
    text = optional(draft.waits_for)
    if not text:
        return ()
    column, title = found.head.columns["depends_on"], draft.deliverable.title
    named, unknown = dependencies_in(text, numbers, called)
    for piece in unknown:
        found.miss(draft.row, column, piece, "No deliverable of this table is called so.", title)
    kept: dict[str, Dependency] = {}
    for one in named:
        if one.key in kept:
            found.miss(draft.row, column, text, "The same deliverable is named twice.", title)
        kept.setdefault(one.key, one)
    return tuple(kept.values())
