"""The rows above the letters: which names roles, which organisations and which people."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.engines.raci import vocabulary
from commonground.engines.raci.grid import Table
from commonground.engines.raci.matrix import MEANING, Role
from commonground.engines.raci.vocabulary import literal, means, optional, person_of
from commonground.engines.sheets.sheet import column_letter


@dataclass(frozen=True, slots=True)
class Header:
    """Titles, organisations and people by column; `row` names the roles, `stop` is the first row below."""

    stop: int
    titles: Sequence[str]
    organisations: Sequence[str] = ()
    people: Sequence[str] = ()
    heading: str = ""
    warnings: tuple[str, ...] = ()
    row: int = 0

    def role(self, column: int) -> Role:
        """The role of a column; one without a title takes its organisation's name, or its column's letter."""
        organisation = optional(self.organisations[column]) if self.organisations else ""
        person, vacant, left = person_of(self.people[column] if self.people else "")
        title = literal(self.titles[column]) or organisation or f"Column {column_letter(column)}"
        return Role("", title, organisation, person, vacant, left)


def read_header(table: Table, start: int, first: int, letters: frozenset[int]) -> Header:
    """The header that begins at row `start`, above the first row of letters `first`."""
    width = len(table.grid[0])
    stop = start
    while stop < first and _names(table, stop, letters) > (1 if len(letters) > 1 else 0):
        if stop > start and _says_letters(table, stop, letters):
            break
        stop += 1
    rows = list(range(start, stop))
    if not rows:
        titles = [""] * width
        unnamed = "The table has no header: roles are called by their columns."
        return Header(first, titles, warnings=(unnamed,), row=first)
    above = _organisations_above(table, start, letters)
    if above >= 0:
        rows.insert(0, above)
    named, organisations, people = _sort_out(table, rows, min(letters))
    used = {named, organisations, people}
    warnings = [f"Above the table, left out: {table.sheet.line(row)}." for row in rows if row not in used]
    return Header(
        stop,
        table.grid[named],
        _spread(table, organisations, letters) if organisations >= 0 else (),
        table.grid[people] if people >= 0 else (),
        _heading(table, min(rows)),
        tuple(warnings),
        named,
    )


def _names(table: Table, row: int, letters: frozenset[int]) -> int:
    """How many columns of letters have a name here; none in a row that says one thing throughout."""
    texts = table.grid[row]
    if len({text for text in texts if text.strip()}) == 1 and len(letters) > 1:
        return 0
    return sum(1 for column in letters if texts[column].strip())


def _says_letters(table: Table, row: int, letters: frozenset[int]) -> bool:
    """Letters without a task: a row of the table, whatever it lacks."""
    said = [table.cells[row][column] for column in letters if table.grid[row][column].strip()]
    return sum(1 for cell in said if cell.is_letter) * 2 >= len(said)


def _organisations_above(table: Table, start: int, letters: frozenset[int]) -> int:
    """A row with one organisation merged over all roles, but not over the task."""
    row = start - 1
    if row < 0 or not table.is_merged(row):
        return -1
    named = [column for column, text in enumerate(table.grid[row]) if text.strip()]
    return row if named and min(named) >= min(letters) else -1


def _sort_out(table: Table, rows: list[int], left: int) -> tuple[int, int, int]:
    """(row of titles, row of organisations, row of people), -1 for none: by label, else by where names repeat."""
    labels = {row: [text for text in table.grid[row][:left] if text.strip()] for row in rows}
    people = _labelled(labels, vocabulary.PERSON)
    organisations = _labelled(labels, vocabulary.ORGANISATION)
    free = [row for row in rows if row not in (people, organisations)]
    if not free:
        return organisations, organisations, people
    titles = next((row for row in reversed(free) if labels[row]), free[-1])
    below = [row for row in free if row > titles]
    if below and organisations < 0 and _repeats(table, titles, left) and not _repeats(table, below[0], left):
        organisations, titles = titles, below.pop(0)
    if below and people < 0:
        people = below[0]
    above = [row for row in free if row < titles and row != organisations]
    if above and organisations < 0:
        organisations = above[-1]
    return titles, organisations, people


def _labelled(labels: dict[int, list[str]], words: frozenset[str]) -> int:
    """The row whose label is such a word; a lone row is the row of titles whatever its label says."""
    if len(labels) < 2:
        return -1
    return next((row for row, texts in labels.items() if any(means(text, words) for text in texts[-1:])), -1)


def _repeats(table: Table, row: int, left: int) -> bool:
    texts = [text.strip() for text in table.grid[row][left:]]
    while texts and not texts[-1]:
        texts.pop()
    return len(set(texts)) < len(texts) or "" in texts


def _spread(table: Table, row: int, letters: frozenset[int]) -> list[str]:
    """Names of organisations by column; without merges, a gap belongs to the name on its left."""
    texts = [text.strip() for text in table.grid[row]]
    if table.is_merged(row) or not texts[min(letters)]:
        return texts
    name = ""
    for column in range(min(letters), len(texts)):
        name = texts[column] or (name if column <= max(letters) else "")
        texts[column] = name
    return texts


def _heading(table: Table, start: int) -> str:
    row = heading_row(table, start)
    return literal(next(text for text in table.grid[row] if text.strip())) if row >= 0 else ""


def heading_row(table: Table, start: int) -> int:
    """The row with the title right above a header, passing over blank rows and legends; -1 if there is none."""
    for row in range(start - 1, -1, -1):
        texts = {text.strip() for text in table.grid[row] if text.strip()}
        if len(texts) > 1:
            break
        if texts and not _is_legend(*texts):
            return row
    return -1


def _is_legend(text: str) -> bool:
    """Explains at least two of the letters."""
    return sum(1 for word in MEANING.values() if word in text.casefold()) > 1 or text.count("=") > 1
