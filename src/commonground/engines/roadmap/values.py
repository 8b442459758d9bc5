"""The values that stand in cells: days, numbers of days, states, and what is waited for."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping

from commonground.engines.raci.matrix import normalised
from commonground.engines.roadmap.plan import MOST_DAYS, Dependency, State
from commonground.engines.roadmap.vocabulary import MONTHS, STATE_OF

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
DAY_AND_MONTH = re.compile(r"(?:[^\W\d]+,? )?(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([^\W\d]+)\.?,?[ -](\d{4}|\d{2})")
MONTH_AND_DAY = re.compile(r"(?:[^\W\d]+,? )?([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
SERIAL = re.compile(r"\d{5}")
SERIAL_START = datetime.date(1899, 12, 30).toordinal()
DURATION = re.compile(
    r"(\d{1,9})(?:[.,]0+)?\s*(w|wks?|weeks?|wochen?|d|wd|days?|working days?|workdays?|tage?|jours?|días?)?(?: before.*)?",
    re.IGNORECASE,
)
LAG = re.compile(
    r"(.*?)\s*(?:\+\s*(\d{1,9})\s*(?:d|wd|days?|working days?)?|\(\+?\s*(\d{1,9})\s*(?:d|wd|days?|working days?)\))",
    re.IGNORECASE | re.DOTALL,
)
# A name with more commas than that is not sought, or a cell full of commas would take for ever.
MOST_PIECES = 8
FINISH_TO_START = re.compile(r"(\d+(?:\.\d+)*)\s*FS", re.IGNORECASE)


class DateReader:
    """Reads days as people write them. The order of day and month is the same in the whole table: day first, unless
    some day can only be read month first and none only day first."""

    def __init__(self, texts: Iterable[str]) -> None:
        pairs = [(int(found[1]), int(found[3])) for text in texts if (found := NUMBERS.fullmatch(text.strip()))]
        self.month_first = any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)
        self.assumptions: dict[str, None] = {}

    def __call__(self, text: str) -> datetime.date | None:
        """The day, or None when the text is none."""
        text = " ".join(text.split())
        try:
            return self._day(text)
        except ValueError:
            return None

    def _day(self, text: str) -> datetime.date | None:
        if found := ISO.fullmatch(text):
            return datetime.date(*map(int, found.groups()))
        if found := NUMBERS.fullmatch(text):
            return self._numbers(int(found[1]), int(found[3]), _year(found[4]))
        if found := DAY_AND_MONTH.fullmatch(text):
            return datetime.date(_year(found[3]), _month(found[2]), int(found[1]))
        if found := MONTH_AND_DAY.fullmatch(text):
            return datetime.date(_year(found[3]), _month(found[1]), int(found[2]))
        if SERIAL.fullmatch(text):
            self.assumptions["Numbers such as 46311 were read as days of a spreadsheet, counted from 1900."] = None
            return datetime.date.fromordinal(SERIAL_START + int(text))
        return None

    def _numbers(self, first: int, second: int, year: int) -> datetime.date:
        if self.month_first:
            self.assumptions["Days such as 3/4/2026 were read month first: 4 March."] = None
            return datetime.date(year, first, second)
        self.assumptions["Days such as 3/4/2026 were read day first: 3 April."] = None
        return datetime.date(year, second, first)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(text: str) -> int:
    if text.casefold() not in MONTHS:
        raise ValueError(text)
    return MONTHS[text.casefold()]


def duration_of(text: str) -> int | None:
    """Working days: “5”, “5 days”, “2 weeks” (five days each); None for anything else."""
    found = DURATION.fullmatch(text.strip())
    if not found:
        return None
    days = int(found[1]) * (5 if (found[2] or "").lower().startswith("w") and found[2].lower() != "wd" else 1)
    if (found[2] or "").lower().startswith("work"):
        days = int(found[1])
    return days if days <= MOST_DAYS else None


def state_of(text: str) -> State | None:
    """The state that a word or a percentage means; None for neither."""
    if text.strip().endswith("%"):
        try:
            percent = float(text.strip()[:-1].replace(",", "."))
        except ValueError:
            return None
        return State.DELIVERED if percent >= 100 else State.IN_PROGRESS if percent > 0 else State.PLANNED
    return STATE_OF.get(normalised(text))


def dependencies_in(
    text: str, numbers: Mapping[str, str], called: Callable[[str], str]
) -> tuple[list[Dependency], list[str]]:
    """(what the cell names, the pieces that name nothing). `numbers` gives keys, `called` the key of a name or "".

    Pieces are set apart by semicolons, line ends or commas. A number stands before a name that looks like it; a name
    may hold a comma, so of the names that fit the longest wins.
    """
    found: list[Dependency] = []
    unknown: list[str] = []
    for part in re.split(r"[;\n]", text):
        pieces = [piece for piece in part.split(",") if piece.strip()]
        while pieces:
            first = _numbered(pieces[0], numbers)
            size = 1 if first else _longest(pieces, called)
            piece = ",".join(pieces[:size]).strip()
            if one := first or _named(piece, called):
                found.append(one)
            else:
                unknown.append(piece)
            del pieces[:size]
    return found, unknown


def _longest(pieces: list[str], called: Callable[[str], str]) -> int:
    return next(
        (size for size in range(min(len(pieces), MOST_PIECES), 1, -1) if _named(",".join(pieces[:size]), called)), 1
    )


def _numbered(piece: str, numbers: Mapping[str, str]) -> Dependency | None:
    stem, lag = _lag(piece)
    if finish_to_start := FINISH_TO_START.fullmatch(stem):
        stem = finish_to_start[1]
    return Dependency(numbers[stem], lag) if stem in numbers else None


def _named(piece: str, called: Callable[[str], str]) -> Dependency | None:
    if key := called(piece.strip()):
        return Dependency(key)
    stem, lag = _lag(piece)
    key = called(stem)
    return Dependency(key, lag) if key else None


def _lag(piece: str) -> tuple[str, int]:
    """“3+2” or “Film (+2 days)” as what is waited for and for how long; a lag beyond all bounds stays in the name."""
    piece = " ".join(piece.split())
    found = LAG.fullmatch(piece)
    days = int(found[2] or found[3]) if found else 0
    return (found[1], days) if found and days <= MOST_DAYS else (piece, 0)
