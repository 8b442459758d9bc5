"""Reading rows that were copied in a spreadsheet. It runs in a child process and imports no Django."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from commonground.creative.decision.reading import MOST_MISREAD
from commonground.engines.decisions import ANY, Cell, Output, Rotation, Rule, Signal, Unparsable, parse_words
from commonground.engines.decisions.grid import test_in, text_in
from commonground.engines.decisions.headings import GROUP, NOTE, NUMBER, SHOWS, Called, plain
from commonground.engines.decisions.unread import Misread
from commonground.engines.errors import EngineError, Unreadable
from commonground.engines.sheets import Sheet, column_letter, read_cells

LONGEST_NOTE, MOST_GROUP = 300, 32_767


@dataclass(frozen=True, slots=True)
class Columns:
    """What rows may speak of: the table's columns in order, and what they and the campaign's variants are called."""

    signals: tuple[Signal, ...]
    called: Called

    @property
    def words(self) -> str:
        """The columns, as a person reads them."""
        return ", ".join([*(self.called.signals[one.key] for one in self.signals), SHOWS[0].capitalize()])


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was understood.

    headed   the first row names the columns
    rules    one a row; a cell that could not be read is any there
    said     "group" and "note" where there is a column for them
    misread  the first MOST_MISREAD cells that could not be read; `more` are not listed
    """

    headed: bool
    rules: tuple[Rule, ...]
    misread: tuple[Misread, ...]
    more: int
    said: frozenset[str]


def understand_rows(text: str, columns: Columns) -> Pasted:
    """Rules of copied cells: the first row may name the columns, else they stand as in the table.

    Raises Unreadable or TooLarge where it is no table at all.
    """
    return _Rows(read_cells(text), columns).read()


class _Rows:
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet, self.columns = sheet, columns
        self.misread = list[Misread]()
        self.body = [(place, row) for place, row in enumerate(sheet.rows) if any(text.strip() for text in row)]
        # Where the test of each signal stands, and where what is shown, a group and a note do.
        self.tests = {one.key: place for place, one in enumerate(columns.signals)}
        self.others: dict[tuple[str, ...], int] = {SHOWS: len(columns.signals)}

    def read(self) -> Pasted:
        place, head = self.body[0]
        headed = any(plain(text) in SHOWS or self._signal(text) for text in head)
        if headed:
            self.tests, self.others = {}, {}
            for column, text in enumerate(head):
                self._name(place, column, text)
        rules = tuple(self._rule(place, row, headed) for place, row in self.body[headed:])
        said = frozenset(several[0] for several in self.others if several in (GROUP, NOTE))
        more = max(0, len(self.misread) - MOST_MISREAD)
        return Pasted(headed, rules, tuple(self.misread[:MOST_MISREAD]), more, said)

    def _signal(self, text: str) -> str | None:
        """The key of the signal that a heading names; of several with one name it is none."""
        with suppress(Unreadable):
            return self.columns.called.signal(text)
        return None

    def _name(self, place: int, column: int, text: str) -> None:
        """Take a column by what stands over it."""
        name, signal = plain(text), self._signal(text)
        other = next((several for several in (SHOWS, GROUP, NOTE) if name in several), None)
        if (signal in self.tests) if signal else (other in self.others):
            self._tell(place, column, text, "This column stands here twice.")
        elif signal:
            self.tests[signal] = column
        elif other:
            self.others[other] = column
        elif name and name not in NUMBER:
            self._tell(place, column, text, f"The table has no such column. It has {self.columns.words}.")

    def _rule(self, place: int, row: Sequence[str], headed: bool) -> Rule:
        width = len(self.tests) + len(self.others)
        for column in range(len(row) if headed else width, len(row)):
            if row[column].strip():
                self._tell(place, column, row[column], f"The table has {width} columns: {self.columns.words}.")
        when = tuple(self._test(place, row, signal) for signal in self.columns.signals)
        return Rule(when, (self._output(place, row),), self._group(place, row), self._note(place, row))

    def _test(self, place: int, row: Sequence[str], signal: Signal) -> Cell:
        column = self.tests.get(signal.key)
        if column is None:
            return ANY
        try:
            return parse_words(self.columns.called.bare(test_in(row, column).strip(), signal.key), signal)
        except Unparsable as error:
            self._tell(place, column, error.text, error.within)
            return ANY

    def _output(self, place: int, row: Sequence[str]) -> Output:
        column, text = self._other(row, SHOWS)
        try:
            output = self.columns.called.output(text)
        except EngineError as error:
            self._tell(place, column, text, str(error))
            return None
        keys = output.variants if isinstance(output, Rotation) else () if output is None else (output,)
        unknown = [key for key in keys if key not in self.columns.called.variants]
        if unknown:
            self._tell(place, column, text, f"The campaign has no variant “{unknown[0]}”.")
        return None if unknown else output

    def _group(self, place: int, row: Sequence[str]) -> int:
        column, text = self._other(row, GROUP)
        if not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_GROUP)) or int(text) > MOST_GROUP:
            if text:
                self._tell(place, column, text, f"A priority group is a number from 0 to {MOST_GROUP:,}.")
            return 0
        return int(text)

    def _note(self, place: int, row: Sequence[str]) -> str:
        column, text = self._other(row, NOTE)
        note = " ".join(text.split())
        if len(note) > LONGEST_NOTE:
            self._tell(place, column, note, f"A note has at most {LONGEST_NOTE} characters.")
        return note[:LONGEST_NOTE]

    def _other(self, row: Sequence[str], name: tuple[str, ...]) -> tuple[int, str]:
        column = self.others.get(name)
        return column or 0, text_in(row, column).strip()

    def _tell(self, row: int, column: int, text: str, why: str) -> None:
        names = {place: self.columns.called.signals[key] for key, place in self.tests.items()}
        names |= {place: several[0].capitalize() for several, place in self.others.items()}
        self.misread.append(Misread(self.sheet.where(row, column), names.get(column, column_letter(column)), text, why))
