"""From sheets to a matrix: which tables are matrices, in what layout, and which of them is most likely meant."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from commonground.engines.errors import Unreadable
from commonground.engines.raci.alphabet import Alphabet
from commonground.engines.raci.beside import side_by_side
from commonground.engines.raci.by_letter import read_by_letter
from commonground.engines.raci.grid import Table
from commonground.engines.raci.listing import read_listing
from commonground.engines.raci.matrix import Kind, Letters, Matrix, normalised
from commonground.engines.raci.own import read_own
from commonground.engines.raci.reading import NotUnderstood, Reading, Spot, assemble
from commonground.engines.raci.turned import read_turned
from commonground.engines.raci.wide import read_wide
from commonground.engines.sheets.sheet import Sheet

TOGETHER = "several tables together"
NONE_FOUND = (
    "No responsibility matrix was found: it needs a column of tasks and either a column for each role with the letters"
    " R, A, C and I, or columns Responsible, Accountable, Consulted and Informed, or a list of task, role and letter."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person says: which candidate (from 1), and what letters of another scheme mean (None: leave blank).

    `names` are names of organisations and people that are known anyway.
    """

    table: int | None = None
    mapping: Mapping[str, Letters | None] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A table, or several as one, that can be meant.

    layout          "own", "wide", "turned", "letters as columns", "list" or "several tables together"
    scheme          RACI, RASCI, DACI or RACIO as the file has it, before any mapping
    needs_mapping   letters of that scheme that have no meaning here until the person gives one
    places          where in the file the words of rows and roles stand
    """

    label: str
    layout: str
    sheets: tuple[str, ...]
    matrix: Matrix
    scheme: str
    needs_mapping: tuple[str, ...]
    not_understood: tuple[NotUnderstood, ...]
    warnings: tuple[str, ...]
    places: Mapping[Spot, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understanding:
    """Candidates, the likeliest first, and the one that is chosen."""

    candidates: tuple[Candidate, ...]
    chosen: Candidate

    @property
    def matrix(self) -> Matrix:
        """The chosen matrix."""
        return self.chosen.matrix

    @classmethod
    def of(cls, matrix: Matrix) -> "Understanding":
        """What needs no understanding because it was stored as a matrix."""
        only = Candidate("The matrix", "stored", (), matrix, matrix.kind.value, (), (), ())
        return cls((only,), only)


def understand(sheets: Sequence[Sheet], choice: Choice | None = None, file: str = "") -> Understanding:
    """Find the matrices in `sheets`; raises Unreadable when there is none, or not so many as `choice.table`.

    Every cell of a candidate's table is used, listed in `not_understood` or named in `warnings`.
    """
    choice = choice or Choice()
    alphabet = Alphabet(choice.mapping)
    readings = [
        reading for sheet in sheets if sheet.rows for reading in _read_sheet(Table(sheet, alphabet, choice.names))
    ]
    if not readings:
        raise Unreadable(NONE_FOUND)
    likeliest = sorted(readings, key=lambda reading: (reading.sheet.hidden, -reading.letters))
    candidates = [_candidate([reading], file) for reading in likeliest]
    if len(readings) > 1:
        joined = _candidate(readings, file)
        candidates.insert(0 if _belong_together(readings) else len(candidates), joined)
    table = choice.table or 1
    if not 1 <= table <= len(candidates):
        raise Unreadable(f"There is no table {table}: the file holds {len(candidates)} that could be meant.")
    return Understanding(tuple(candidates), candidates[table - 1])


def _read_sheet(table: Table) -> list[Reading]:
    """The readings of its parts, if each part is a table of its own, else of the whole sheet."""
    if own := list(read_own(table)):
        return own
    if sheets := side_by_side(table.sheet):
        parts = [list(_read_table(replace(table, sheet=sheet))) for sheet in sheets]
        if all(parts):
            return [reading for part in parts for reading in part]
    return list(_read_table(table))


def _read_table(table: Table) -> Iterator[Reading]:
    """Every reading of one table, by the first layout that fits."""
    for layout in (read_by_letter, read_listing, read_turned, read_wide):
        if found := [one for one in layout(table) if one.letters + len(one.not_understood) > 1]:
            yield from found
            return


def _belong_together(readings: Sequence[Reading]) -> bool:
    """Tables of one document are parts of a whole unless they speak of the same tasks or the same rows of roles differ.

    Sheets of a workbook are parts only when they share at least half of their roles.
    """
    tasks = Counter(task for one in readings for task in {normalised(row.task) for row in one.rows})
    if sum(1 for count in tasks.values() if count > 1) * 3 > len(tasks):
        return False
    if len({one.sheet.name for one in readings}) == 1 or all(one.sheet.gap for one in readings):
        return True
    roles = Counter(title for one in readings for title in {normalised(role.title) for role in one.roles})
    return sum(1 for count in roles.values() if count > 1) * 2 >= len(roles)


def _candidate(readings: Sequence[Reading], file: str) -> Candidate:
    several = len(readings) > 1
    matrix, places = assemble((_phase(one) if several else "", one) for one in readings)
    foreign = tuple(sorted({letter for one in readings for letter in one.foreign}))
    return Candidate(
        label=" + ".join(_label(one) for one in readings),
        layout=TOGETHER if several else readings[0].layout,
        sheets=tuple(dict.fromkeys(one.sheet.name for one in readings)),
        matrix=matrix,
        scheme=_scheme(foreign, matrix.kind),
        needs_mapping=foreign,
        not_understood=tuple(replace(miss, file=file) for one in readings for miss in one.not_understood),
        warnings=tuple(warning for one in readings for warning in one.warnings),
        places=places,
    )


def _phase(reading: Reading) -> str:
    return "" if reading.has_phases else reading.heading or reading.sheet.name


def _label(reading: Reading) -> str:
    called = reading.heading or reading.sheet.name or "The table"
    return f"{called}, {reading.sheet.part}" if reading.sheet.part else called


def _scheme(foreign: tuple[str, ...], kind: Kind) -> str:
    if "D" in foreign:
        return "DACI"
    return "RACIO" if "O" in foreign else kind.value
