"""The RACI grid: chips, cells, loads. A page may hold ten thousand cells, so chips are built once and kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from commonground.web.marks import icon

WORDS = {"A": "Accountable", "R": "Responsible", "S": "Supports", "C": "Consulted", "I": "Informed"}


def letters_of(letters: str) -> str:
    """Canonical letters: A/R, ra and AR are all AR. Unknown letters are refused."""
    found = set(letters.upper()) - set("/ ,+")
    if unknown := found - set(WORDS):
        raise ValueError(f"not a role letter: {sorted(unknown)}")
    return "".join(letter for letter in WORDS if letter in found)


@cache
def words_of(letters: str) -> str:
    """Accountable and responsible"""
    first, *rest = [WORDS[letter] for letter in letters_of(letters)] or ["No role"]
    return " and ".join([first, *(word.lower() for word in rest)])


@cache
def role_chip(letters: str, was: str | None = None) -> SafeString:
    """The letters of a cell. `was` is None when nothing changed, else the letters before ("" for none)."""
    now = letters_of(letters)
    before = None if was is None or letters_of(was) == now else letters_of(was)
    chips = "".join(f'<i class="r-{letter.lower()}">{letter}</i>' for letter in now)
    shown = f'<span class="role" aria-hidden="true">{chips or ("–" if before else "")}{_was(before)}</span>'
    return mark_safe(shown + f'<span class="sr">{_spoken(now, before)}</span>')  # noqa: S308 - letters are checked


def _was(before: str | None) -> str:
    return f"<small>was {'/'.join(before)}</small>" if before else ""


def _spoken(now: str, before: str | None) -> str:
    if before is None:
        return words_of(now)
    return f"{words_of(now)}, was {words_of(before).lower() if before else 'empty'}"


@dataclass(frozen=True, slots=True)
class Column:
    """A role of the grid: its key, who holds it, and the organisation's letters and colour."""

    key: str
    person: str
    letters: str = ""
    colour: int = 12
    first_of_group: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role does in one row. `was` as in role_chip."""

    letters: str = ""
    was: str | None = None
    flagged: bool = False


def role_cells(row: str, columns: Iterable[Column], cells: Iterable[Cell], *, editable: bool = False) -> SafeString:
    """All cells of one row, in one go: a template tag for each cell would cost more than the page may take."""
    key = f"{escape(row)}" if editable else ""
    around = (_around(column, cell, editable) for column, cell in zip(columns, cells, strict=True))
    return mark_safe("".join([f"{before}{key}{after}" for before, after in around]))  # noqa: S308


@lru_cache(16_384)
def _around(column: Column, cell: Cell, editable: bool) -> tuple[str, str]:
    """What stands before and after the row's key: the same in every row with these letters in this column."""
    chip = role_chip(cell.letters, cell.was)
    opening = _opening(column, letters_of(cell.letters), chip.find("<small>") > 0 or _is_new(cell), cell.flagged)
    if not editable:
        return f"{opening}{chip}</td>", ""
    role = escape(column.key)
    return f'{opening}<button class="cell" name="cell" value="', f':{role}" data-role="{role}">{chip}</button></td>'


def _is_new(cell: Cell) -> bool:
    return cell.was == "" and bool(cell.letters)


def _opening(column: Column, letters: str, changed: bool, flagged: bool) -> str:
    # The classes order the list form on a narrow screen: accountable, responsible, then the rest in a run.
    kinds = [f"is-{letter.lower()}" for letter in letters[:1]] or ["is-none"]
    kinds += ["first"] * column.first_of_group + ["changed"] * changed + ["flagged"] * flagged
    return format_html(
        '<td class="org-{} {}" data-who="{}" data-org="{}">',
        column.colour,
        " ".join(kinds),
        column.person,
        column.letters,
    )


@cache
def load_bar(accountable: int, responsible: int, guide: int = 5) -> SafeString:
    """How much one person carries: A then R, with a tick at the guide. The words are the value."""
    scale = 100 / (2 * guide)
    first, second = min(100, accountable * scale), min(100, (accountable + responsible) * scale)
    over = accountable > guide
    return format_html(
        '<span class="load{}"><svg class="load-bar" aria-hidden="true">'
        '<rect class="load-track" width="100%" height="5" y="1.5"/>'
        '<rect class="load-r" width="{}%" height="5" y="1.5"/><rect class="load-a" width="{}%" height="5" y="1.5"/>'
        '<rect class="load-tick" x="50%" width="1" height="8"/></svg>'
        '<span class="load-words">{}{} A, {} R{}</span></span>',
        " load-over" if over else "",
        f"{second:g}",
        f"{first:g}",
        icon("triangle-alert") if over else "",
        accountable,
        responsible,
        format_html('<span class="sr">, above the guide of {}</span>', guide) if over else "",
    )
