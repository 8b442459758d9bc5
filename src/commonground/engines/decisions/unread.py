"""Cells of a file that could not be read, so that all of them can be told at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from commonground.engines.decisions.feel import ANY, Cell, Unparsable
from commonground.engines.errors import EngineError, Unreadable

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell that could not be read: where it stands in the file, over its column, what it says, and what was expected.

    rule  number of its rule from 1, 0 where it is of none
    """

    where: str
    column: str
    text: str
    why: str
    rule: int = 0


def cell_or_any(
    read: Callable[[], Cell], rule: int, unread: list[Misread] | None, where: str = "", column: str = ""
) -> Cell:
    """The cell; where `unread` is given, what is no test is put there and counts as any."""
    try:
        return read()
    except Unparsable as error:
        if unread is None:
            raise
        place = where or f"Rule {rule}"
        unread.append(Misread(place, column or error.column, error.text, error.within, rule))
        return ANY


def read_or_none(
    read: Callable[[], T], rule: int, unread: list[Misread] | None, where: str, column: str, text: str
) -> T | None:
    """Any other cell of a rule; where `unread` is given, what cannot be read is put there and counts as nothing."""
    try:
        return read()
    except EngineError as error:
        if unread is None:
            raise Unreadable(f"{where}: {error}") from error
        unread.append(Misread(where, column, text, str(error), rule))
        return None
