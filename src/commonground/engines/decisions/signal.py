"""A signal: a fact known at serving time, the values that it can take, and where a bid request carries it."""

import contextlib
import datetime
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from commonground.engines.errors import Contradiction, Unreadable

Value = str | int | float | datetime.date
TRUTH = ("true", "false")
WORDS_FOR_TRUTH = {"true": "true", "1": "true", "1.0": "true", "false": "false", "0": "false", "0.0": "false"}
FARTHEST = 2**63
MIDNIGHT = "T00:00:00"
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> datetime.date | None:
    """The day of a text as 2026-08-03, None for any other text, other forms of ISO 8601 among them."""
    with contextlib.suppress(ValueError):
        return datetime.date.fromisoformat(text) if DAY.fullmatch(text) else None
    return None


def check_name(text: str, what: str) -> None:
    """Raise Contradiction unless `text` is one line that can be seen, without blanks at its ends."""
    if not text or text != text.strip() or not text.isprintable():
        raise Contradiction(f"{what} is one line of text without blanks at its ends, not {text!r}.")


class SignalType(StrEnum):
    """What kind of values a signal has. Binary and categorical values are texts out of `categories`."""

    BINARY = "binary"
    CATEGORICAL = "categorical"
    NUMERIC = "numeric"
    INTEGER = "integer"
    TEXT = "text"
    DATE = "date"

    @property
    def is_text(self) -> bool:
        """Values are compared as texts, equal or not."""
        return self in (SignalType.BINARY, SignalType.CATEGORICAL, SignalType.TEXT)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal by its key.

    categories  every value of a binary or categorical signal, in the order to show them
    parents     pairs of a category and the wider one that covers it (AdCOM device types 4 and 1)
    low, high   both ends of the closed range of a number or date, None for open
    path        OpenRTB 2.6 or AdCOM path, "" for a custom key
    consent     passing it needs the person's consent
    """

    key: str
    type: SignalType
    categories: tuple[str, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    low: Value | None = None
    high: Value | None = None
    path: str = ""
    consent: bool = False

    def __post_init__(self) -> None:
        check_name(self.key, "A signal's key")
        if self.type is SignalType.BINARY and not self.categories:
            object.__setattr__(self, "categories", TRUTH)
        if self.type is SignalType.BINARY and len(self.categories) != 2:
            raise Contradiction(
                f"The signal “{self.key}” is binary and has {len(self.categories)} categories, not two."
            )
        if len(set(self.categories)) < len(self.categories):
            raise Contradiction(f"The signal “{self.key}” names a category twice.")
        if self.low is not None and self.high is not None and self.low > self.high:  # type: ignore[operator]
            raise Contradiction(f"The range of “{self.key}” begins after its end.")
        self._check_parents()

    def _check_parents(self) -> None:
        known, wider, ends = set(self.categories), dict(self.parents), set[str]()
        for pair in self.parents:
            unknown = next((one for one in pair if one not in known), None)
            if unknown is not None:
                raise Contradiction(f"“{unknown}” is no category of the signal “{self.key}”.")
        for child in wider:
            # Each category is walked through once, whatever leads to it, as files have thousands in one line.
            walked = set[str]()
            while child in wider and child not in ends:
                if child in walked:
                    raise Contradiction(f"The category “{child}” of “{self.key}” covers itself.")
                walked.add(child)
                child = wider[child]
            ends |= walked

    @property
    def is_truth(self) -> bool:
        """True or false, which logs and spreadsheets write in several ways."""
        return self.type is SignalType.BINARY and set(self.categories) == set(TRUTH)

    def above(self, category: str) -> tuple[str, ...]:
        """The wider categories that cover `category`, the nearest first."""
        found: list[str] = []
        wider = dict(self.parents)
        while (parent := wider.get(category)) is not None and parent not in found:
            found.append(parent)
            category = parent
        return tuple(found)

    def covered_by(self, category: str) -> tuple[str, ...]:
        """`category` and every category that it covers; only itself when it is none of this signal's."""
        if not self.parents:
            return (category,)
        return (category, *(one for one in self.categories if category in self.above(one) and one != category))

    def value(self, given: object) -> Value | None:
        """A given value in this signal's type, None for a missing one; raises Unreadable when it is of another type."""
        if given is None or (isinstance(given, float) and math.isnan(given)):
            return None
        if self.type.is_text:
            # An empty text is missing, as an empty field of a CSV is.
            return None if given == "" else self._text(given)
        if isinstance(given, str) and not given.strip():
            return None
        return self._date(given) if self.type is SignalType.DATE else self._number(given)

    def _text(self, given: object) -> str:
        if isinstance(given, bool):
            return TRUTH[0] if given else TRUTH[1]
        if self.is_truth and str(given).lower() in WORDS_FOR_TRUTH:
            return WORDS_FOR_TRUTH[str(given).lower()]
        if isinstance(given, float) and given.is_integer():
            return str(int(given))
        if isinstance(given, str | int | float | datetime.date):
            return str(given)
        raise Unreadable(f"The signal “{self.key}” cannot take {given!r}: a text is expected.")

    def _number(self, given: object) -> int | float:
        if isinstance(given, str):
            with contextlib.suppress(ValueError):
                given = float(given) if not given.strip().lstrip("+-").isdecimal() else int(given)
        # Whole numbers beyond 64 bits are in no log, and some are beyond any float.
        if isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < FARTHEST:
            return given
        raise Unreadable(f"The signal “{self.key}” cannot take {given!r}: a number is expected.")

    def _date(self, given: object) -> datetime.date:
        if isinstance(given, datetime.datetime):
            return given.date()
        if isinstance(given, datetime.date):
            return given
        # Spreadsheets hold a day as its midnight.
        found = day_of(str(given).removesuffix(MIDNIGHT))
        if found is None:
            raise Unreadable(f"The signal “{self.key}” cannot take {given!r}: a day as 2026-08-03 is expected.")
        return found


def signal_from(given: Any) -> Signal:
    """The signal of a JSON object; raises Unreadable for other forms, Contradiction for values that cannot hold."""
    if not isinstance(given, dict) or not isinstance(given.get("key"), str):
        raise Unreadable("A signal is an object with a key and a type.")
    key = given["key"]
    try:
        kind = SignalType(given.get("type", ""))
    except ValueError as error:
        kinds = ", ".join(SignalType)
        raise Unreadable(f"The signal “{key}” has the type {given.get('type')!r}: use one of {kinds}.") from error
    categories, parents = given.get("categories", []), given.get("parents", {})
    if not isinstance(categories, list) or not all(isinstance(one, str) for one in categories):
        raise Unreadable(f"The categories of “{key}” are a list of texts.")
    if not isinstance(parents, dict) or not all(isinstance(one, str) for one in parents.values()):
        raise Unreadable(f"The parents of “{key}” are an object from a category to the one that covers it.")
    low, high = _range(key, kind, given.get("range"))
    path, consent = given.get("path", ""), given.get("consent", False)
    if not isinstance(path, str) or not isinstance(consent, bool):
        raise Unreadable(f"The path of “{key}” is a text, and consent is true or false.")
    return Signal(key, kind, tuple(categories), tuple(parents.items()), low, high, path, consent)


def _range(key: str, kind: SignalType, given: Any) -> tuple[Value | None, Value | None]:
    if given is None:
        return None, None
    if kind.is_text or not isinstance(given, list) or len(given) != 2:
        raise Unreadable(f"The range of “{key}” is a list of two ends, for numbers and dates only.")
    plain = Signal(key, kind)
    low, high = plain.value(given[0]), plain.value(given[1])
    if kind is SignalType.INTEGER and any(end is not None and end != int(end) for end in (low, high)):  # type: ignore[arg-type]
        raise Unreadable(f"The range of “{key}” ends at whole numbers.")
    return low, high


def signal_to(signal: Signal) -> dict[str, Any]:
    """What `signal_from` reads."""
    answer: dict[str, Any] = {"key": signal.key, "type": signal.type.value}
    if signal.categories:
        answer["categories"] = list(signal.categories)
    if signal.parents:
        answer["parents"] = dict(signal.parents)
    if signal.low is not None or signal.high is not None:
        answer["range"] = [str(end) if isinstance(end, datetime.date) else end for end in (signal.low, signal.high)]
    if signal.path:
        answer["path"] = signal.path
    if signal.consent:
        answer["consent"] = True
    return answer
