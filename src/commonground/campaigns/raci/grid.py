"""What the grid shows: a version's matrix, its flags, its changes and its loads, ready to be laid out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.raci.models import MatrixRole, MatrixVersion
from commonground.campaigns.raci.queries import Loaded, changes_since, count_comments, findings_of
from commonground.campaigns.raci.rules import thresholds_of
from commonground.engines.findings import Finding
from commonground.engines.raci.diff import Diff
from commonground.engines.raci.matrix import Row
from commonground.engines.raci.tally import load
from commonground.people.viewer.models import Viewer
from commonground.web.marks import icon, status
from commonground.web.matrix import Cell, Column, role_cells
from commonground.web.shell import Mark
from commonground.web.text import visible

SHORT = {
    "RACI-001": "No A", "RACI-002": "Two A’s", "RACI-003": "No R", "RACI-004": "Vacant", "RACI-005": "Many R’s",
    "RACI-006": "Overloaded", "RACI-007": "Many C’s", "RACI-009": "Twice", "RACI-010": "Outsider", "RACI-014": "Left",
}  # fmt: skip
FLAGGED = ' class="flagged"'
NO_FINDING = '<span class="sr">no finding</span>'


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: who holds the role, and how much. `unmatched` says that the name is only what a file said."""

    key: str
    name: str
    title: str
    accountable: int
    responsible: int
    first: bool
    vacant: bool
    has_left: bool
    unmatched: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring columns of one organisation."""

    mark: Mark | None
    name: str
    columns: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row, with its cells laid out. `url` is its own page, "" where there is none; `letters_url` sets its cells."""

    key: str
    url: str
    letters_url: str
    number: int
    task: str
    kind: str
    note: str
    is_new: bool
    was: str
    moved: bool
    changed: bool
    flags: tuple[Finding, ...]
    comments: int
    cells: SafeString

    @property
    def flag(self) -> Finding | None:
        """The heaviest finding on the row."""
        return self.flags[0] if self.flags else None

    @property
    def flag_words(self) -> str:
        """Two words for it."""
        return SHORT.get(self.flags[0].id, self.flags[0].id) if self.flags else ""

    @property
    def html(self) -> SafeString:
        """The whole `<tr>`. Written here: a template for each of a thousand rows would cost more than the page may take."""
        key = escape(self.key)
        editing = f' data-url="{escape(self.letters_url)}"' if self.letters_url else ""
        opening = f'<tr data-row="{key}" id="row-{key}"{editing}{FLAGGED if self.flags else ""}>'
        symbol = icon("diamond" if self.kind == "decision" else "square")
        task = f'<div><span class="m-no">{self.number}</span>{symbol}<span>{self._linked(visible(self.task))}{self._marks()}</span></div>'
        rules = self._rules() if self.flags else f"{icon('check')}{NO_FINDING}"
        return mark_safe(  # noqa: S308 - every piece is escaped where it is written
            f'{opening}<th class="m-task" scope="row">{task}</th><td class="m-rules">{rules}</td>{self.cells}</tr>'
        )

    def _linked(self, words: str, extra: str = "") -> str:
        return f'<a href="{escape(self.url)}"{extra}>{words}</a>' if self.url else words

    def _marks(self) -> str:
        marks = '<span class="tag">New</span>' if self.is_new else ""
        marks += f'<span class="m-was">was “{visible(self.was)}”</span>' if self.was else ""
        marks += '<span class="m-was">moved</span>' if self.moved else ""
        said = f'{self.comments}<span class="sr"> comment{"" if self.comments == 1 else "s"}</span>'
        return marks + (f'<span class="m-said">{icon("message-square")}{said}</span>' if self.comments else "")

    def _rules(self) -> str:
        heaviest, *more = self.flags
        also = f" +{len(more)}" if more else ""
        words = f"{status(heaviest.level.value, self.flag_words)}<small>{heaviest.id}{also}</small>"
        return self._linked(words, f' title="{escape(heaviest.message)}"')


@dataclass(frozen=True, slots=True)
class Phase:
    """Rows of one phase."""

    name: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole page's worth."""

    version: MatrixVersion
    earlier: MatrixVersion | None
    groups: tuple[Group, ...]
    heads: tuple[Head, ...]
    phases: tuple[Phase, ...]
    findings: tuple[Finding, ...]
    removed: tuple[str, ...]
    total: int
    changed: int
    flagged: int
    guide: int
    editable: bool

    @property
    def elsewhere(self) -> tuple[Finding, ...]:
        """Findings that are of no single row."""
        return tuple(f for f in self.findings if not f.places or f.places[0].kind not in {"row", "cell"})


def build_grid(
    viewer: Viewer, campaign: Campaign, loaded: Loaded, *, today: date, show: str = "", editable: bool = False,
    linked: bool = True, only_row: str = "",
) -> Grid:  # fmt: skip
    """Lay a version out. `show` is "", "changed" or "flagged"; `only_row` lays out that row alone, counts stay whole.

    Rows have a page of their own in the version that people work on: `linked` says that this is the one.
    """
    findings = findings_of(campaign, loaded, today=today)
    earlier, changes = changes_since(viewer, loaded) or (None, None)
    flags = _flags_by_row(findings)
    pages = _pages(campaign, linked=linked, editable=editable)
    rows = _rows(loaded, flags, changes, count_comments(viewer, campaign), pages, only=only_row, show=show)
    changed_keys = _changed_rows(changes)
    return Grid(
        version=loaded.version,
        earlier=earlier,
        groups=tuple(_groups(loaded.roles)),
        heads=tuple(_heads(loaded)),
        phases=tuple(Phase(name, tuple(row for _, row in several)) for name, several in groupby(rows, lambda r: r[0])),
        findings=findings,
        removed=tuple(row.task for row in changes.rows_removed) if changes else (),
        total=len(loaded.rows),
        changed=sum(row.key in changed_keys for row in loaded.rows),
        flagged=len(flags),
        guide=thresholds_of(campaign.thresholds).accountable_rows_per_person,
        editable=editable,
    )


def _flags_by_row(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    flags: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.places and finding.places[0].kind in {"row", "cell"}:
            flags[finding.places[0].key.partition(":")[0]].append(finding)
    return flags


def _changed_rows(changes: Diff | None) -> set[str]:
    if changes is None:
        return set()
    touched = {row.key for row in changes.rows_added} | {change.row for change in changes.cells}
    pairs = (*changes.rows_renamed, *changes.rows_moved, *changes.rows_edited)
    return touched | {row.key for _, row in pairs}


# Asking for the address of each of a thousand rows costs as much as all of the rest.
ANY_ROW = "any-row"


def _pages(campaign: Campaign, *, linked: bool, editable: bool) -> tuple[str, str]:
    """The addresses of a row's page and of its letters, for the row ANY_ROW; "" where there is none."""
    of = [campaign.pk, ANY_ROW]
    return reverse("campaigns:raci-row", args=of) if linked else "", (
        reverse("campaigns:raci-letters", args=of) if editable else ""
    )


def _rows(
    loaded: Loaded, flags: Mapping[str, list[Finding]], changes: Diff | None, comments: Mapping[str, int],
    pages: tuple[str, str], *, only: str, show: str,
) -> list[tuple[str, GridRow]]:  # fmt: skip
    columns = _columns(loaded)
    page, letters = pages
    added = {row.key for row in changes.rows_added} if changes else set()
    moved = {row.key for _, row in changes.rows_moved} if changes else set()
    renamed = {row.key: before.task for before, row in changes.rows_renamed} if changes else {}
    was: dict[str, dict[str, str]] = defaultdict(dict)
    for change in changes.cells if changes else ():
        was[change.row][change.role] = change.before.value if change.before else ""
    changed = _changed_rows(changes)
    wanted = {"changed": changed, "flagged": set(flags)}.get(show)
    laid = []
    for number, row in enumerate(loaded.matrix.rows, start=1):
        if (only and row.key != only) or (wanted is not None and row.key not in wanted):
            continue
        before = was[row.key] if row.key not in added else dict.fromkeys(row.cells, "")
        key = quote(row.key, safe="")
        found = GridRow(
            key=row.key, url=page.replace(ANY_ROW, key), letters_url=letters.replace(ANY_ROW, key), number=number,
            task=row.task, kind=row.kind, note=row.note, is_new=row.key in added, was=renamed.get(row.key, ""),
            moved=row.key in moved, changed=row.key in changed, flags=tuple(flags.get(row.key, ())),
            comments=comments.get(row.key, 0),
            cells=role_cells(
                row.key, columns, _cells(row, columns, before, flags.get(row.key, ())), editable=bool(letters)
            ),
        )  # fmt: skip
        laid.append((row.phase, found))
    return laid


def _cells(row: Row, columns: list[Column], was: Mapping[str, str], flags: Iterable[Finding]) -> list[Cell]:
    flagged = {place.key.partition(":")[2] for flag in flags for place in flag.places if place.kind == "cell"}
    held = row.cells
    return [
        Cell(held[c.key].value if c.key in held else "", was.get(c.key), c.key in flagged)
        if c.key in held or c.key in was
        else BLANK
        for c in columns
    ]


BLANK = Cell()


def _columns(loaded: Loaded) -> list[Column]:
    columns, before = [], object()
    for role, value in zip(loaded.roles, loaded.matrix.roles, strict=True):
        mark = role.organisation
        of = (role.organisation_id, role.organisation_name)
        name = value.person if value.person and not value.has_left else role.title
        columns.append(Column(role.key, name, mark.letters if mark else "", mark.colour if mark else 12, of != before))
        before = of
    return columns


def _groups(roles: Iterable[MatrixRole]) -> Iterable[Group]:
    for _, several in groupby(roles, lambda role: (role.organisation_id, role.organisation_name)):
        together = list(several)
        organisation = together[0].organisation
        mark = Mark(organisation.name, organisation.letters, organisation.colour) if organisation else None
        yield Group(mark, organisation.name if organisation else together[0].organisation_name, len(together))


def _heads(loaded: Loaded) -> Iterable[Head]:
    loads, _ = load(loaded.matrix)
    columns = _columns(loaded)
    for stored, role, carried, column in zip(loaded.roles, loaded.matrix.roles, loads, columns, strict=True):
        holder = stored.holder
        name = "" if role.has_left else role.person
        yield Head(
            key=role.key,
            name=name,
            title=role.title if role.title != role.person else (holder.title if holder else ""),
            accountable=carried.accountable,
            responsible=carried.responsible,
            first=column.first_of_group,
            vacant=role.vacant or role.has_left,
            has_left=role.has_left,
            unmatched=bool(name) and holder is None,
        )
