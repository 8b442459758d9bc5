"""A version as its page shows it: columns with who passes them, rules in words, findings in their places."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonground.creative.decision.actions import WHEN, seen_of
from commonground.creative.decision.models import TableRule
from commonground.creative.decision.rules import changed, words_of
from commonground.creative.decision.stored import Loaded, analysis_of, served_on, variants_of
from commonground.creative.decision.vocabulary import TableVariant
from commonground.creative.signal.models import Placement
from commonground.creative.signal.rules import GIVEN, sizes_missing
from commonground.creative.signal.stored import SignalFacts
from commonground.creative.variant.models import Variant
from commonground.engines.decisions import Analysis, Gap, HitPolicy, Signal, Unparsable, findings, parse_cell
from commonground.engines.decisions.missing import Hidden
from commonground.engines.decisions.output import output_of
from commonground.engines.errors import EngineError
from commonground.engines.findings import Finding, Level
from commonground.kit.errors import NotFound
from commonground.people.models import Organisation

FEW = 50
# Readiness tells of the same under these codes.
READINESS = {
    "DEC-001": "CRE-008", "DEC-002": "CRE-007", "DEC-003": "CRE-006", "DEC-005": "SIG-004", "DEC-011": "CRE-006",
}  # fmt: skip
TITLES = {
    "CRE-003": "No size", "CRE-006": "Nothing to show", "CRE-007": "Never served", "CRE-008": "Conflict",
    "SIG-004": "Holds when missing", "DEC-004": "Overlap", "DEC-006": "Changes nothing",
    "DEC-007": "Fallback never served", "DEC-008": "Only the fallback", "DEC-009": "Not everywhere",
    "DEC-010": "Approximate", "DEC-012": "Never that value", "DEC-013": "Shows nothing",
    "DEC-014": "Where missing", "CRE-009": "Cannot be read", "CRE-010": "Not as agreed",
}  # fmt: skip
HINTS = {"SIG-004": "List the values that are meant, or let no test hold on a missing signal."}


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as somebody typed it, and what is wrong in it by field."""

    key: str
    when: Mapping[str, str]
    then: str
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A signal over its column: who passes it, who else is asked for it, and on which share of impressions it is known
    (None without placements)."""

    signal: SignalFacts
    providers: tuple[Organisation, ...]
    asked: tuple[Organisation, ...]
    known: float | None

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(100 * (self.known or 0))

    @property
    def label(self) -> str:
        """What the bar shows, in words."""
        return f"{self.signal.name}: {self.percent} % known"

    @property
    def kind(self) -> str:
        """Its colour."""
        return "warn" if self.percent < FEW else "accent"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One test: in words, as it is typed, what is wrong with it, and in words what it was before where it was another."""

    key: str
    name: str
    words: str
    text: str
    wrong: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class OpenCell:
    """One cell that somebody looks at: in which rule, over it the signal (None for what the rule shows), what stands in it."""

    value: str
    number: int
    signal: SignalFacts | None
    text: str
    shows: tuple[TableVariant, ...]

    @property
    def name(self) -> str:
        """What stands over its column."""
        return self.signal.name if self.signal else "Shows"

    @property
    def column(self) -> str:
        """Its column as `set_cell` takes it."""
        return self.value.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Note:
    """A line under a rule, with the code under which readiness tells of it, and what may be done about it.

    asks     a signal is missing that a partner could be asked for
    accepts  keys of the rules with which an overlap may be accepted
    above    number of the first rule that comes before this one, where moving it above that one would help
    removes  the rule may as well be taken out
    variant  whose size or state is the trouble
    """

    level: Level
    id: str
    message: str
    hint: str
    asks: bool = False
    accepts: tuple[str, ...] = ()
    above: int | None = None
    removes: bool = False
    variant: Variant | None = None

    @property
    def title(self) -> str:
        """Its kind in a word or two, with its code."""
        return f"{TITLES[self.id]}, {self.id}" if self.id in TITLES else self.id


@dataclass(frozen=True, slots=True)
class GoneRule:
    """A rule of the version before that is no longer there."""

    number: int
    words: str
    then: str


@dataclass(frozen=True, slots=True)
class GridRule:
    """One row. `dead` is never served; `notes` are what is said of it; `share` of impressions in percent, in a simulation.

    state  "New", "Changed" or "" beside the version before; `was`, what it showed there where it was something else
    """

    rule: TableRule
    number: int
    cells: tuple[GridCell, ...]
    variants: tuple[TableVariant, ...]
    then: str
    wrong: str
    seen: str
    dead: bool
    notes: tuple[Note, ...]
    state: str = ""
    was: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole page's table; `gaps` with what people call their signals, `default_share` as the share of a rule."""

    columns: tuple[ColumnHead, ...]
    rules: tuple[GridRule, ...]
    gaps: tuple[tuple[str, Gap], ...]
    default: tuple[TableVariant, ...]
    analysis: Analysis | None
    counts: Mapping[str, int]
    elsewhere: tuple[Note, ...]
    default_share: float | None
    gone: tuple[GoneRule, ...]

    @property
    def width(self) -> int:
        """How many columns stand after the number of the rule."""
        return len(self.columns) + (1 if self.default_share is None else 2)


def grid_of(
    loaded: Loaded, before: Mapping[str, Mapping[str, Any]] | None = None, typed: Typed | None = None, *, on: str = "",
    shares: Mapping[int, float] | None = None,
) -> Grid:  # fmt: skip
    """The table with what the engine finds in it.

    before  what each rule said in the version compared with
    typed   a row that was not saved, shown as it was typed
    on      key of the placement whose coverage stands over the columns; "" for all together
    shares  of impressions in percent by the number of a rule, 0 for the default; empty where nothing was simulated
    """
    shares = shares or {}
    analysis = analysis_of(loaded) if loaded.rules else None
    accepted = {tuple(pair) for pair in loaded.version.accepted}
    names = {one.key: one.name for one in loaded.signals}
    found = findings(loaded.table, analysis, names) if analysis else ()
    found = tuple(one for one in found if not _is_accepted(loaded, one, accepted))
    hidden = {one.rule: one for one in analysis.whole.hidden} if analysis else {}
    by_rule = _notes(loaded, found, hidden)
    for number, note in (*_of_variants(loaded, analysis), *_of_columns(loaded)):
        by_rule[number].append(note)
    rules = tuple(
        replace(
            _as_typed(_row(loaded, rule, number, number in hidden, by_rule[number], before), typed),
            share=shares.get(number),
        )
        for number, rule in enumerate(loaded.rules, start=1)
    )
    counts = {level.value: sum(one.level is level for notes in by_rule.values() for one in notes) for level in Level}
    counts["error"] += len(loaded.wrong)
    return Grid(
        tuple(_head(loaded, signal, on) for signal in loaded.signals), rules,
        tuple((gap.called(names), gap) for gap in analysis.whole.gaps) if analysis else (),
        _variants(loaded, loaded.table.default or ()), analysis, counts, tuple(by_rule[0]),
        shares.get(0), _gone(loaded, before or {}),
    )  # fmt: skip


def open_cell(loaded: Loaded, value: str) -> OpenCell:
    """The cell of "RULE:when-SIGNAL" or "RULE:then"; NotFound where the table has none."""
    key, _, column = value.partition(":")
    rule = loaded.rule(key)
    number = loaded.rules.index(rule) + 1
    if column == "then":
        return OpenCell(value, number, None, rule.then, _variants(loaded, loaded.table.rules[number - 1].then))
    signal = next((one for one in loaded.signals if column == f"{WHEN}{one.key}"), None)
    if signal is None:
        raise NotFound
    return OpenCell(value, number, signal, rule.when.get(signal.key, ""), ())


def _head(loaded: Loaded, signal: SignalFacts, on: str) -> ColumnHead:
    places = [place for place in loaded.coverage.placements if on in ("", place.key)]
    held = [loaded.provision(signal, place) for place in places]
    providers = {one.asked_id: one.asked for one in held if one is not None and one.state in GIVEN}
    asked = {
        one.asked_id: one.asked for one in held if one is not None and one.is_open and one.asked_id not in providers
    }
    known = all(place.planned is not None for place in places)
    weights = [place.planned or 0 if known else 1 for place in places]
    total = sum(weights)
    shares = sum(weight * loaded.known_share(signal, place) for weight, place in zip(weights, places, strict=True))
    return ColumnHead(signal, tuple(providers.values()), tuple(asked.values()), shares / total if total else None)


def _row(
    loaded: Loaded, rule: TableRule, number: int, dead: bool, notes: Sequence[Note],
    before: Mapping[str, Mapping[str, Any]] | None,
) -> GridRule:  # fmt: skip
    then = loaded.table.rules[number - 1].then
    earlier = before.get(rule.key) if before is not None else None
    cells = []
    for test, signal, column in zip(
        loaded.table.rules[number - 1].when, loaded.signals, loaded.table.signals, strict=True
    ):
        text = rule.when.get(signal.key, "")
        was = text if earlier is None else str(earlier["when"].get(signal.key, ""))
        wrong = loaded.wrong.get((rule.key, signal.key), "")
        words = words_of(test, column, signal.unit)
        before_it = _words(was, column, signal.unit) if was != text else ""
        cells.append(GridCell(signal.key, signal.name, words, text, wrong, before_it))
    now = {"when": rule.when, "then": rule.then, "group": rule.group}
    state = "" if before is None else "new" if earlier is None else "changed" if changed(earlier, now) else ""
    was = _called(loaded, earlier["then"]) if earlier and earlier["then"] != rule.then else ""
    return GridRule(
        rule, number, tuple(cells), _variants(loaded, then), rule.then, loaded.wrong.get((rule.key, "then"), ""),
        seen_of(rule), dead, tuple(notes), state, was,
    )  # fmt: skip


def _words(text: str, column: Signal, unit: str) -> str:
    """A test of another version in words; as it was typed where the signal has changed since."""
    try:
        return words_of(parse_cell(text, column), column, unit)
    except Unparsable:
        return text


def _called(loaded: Loaded, then: str) -> str:
    """What another version showed, by the names that its variants have today."""
    try:
        output = output_of(then)
    except EngineError:
        return then
    keys = variants_of(output)
    return ", ".join(loaded.variants[key].name if key in loaded.variants else key for key in keys) or "nothing"


def _gone(loaded: Loaded, before: Mapping[str, Mapping[str, Any]]) -> tuple[GoneRule, ...]:
    """Rules of the version before that this one does not have."""
    there = {rule.key for rule in loaded.rules}
    columns = {one.key: (one, column) for one, column in zip(loaded.signals, loaded.table.signals, strict=True)}

    def said(key: str, test: str) -> str:
        if key not in columns:
            return f"{key} {test}"
        signal, column = columns[key]
        return f"{signal.name} {_words(test, column, signal.unit)}"

    found = []
    for key, earlier in before.items():
        if key not in there:
            tests = [said(signal, test) for signal, test in earlier["when"].items()]
            found.append(GoneRule(earlier["position"] + 1, ", ".join(tests) or "any", _called(loaded, earlier["then"])))
    return tuple(sorted(found, key=lambda one: one.number))


def _of_columns(loaded: Loaded) -> Iterable[tuple[int, Note]]:
    """Rules, by their numbers, that ask about a signal which the campaign no longer has: they hold whatever it is."""
    for number, rule in enumerate(loaded.rules, start=1):
        lost = [key for key in loaded.lost if rule.when.get(key)]
        if lost:
            message = f"It asks about {' and '.join(lost)}, which the campaign has no more: it holds whatever that is."
            yield number, Note(Level.ERROR, "CRE-010", message, "Name the signal again, or choose the columns anew.")


def _as_typed(row: GridRule, typed: Typed | None) -> GridRule:
    if typed is None or typed.key != row.rule.key:
        return row
    cells = tuple(
        replace(cell, text=typed.when.get(cell.key, cell.text), wrong=typed.wrong.get(cell.key, ""))
        for cell in row.cells
    )
    return replace(row, cells=cells, then=typed.then, wrong=typed.wrong.get("then", ""))


def _variants(loaded: Loaded, then: Iterable[Any]) -> tuple[TableVariant, ...]:
    keys = [key for output in then for key in variants_of(output)]
    return tuple(loaded.variants[key] for key in keys if key in loaded.variants)


def _notes(loaded: Loaded, found: Iterable[Finding], hidden: Mapping[int, Hidden]) -> dict[int, list[Note]]:
    """What is said under each rule, by its number, 0 for the table: one line for findings that say the same of it."""
    rank = {place + 1: at for at, place in enumerate(loaded.table.order)}
    places = {place.key: place.name for place in loaded.coverage.placements}
    notes: dict[int, list[Note]] = defaultdict(list)
    absent: dict[int, list[Finding]] = defaultdict(list)
    winners: dict[int, list[int]] = defaultdict(list)
    level = Level.NOTE
    for one in found:
        numbers = [int(place.key.partition(":")[0]) for place in one.places if place.kind in {"rule", "cell"}]
        number = max(numbers, key=lambda each: rank[each], default=0)
        code = READINESS.get(one.id, one.id)
        if one.id == "DEC-009":
            absent[number].append(one)
        elif one.id == "DEC-004":
            winners[number] += [each for each in numbers if each != number]
            level = one.level
        elif one.id == "DEC-002":
            above = _above(loaded, hidden[number].by)
            hint = "" if above or not hidden[number].by else "Narrow the rules before it, or take it out."
            hint = hint or ("" if hidden[number].by else one.hint)
            notes[number].append(Note(one.level, code, one.message, hint, above=above, removes=True))
        elif one.id == "DEC-013":
            notes[number].append(Note(one.level, code, one.message, one.hint, removes=True))
        else:
            notes[number].append(Note(one.level, code, _named(one, places), HINTS.get(code, one.hint)))
    for number, several in absent.items():
        notes[number].append(_never_there(loaded, number, several))
    for number, others in winners.items():
        # Of what is never served nothing is left.
        if number not in hidden:
            notes[number].append(_overlap(loaded, number, sorted(others), level))
    return notes


def _named(one: Finding, places: Mapping[str, str]) -> str:
    """Its message with what people call the placement."""
    key = next((place.key for place in one.places if place.kind == "placement"), "")
    return one.message.replace(f"On {key} ", f"On {places.get(key, key)} ", 1) if key else one.message


def _above(loaded: Loaded, winners: Sequence[int]) -> int | None:
    """Moving a rule helps where the order alone decides."""
    return min(winners) if winners and loaded.table.hit_policy is HitPolicy.FIRST else None


def _never_there(loaded: Loaded, number: int, several: Sequence[Finding]) -> Note:
    """On which placements a rule is never served, and which of its signals are not passed there."""
    keys = [place.key.rpartition(":")[0] for one in several for place in one.places if place.kind == "placement-rule"]
    placements = {place.key: place for place in loaded.coverage.placements}
    asked = [signal for signal in loaded.signals if signal.key in loaded.rules[number - 1].when]
    lacking = [
        signal for signal in asked
        if any(not loaded.known_share(signal, placements[key]) for key in keys)
    ]  # fmt: skip
    where = "; ".join(placements[key].name for key in keys)
    why = (
        f": {' and '.join(one.name for one in lacking)} {'is' if len(lacking) == 1 else 'are'} not passed there"
        if lacking
        else ""
    )
    first = several[0]
    asks = any(one.pk for one in lacking)
    return Note(first.level, first.id, f"Never served on {where}{why}.", first.hint if not lacking else "", asks)


def _overlap(loaded: Loaded, number: int, others: Sequence[int], level: Level) -> Note:
    """Which rules come first where a rule overlaps with them."""
    words = (
        f"Rule {others[0]} wins"
        if len(others) == 1
        else f"Rules {', '.join(map(str, others[:-1]))} and {others[-1]} win"
    )
    message = f"{words} first where they hold too. Rule {number} gets the rest."
    accepts = tuple(loaded.rules[one - 1].key for one in others)
    return Note(level, "DEC-004", message, "", accepts=accepts, above=_above(loaded, others))


def _is_accepted(loaded: Loaded, one: Finding, accepted: set[tuple[str, ...]]) -> bool:
    numbers = [int(place.key) for place in one.places if place.kind == "rule"]
    if one.id != "DEC-004" or len(numbers) != 2:
        return False
    return tuple(sorted(loaded.rules[number - 1].key for number in numbers)) in accepted


def _of_variants(loaded: Loaded, analysis: Analysis | None) -> Iterable[tuple[int, Note]]:
    """Rules, by their numbers, whose variant does not come in a size of a placement where they are served."""
    for number, rule in enumerate(loaded.table.rules, start=1):
        there = served_on(analysis, number) if analysis else ()
        placements = [place for place in loaded.coverage.placements if place.key in there]
        for variant in filter(None, (one.row for one in _variants(loaded, rule.then))):
            lacking = _lacking(variant, placements)
            if lacking:
                places = "; ".join(place.name for place, _ in lacking)
                sizes = ", ".join(sorted({size for _, several in lacking for size in several}))
                message = f"{variant.key} does not come in {sizes}: nothing is shown on {places}."
                hint = "Ask for the size, or show another variant there."
                yield number, Note(Level.ERROR, "CRE-003", message, hint, variant=variant)


def _lacking(variant: Variant, placements: Sequence[Placement]) -> list[tuple[Placement, list[str]]]:
    found = [(place, sizes_missing(place.sizes, variant.sizes)) for place in placements if place.sizes]
    return [(place, sizes) for place, sizes in found if sizes]
