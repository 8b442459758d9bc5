"""What a layout makes of one table, before keys are given: the common ground of all layouts."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from commonground.engines.raci.alphabet import Alphabet
from commonground.engines.raci.matrix import Kind, Letters, Matrix, Organisation, Role, Row, normalised, unique_key
from commonground.engines.sheets.sheet import Sheet

# ("row", its key, name of a field) or ("role", its key, "").
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """One cell that could not be used: where it is, the task and role it stands for, what it says and why not."""

    file: str
    sheet: str
    row: str
    column: str
    value: str
    why: str
    where: str


@dataclass(slots=True)
class DraftRow:
    """A row whose cells are (index into the reading's roles -> letters).

    `places` are (row, column) in the sheet, by the name of the field that stands there.
    """

    task: str
    phase: str = ""
    kind: str = "task"
    note: str = ""
    cells: dict[int, Letters] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def remark(self, text: str) -> None:
        """Add to the note what it does not say yet."""
        if text not in self.note.split("; "):
            self.note = f"{self.note}; {text}" if self.note else text


@dataclass(slots=True)
class Reading:
    """One table as one layout understands it; roles carry no keys and organisations are names."""

    layout: str
    sheet: Sheet
    heading: str = ""
    roles: list[Role] = field(default_factory=list)
    role_places: list[tuple[int, int]] = field(default_factory=list)
    rows: list[DraftRow] = field(default_factory=list)
    not_understood: list[NotUnderstood] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    rasci: bool = False

    @property
    def letters(self) -> int:
        """How many cells were understood."""
        return sum(len(row.cells) for row in self.rows)

    @property
    def has_phases(self) -> bool:
        """Some row names its phase."""
        return any(row.phase for row in self.rows)

    def add_role(self, role: Role, at: tuple[int, int]) -> None:
        """Put a role behind the others; `at` is where the sheet names it."""
        self.roles.append(role)
        self.role_places.append(at)

    def miss(self, row: int, column: int, value: str, why: str, *, task: str = "", role: str = "") -> None:
        """Report one cell that cannot be used."""
        where = self.sheet.where(row, column)
        self.not_understood.append(NotUnderstood("", self.sheet.name, task, role, value, why, where))

    def put(self, row: DraftRow, role: int, at: tuple[int, int], text: str, alphabet: Alphabet) -> None:
        """Set the cell of one role from a cell's text, or report it."""
        cell = alphabet(text)
        if cell.letters is None:
            if text and cell.why:
                self.foreign.update(cell.foreign)
                self.miss(*at, text, cell.why, task=row.task, role=self.roles[role].title)
            return
        if cell.remark:
            row.remark(f"{self.roles[role].title}: {cell.letters} ({cell.remark})")
        self.add(row, role, at, text, cell.letters)

    def add(self, row: DraftRow, role: int, at: tuple[int, int], text: str, letters: Letters) -> None:
        """Give one role letters; A and R join, anything else that is there already is reported."""
        held = row.cells.get(role)
        if held is None or held is letters:
            row.cells[role] = letters
        elif {held, letters} <= {Letters.A, Letters.R, Letters.AR}:
            row.cells[role] = Letters.AR
        else:
            why = f"This role already has {held.value} for this task."
            self.miss(*at, text, why, task=row.task, role=self.roles[role].title)


def assemble(readings: Iterable[tuple[str, Reading]]) -> tuple[Matrix, dict[Spot, str]]:
    """One matrix from tables and the phase that each gives to rows without one, and where its words stand in the file.

    Roles of different tables are one when organisation, title and person agree; within a table each stands alone.
    """
    organisations: dict[str, Organisation] = {}
    roles: dict[str, Role] = {}
    rows: dict[str, Row] = {}
    places: dict[Spot, str] = {}
    rasci = False
    for phase, reading in readings:
        keys = _role_keys(reading, roles, organisations)
        for key, at in zip(keys, reading.role_places, strict=True):
            places.setdefault(("role", key, ""), reading.sheet.where(*at))
        rasci = rasci or reading.rasci
        for draft in reading.rows:
            key = unique_key(draft.task, rows)
            cells = {keys[index]: letters for index, letters in draft.cells.items()}
            rasci = rasci or Letters.S in cells.values()
            rows[key] = Row(key, draft.task, draft.phase or phase, draft.kind, draft.note, cells)
            for name, at in draft.places.items():
                places["row", key, name] = reading.sheet.where(*at)
    kind = Kind.RASCI if rasci else Kind.RACI
    return Matrix(kind, tuple(roles.values()), tuple(rows.values()), tuple(organisations.values())), places


def _role_keys(reading: Reading, roles: dict[str, Role], organisations: dict[str, Organisation]) -> list[str]:
    earlier = {(role.organisation, normalised(role.title), role.person): key for key, role in roles.items()}
    keys = []
    for role in reading.roles:
        home = _organisation_key(role.organisation, organisations)
        key = earlier.pop((home, normalised(role.title), role.person), "")
        if not key:
            key = unique_key(f"{role.organisation} {role.title}", roles)
            roles[key] = Role(key, role.title, home, role.person, role.vacant, role.has_left)
        keys.append(key)
    return keys


def _organisation_key(name: str, organisations: dict[str, Organisation]) -> str:
    if not name:
        return ""
    for key, organisation in organisations.items():
        if organisation.name == name:
            return key
    key = unique_key(name, organisations)
    organisations[key] = Organisation(key, name)
    return key
