"""What is understood of a file that somebody sent, and what taking it would give."""

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.models import Upload
from commonground.creative.decision.models import TableVersion
from commonground.creative.decision.pasting import LONGEST_NOTE, MOST_GROUP
from commonground.creative.decision.queries import load_table, working_version
from commonground.creative.decision.reading import Understood, understand_table
from commonground.creative.decision.rules import MOST_RULES, MOST_SIGNALS, ON_MISSING, words_of
from commonground.creative.decision.stored import Loaded, variants_of
from commonground.creative.signal.queries import list_signals
from commonground.creative.signal.stored import as_engine
from commonground.creative.variant.queries import list_variants
from commonground.engines.decisions import Cell, HitPolicy, Output, Rotation, Rule, Signal, Table, cell_text
from commonground.engines.decisions.headings import Called
from commonground.engines.decisions.output import output_text
from commonground.engines.decisions.sent import ALL, ASIDE
from commonground.engines.decisions.unread import Misread
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import Invalid
from commonground.people.viewer.models import Viewer

LONGEST = {"key": 80, "then": 500}
REFUSALS_SHOWN = 20
# What a campaign has that has no table: the policies of a new draft.
EMPTY = Table((), ())


@dataclass(frozen=True, slots=True)
class ReadRule:
    """A rule as it would be stored; `words` are its tests for a person, in the order of the columns."""

    key: str
    when: dict[str, str]
    then: str
    group: int
    note: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken.

    table    the engine's value
    rules    with the keys of the same rules in the version before
    signals  those that the campaign does not have yet; variants, their keys
    misread  cells that could not be read, `more` of which are not listed; refused, what else stands in the way; notes,
             what is read otherwise than it stands
    changes  what changes besides the rules, in words
    heads    what the campaign calls the signals of the columns, or their keys
    mark     of what the preview was made against
    """

    table: Table
    rules: tuple[ReadRule, ...]
    signals: tuple[Signal, ...]
    variants: tuple[str, ...]
    misread: tuple[Misread, ...]
    more: int
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    earlier: TableVersion | None
    added: int
    changed: int
    removed: int
    changes: tuple[str, ...]
    heads: tuple[str, ...]
    mark: str

    @property
    def takeable(self) -> bool:
        """Nothing stands in the way, and something would change."""
        return not self.misread and not self.refused and not self.unchanged

    @property
    def unchanged(self) -> bool:
        """The campaign has this table already."""
        counts = (self.added, self.changed, self.removed)
        return self.earlier is not None and not any(counts) and not self.changes and not self.misread

    @property
    def hit_policy(self) -> HitPolicy:
        """As it would be stored."""
        return _stored_policy(self.table)

    @property
    def default(self) -> str:
        """As it would be stored."""
        return _default(self.table)


def understood(viewer: Viewer, campaign: Campaign, upload: Upload) -> Understood:
    """Read the upload in a child process; Invalid says why it cannot be read as a table."""
    signals = list_signals(viewer, campaign)
    variants = dict(list_variants(viewer, campaign).values_list("key", "name"))
    called = Called({one.key: one.name for one in signals}, variants, {one.key: one.unit for one in signals})
    try:
        return run_in_child(
            understand_table, bytes(upload.data), upload.name, tuple(map(as_engine, signals)), called
        )  # fmt: skip
    except EngineError as error:
        raise Invalid(str(error), fields={"file": str(error)}) from error


def preview_of(viewer: Viewer, campaign: Campaign, upload: Upload) -> Preview:
    """What taking the upload would give."""
    read = understood(viewer, campaign, upload)
    earlier = working_version(viewer, campaign)
    before = load_table(viewer, earlier, campaign) if earlier else None
    table = read.sent.within(before.table if before else EMPTY)
    known = {signal.key: signal.name for signal in list_signals(viewer, campaign)}
    shown = dict.fromkeys(key for output in _outputs(table) for key in variants_of(output))
    there = set(list_variants(viewer, campaign).values_list("key", flat=True))
    rules, same = matched(table, before, read.sent.said)
    kept = {rule.key for rule in rules}
    gone = [rule for rule in before.rules if rule.key not in kept] if before else []
    old = {rule.key for rule in before.rules} if before else set()
    stayed = sum(rule.key in old for rule in rules)
    return Preview(
        table, rules, tuple(one for one in table.signals if one.key not in known),
        tuple(key for key in shown if key not in there), read.misread, read.more,
        tuple(_refused(table))[:REFUSALS_SHOWN], tuple(_notes(table)), earlier, len(rules) - stayed, stayed - same,
        len(gone), tuple(_changes(table, rules, before)) if before else (),
        tuple(known.get(key, key) for key in table.keys), earlier.mark if earlier else "",
    )  # fmt: skip


def _changes(table: Table, rules: Sequence[ReadRule], before: Loaded) -> Iterator[str]:
    """What changes besides the rules that are added, changed and taken out."""
    old = before.table
    if _stored_policy(table) is not old.hit_policy:
        yield f"Hit policy: {old.hit_policy} becomes {_stored_policy(table)}."
    if table.missing_policy is not old.missing_policy:
        yield f"Missing signals: “{ON_MISSING[old.missing_policy]}” becomes “{ON_MISSING[table.missing_policy]}”"
    if _default(table) != _default(old):
        yield f"Everyone else: {_default(old) or 'nothing'} becomes {_default(table) or 'nothing'}."
    names = {one.key: one.name for one in before.signals}
    columns = before.version.signals
    for key in table.keys:
        if key not in columns:
            yield f"The column {names.get(key, key)} is added."
    for key in columns:
        if key not in table.keys:
            yield f"The column {names.get(key, key)} is taken out."
    stay = [key for key in columns if key in table.keys]
    if stay != [key for key in table.keys if key in columns]:
        yield "The columns stand in another order."
    old_rules = [row.key for row in before.rules]
    kept = {rule.key for rule in rules}
    if [key for key in old_rules if key in kept] != [rule.key for rule in rules if rule.key in old_rules]:
        yield "The rules stand in another order."


def _stored_policy(table: Table) -> HitPolicy:
    return HitPolicy.FIRST if table.hit_policy is HitPolicy.PRIORITY else table.hit_policy


def _default(table: Table) -> str:
    return _text(table.default[0]) if table.default else ""


def _outputs(table: Table) -> list[Output]:
    default = [table.default[0]] if table.default else []
    return [rule.then[0] for rule in table.rules] + default


def _text(output: Output) -> str:
    return "" if output is None else output_text(output)


def _refused(table: Table) -> Iterator[str]:
    if not table.hit_policy.serves_one:
        yield f"The hit policy {table.hit_policy} serves several rules at once; an impression gets one variant."
    if len(table.outputs) > 1:
        names = ", ".join(one.key for one in table.outputs)
        yield f"A rule serves one thing, the variant; this table has {len(table.outputs)} outputs: {names}."
    if not table.rules:
        yield "The table has no rules."
    if len(table.rules) > MOST_RULES:
        yield f"At most {MOST_RULES:,} rules can be taken; this has {len(table.rules):,}."
    if len(table.signals) > MOST_SIGNALS:
        yield f"At most {MOST_SIGNALS} signals can be taken; this has {len(table.signals)}."
    for signal in table.signals:
        if len(signal.key) > LONGEST["key"]:
            yield f"Column “{signal.key[:20]}…”: a key has at most {LONGEST['key']} characters."
    for number, rule in enumerate(table.rules, start=1):
        yield from (f"Rule {number}: {why}" for why in _refused_of(rule))
    if table.default:
        yield from (f"Default: {why}" for why in _refused_output(table.default[0]))


def _refused_of(rule: Rule) -> Iterator[str]:
    yield from _refused_output(rule.then[0])
    if not 0 <= rule.group <= MOST_GROUP:
        yield f"a priority group is a number from 0 to {MOST_GROUP:,}, not {rule.group}."
    if len(rule.note) > LONGEST_NOTE:
        yield f"a note has at most {LONGEST_NOTE} characters."


def _refused_output(output: Output) -> Iterator[str]:
    if output is not None and not isinstance(output, str | Rotation):
        yield f"it serves {_text(output)}, which is the key of no variant."
    elif len(_text(output)) > LONGEST["then"]:
        yield f"what it serves has at most {LONGEST['then']} characters."
    for key in variants_of(output):
        if len(key) > LONGEST["key"] or not key.isprintable():
            yield f"“{key[:20]}…” is no key of a variant: one line of at most {LONGEST['key']} characters."


def _notes(table: Table) -> Iterator[str]:
    if table.hit_policy is HitPolicy.PRIORITY:
        yield "PRIORITY becomes FIRST: the rules stand in the order of importance of what they serve, which serves the same."
    if table.placements:
        yield "Placements and what partners pass are not taken from a file: they are said on their own pages."


def matched(
    table: Table, before: Loaded | None, said: Collection[str] = ALL
) -> tuple[tuple[ReadRule, ...], int]:  # fmt: skip
    """The rules as they would be stored, and how many are the same as before; one with the same tests keeps its key.

    Where groups or notes are not `said`, such a rule keeps those, too.
    """
    rows = {row.key: row for row in before.rules} if before else {}
    exact: dict[Any, list[str]] = {}
    tests: dict[Any, list[str]] = {}
    for row, rule in zip(before.rules, before.table.rules, strict=True) if before else ():
        when = _when(before.table.signals, rule.when)  # type: ignore[union-attr]
        exact.setdefault(_same(when, _text(rule.then[0]), *_aside(rule, said)), []).append(row.key)
        tests.setdefault(_same(when), []).append(row.key)
    order = table.order if table.hit_policy is HitPolicy.PRIORITY else range(len(table.rules))
    plain = [(rule, _when(table.signals, rule.when)) for rule in (table.rules[place] for place in order)]
    keys: list[str | None] = []
    for rule, when in plain:
        held = exact.get(_same(when, _text(rule.then[0]), *_aside(rule, said)))
        keys.append(held.pop(0) if held else None)
    used, same = {key for key in keys if key}, sum(key is not None for key in keys)
    found = []
    for (rule, when), key in zip(plain, keys, strict=True):
        key = key or next((one for one in tests.get(_same(when), ()) if one not in used), None) or secrets.token_hex(4)
        used.add(key)
        group, note = (getattr(rule if name in said else rows.get(key, rule), name) for name in ASIDE)
        words = tuple(words_of(cell, signal) for cell, signal in zip(rule.when, table.signals, strict=True))
        found.append(ReadRule(key, when, _text(rule.then[0]), group, note, words))
    return tuple(found), same


def _when(signals: Sequence[Signal], cells: Sequence[Cell]) -> dict[str, str]:
    return {one.key: cell_text(cell) for one, cell in zip(signals, cells, strict=True) if not cell.is_any}


def _aside(rule: Rule, said: Collection[str]) -> list[object]:
    return [getattr(rule, name) for name in ASIDE if name in said]


def _same(when: dict[str, str], *more: object) -> Any:
    return (tuple(sorted(when.items())), *more)
