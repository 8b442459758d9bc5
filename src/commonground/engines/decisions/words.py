"""Tests as people write them: "rain or cold", "under 5", "17 to 22", "not known". What is kept of them is S-FEEL.

S-FEEL comes first, so that a test is never read otherwise than the standard has it; a category that the signal has comes
before any other word.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from commonground.engines.decisions.feel import (
    ANY,
    Cell,
    Equals,
    Interval,
    Part,
    Unparsable,
    cell_text,
    number_of,
    parse_cell,
    unquoted,
)
from commonground.engines.decisions.signal import Signal, SignalType, Value, day_of

BETWEEN = re.compile(r"\s*,\s*(?:or\s+)?|\s+or\s+", re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# What may not stand in an unquoted text: it is meant as a test, and a slip in it is no text.
NO_TEXT = re.compile(r'["<>\[\]]|^\s*(?:[(=@]|not\s*\(|date\s*\()|(?:^|\s)or\s*$', re.IGNORECASE)
NOT = re.compile(r"not\s+", re.IGNORECASE)
MISSING = re.compile(r"not known|none|null", re.IGNORECASE)
NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?"
DAY = r'(?:date\(\s*"[0-9-]+"\s*\)|@?"[0-9-]+"|[0-9]{4}-[0-9]{2}-[0-9]{2})'
UNDER, UP_TO = "under|below|before|less than", "up to|at most"
OVER, FROM = "over|above|after|more than", "at least|from"
ORDERED = (
    f"(?:(?P<over>{OVER})|{FROM}|between) +(?P<low>VALUE) (?:to|and) (?:(?P<under>{UNDER})|{UP_TO})? *(?P<high>VALUE)",
    f"(?P<low>VALUE) to (?:(?P<under>{UNDER})|{UP_TO})? *(?P<high>VALUE)",
    f"(?P<under>{UNDER}) (?P<high>VALUE)",
    f"(?:{UP_TO}) (?P<high>VALUE)",
    "(?P<high>VALUE) or (?:less|fewer|earlier)",
    f"(?P<over>{OVER}) (?P<low>VALUE)",
    f"(?:{FROM}) (?P<low>VALUE)",
    "(?P<low>VALUE) or (?:more|later)",
    "(?P<same>VALUE)",
)
PATTERNS = {
    kind: tuple(re.compile(one.replace("VALUE", value), re.IGNORECASE) for one in ORDERED)
    for kind, value in ((False, NUMBER), (True, DAY))
}
# A part of a list, and where it ends.
Found = tuple[Part, int]


def parse_words(text: str, signal: Signal, rule: int = 0) -> Cell:
    """The tests in a cell, S-FEEL or words. Raises Unparsable, which speaks of S-FEEL."""
    try:
        return parse_cell(text, signal, rule)
    except Unparsable:
        found = _cell(text, signal)
        if found is None:
            raise
        return found


def from_words(text: str, signal: Signal) -> str:
    """The S-FEEL of a test in words. What is S-FEEL already stays as it is, and so does what is neither.

    Words are those that the site shows: `any`; a category or text without quotation marks, in any case; `under 5`, `up to 7`,
    `over 5`, `7 or more`, `17 to 22`, `17 to under 22`; days as 2026-08-03; `not known`; several with commas and `or`; `not`
    before all of them.
    """
    try:
        parse_cell(text, signal)
    except Unparsable:
        found = _cell(text, signal)
        return text if found is None else cell_text(found)
    return text


def _cell(text: str, signal: Signal) -> Cell | None:
    said = text.strip() if signal.type is SignalType.TEXT else " ".join(text.split())
    parts = _parts_of(signal)
    negated = NOT.match(said)
    inside = _list(said[negated.end() :], parts) if negated else None
    # "not known" is a missing signal, and "not known or rain" may be nothing else.
    if inside and (signal.type is not SignalType.TEXT or not MISSING.match(said)):
        whole = _list(said, parts) if signal.type is not SignalType.TEXT else None
        return Cell(whole) if whole else Cell(inside, negated=True)
    if said.casefold() == "any" and said not in signal.categories:
        return ANY
    whole = _list(said, parts)
    return Cell(whole) if whole else None


def _parts_of(signal: Signal) -> Callable[[str, int], Iterator[Found]]:
    if signal.type is SignalType.TEXT:
        return _text
    if not signal.type.is_text:
        return lambda said, at: _ordered(said, at, signal)
    folded: dict[str, str | None] = {}
    for one in signal.categories:
        name = " ".join(one.split()).casefold()
        # Two that differ in nothing but case need the very one.
        folded[name] = one if name not in folded else None
    exact = {" ".join(one.split()): one for one in signal.categories}
    longest = max(map(len, exact), default=0)
    return lambda said, at: _categories(said, at, folded, exact, longest)


def _list(said: str, parts: Callable[[str, int], Iterator[Found]]) -> tuple[Part, ...] | None:
    """Parts set apart by commas and `or`, the first reading that takes in all of the text."""
    waiting: list[tuple[int, tuple[Part, ...]]] = [(0, ())]
    seen = set[int]()
    while waiting:
        at, found = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        more = list[tuple[int, tuple[Part, ...]]]()
        for part, end in parts(said, at):
            if end == len(said):
                return (*found, part)
            if between := BETWEEN.match(said, end):
                more.append((between.end(), (*found, part)))
        waiting += reversed(more)
    return None


def _text(said: str, at: int) -> Iterator[Found]:
    yield from _quoted(said, at)
    yield from _missing(said, at)
    end = next((one.start() for one in BETWEEN.finditer(said, at)), len(said))
    word = said[at:end].strip()
    if word and word.isprintable() and not NO_TEXT.search(word):
        yield Equals(word), end


def _categories(
    said: str, at: int, folded: Mapping[str, str | None], exact: Mapping[str, str], longest: int
) -> Iterator[Found]:
    # Case folding can make a text longer, and never more than threefold.
    ends = [one.start() for one in BETWEEN.finditer(said, at, at + 3 * longest + 4)]
    ends += [len(said)] if len(said) <= at + 3 * longest else []
    for end in reversed(ends):
        word = said[at:end]
        category = exact.get(word) or folded.get(word.casefold())
        if category is not None and word:
            yield Equals(category), end
    yield from _quoted(said, at)
    yield from _missing(said, at)


def _quoted(said: str, at: int) -> Iterator[Found]:
    if literal := QUOTED.match(said, at):
        yield Equals(unquoted(literal[0])), literal.end()


def _missing(said: str, at: int) -> Iterator[Found]:
    if found := MISSING.match(said, at):
        yield Equals(None), found.end()


def _ordered(said: str, at: int, signal: Signal) -> Iterator[Found]:
    yield from _missing(said, at)
    for pattern in PATTERNS[signal.type is SignalType.DATE]:
        if (found := pattern.match(said, at)) and (part := _part(found.groupdict(), signal)):
            yield part, found.end()


def _part(named: Mapping[str, str | None], signal: Signal) -> Part | None:
    """The part that a pattern has found; None where a number or day is none, or the ends stand the wrong way round."""
    said = {name: named[name] for name in ("same", "low", "high") if named.get(name)}
    values = {name: _value(text or "", signal) for name, text in said.items()}
    if None in values.values():
        return None
    if "same" in values:
        return Equals(values["same"])
    low, high = values.get("low"), values.get("high")
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        return None
    return Interval(low, high, low is not None and not named.get("over"), high is not None and not named.get("under"))


def _value(text: str, signal: Signal) -> Value | None:
    if signal.type is not SignalType.DATE:
        return number_of(text.removeprefix("+"))
    return day_of(re.sub(r"[^0-9-]", "", text))
