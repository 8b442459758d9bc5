"""A version's rows as the engine takes them, and what the engine says of them."""

import hashlib
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.core.cache import cache

from commonground.creative.decision.models import TableRule, TableVersion
from commonground.creative.decision.vocabulary import (
    Difference,
    TableVariant,
    Term,
    Vocabulary,
    differences,
    from_json,
    terms,
    todays,
)
from commonground.creative.signal.models import Placement as PlacementRow
from commonground.creative.signal.models import Provision
from commonground.creative.signal.queries import Coverage
from commonground.creative.signal.rules import GIVEN
from commonground.creative.signal.stored import SignalFacts, as_engine
from commonground.creative.variant.models import Variant
from commonground.engines.decisions import (
    ANY,
    Analysis,
    Cell,
    Equals,
    HitPolicy,
    MissingPolicy,
    Output,
    OutputColumn,
    Placement,
    Rotation,
    Rule,
    Table,
    Unparsable,
    analyse,
    parse_cell,
)
from commonground.engines.decisions import Signal as EngineSignal
from commonground.engines.decisions.analyse import VERSION
from commonground.engines.decisions.output import output_of
from commonground.engines.errors import EngineError
from commonground.kit.errors import NotFound

# A page waits for this, shared among the whole and each placement; what takes longer is told to be approximate.
BUDGET, LEAST_BUDGET = 40_000, 1_500
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Loaded:
    """A version whole.

    vocabulary  the signals of its columns and the variants that it can show: as agreed, or of a draft today's
    today       all signals and variants that the campaign has
    coverage    what partners pass today, whatever the version
    table       the engine's value; a cell that does not parse counts as any
    wrong       (rule key, signal key or "then") and what is wrong there
    """

    version: TableVersion
    rules: tuple[TableRule, ...]
    vocabulary: Vocabulary
    today: Vocabulary
    coverage: Coverage
    table: Table
    wrong: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def signals(self) -> tuple[SignalFacts, ...]:
        """Of its columns, in order."""
        return tuple(self.vocabulary.signals.values())

    @property
    def variants(self) -> Mapping[str, TableVariant]:
        """By their keys."""
        return self.vocabulary.variants

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What the campaign has otherwise today than it was put before both sides; nothing for a draft."""
        return differences(self.vocabulary, self.today) if self.version.vocabulary else ()

    @property
    def terms(self) -> tuple[list[Term], list[Term]]:
        """(signals, variants) as they were put before both sides, beside those of today."""
        return terms(self.vocabulary, self.today)

    @property
    def since(self) -> str:
        """Since when its vocabulary stays the same, in words; "" for a draft."""
        if not self.version.vocabulary:
            return ""
        return f"v{self.version.number} was {'agreed' if self.version.in_force_at else 'proposed'}"

    @property
    def lost(self) -> tuple[str, ...]:
        """Keys of columns that it does not have, because the campaign had no such signal any more."""
        return tuple(key for key in self.version.signals if key not in self.vocabulary.signals)

    @property
    def asks_in_vain(self) -> tuple[str, ...]:
        """Of these, those that a rule still asks about."""
        return tuple(key for key in self.lost if any(row.when.get(key) for row in self.rules))

    def provision(self, signal: SignalFacts, place: PlacementRow) -> Provision | None:
        """What is known today of one of its signals on a placement."""
        return self.coverage.provisions.get((signal.pk, place.pk)) if signal.pk else None

    def is_fixed(self, signal: SignalFacts, place: PlacementRow) -> bool:
        """Whether the placement is bought on one value of a signal alone: then it is known there, whoever passes it."""
        return _fixed(place.targeting.get(signal.key, ""), as_engine(signal))

    def known_share(self, signal: SignalFacts, place: PlacementRow) -> float:
        """On which share of a placement's impressions a signal counts as known."""
        return 1.0 if self.is_fixed(signal, place) else share_of(self.provision(signal, place))

    def rule(self, key: str) -> TableRule:
        """One of its rules, or NotFound."""
        found = next((one for one in self.rules if one.key == key), None)
        if found is None:
            raise NotFound
        return found

    @cached_property
    def shown(self) -> frozenset[str]:
        """Keys of the variants that it can show."""
        outputs = [rule.then for rule in self.table.rules] + ([self.table.default] if self.table.default else [])
        return frozenset(key for then in outputs for output in then for key in variants_of(output))

    @property
    def shown_variants(self) -> list[TableVariant]:
        """The same, as the version means them; one that the campaign does not have is left out."""
        return [one for key, one in self.variants.items() if key in self.shown]


def variants_of(output: Output) -> tuple[str, ...]:
    """The keys that an output names."""
    if isinstance(output, Rotation):
        return output.variants
    return (output,) if isinstance(output, str) else ()


def loaded_of(
    version: TableVersion, rules: tuple[TableRule, ...], coverage: Coverage, variants: Mapping[str, Variant]
) -> Loaded:
    """The same of rows that were read before."""
    today = todays(coverage.signals, variants)
    vocabulary = (
        from_json(version.vocabulary, today)
        if version.vocabulary
        else Vocabulary({key: today.signals[key] for key in version.signals if key in today.signals}, today.variants)
    )
    wrong: dict[tuple[str, str], str] = {}
    table = as_table(version, rules, tuple(vocabulary.signals.values()), coverage, wrong)
    if not version.vocabulary:
        _unknown_variants(version, rules, table, vocabulary, wrong)
    return Loaded(version, rules, vocabulary, today, coverage, table, wrong)


def as_draft(loaded: Loaded) -> Loaded:
    """The same as a draft that begins with it reads it: by what the campaign has today."""
    if not loaded.version.vocabulary:
        return loaded
    version = copy(loaded.version)
    version.vocabulary = {}
    variants = {key: one.row for key, one in loaded.today.variants.items() if one.row}
    return loaded_of(version, loaded.rules, loaded.coverage, variants)


def _unknown_variants(
    version: TableVersion,
    rules: Sequence[TableRule],
    table: Table,
    known: Vocabulary,
    wrong: dict[tuple[str, str], str],
) -> None:
    """A draft may show what was taken out of the campaign since its rules were written."""
    shown = [(row.key, rule.then) for row, rule in zip(rules, table.rules, strict=True)]
    shown += [("", table.default)] if table.default else []
    for key, outputs in shown:
        unknown = [one for output in outputs for one in variants_of(output) if one not in known.variants]
        if unknown:
            wrong.setdefault((key, "then"), f"The campaign has no variant {' or '.join(unknown)}.")


def revised_since(before: TableVersion | None, loaded: Loaded) -> tuple[Difference, ...]:
    """What a version reads otherwise than the agreed one before; what it no longer asks about or shows is seen in its rules."""
    if before is None or not before.vocabulary:
        return ()
    found = differences(from_json(before.vocabulary, loaded.today), loaded.vocabulary)
    return tuple(one for one in found if one.parts)


def as_table(
    version: TableVersion,
    rules: Sequence[TableRule],
    signals: Sequence[SignalFacts],
    coverage: Coverage,
    wrong: dict[tuple[str, str], str],
) -> Table:
    """The engine's value of these rows; what cannot be read is put into `wrong`."""
    columns = tuple(as_engine(signal) for signal in signals)
    lines = []
    for row in rules:
        when = tuple(_cell(row, signal.key, column, wrong) for signal, column in zip(signals, columns, strict=True))
        lines.append(Rule(when, (_output(row.then, row.key, wrong),), row.group, row.note))
    default = _output(version.default, "", wrong) if version.default else None
    return Table(
        columns, tuple(lines), HitPolicy(version.hit_policy), (default,) if default is not None else None,
        MissingPolicy(version.missing_policy), (OutputColumn(),), _placements(coverage, signals, columns),
    )  # fmt: skip


def _cell(row: TableRule, key: str, column: EngineSignal, wrong: dict[tuple[str, str], str]) -> Cell:
    try:
        return parse_cell(row.when.get(key, ""), column)
    except Unparsable as error:
        wrong[row.key, key] = str(error)
        return ANY


def _output(text: str, key: str, wrong: dict[tuple[str, str], str]) -> Output:
    try:
        return output_of(text)
    except EngineError as error:
        wrong[key, "then"] = str(error)
        return None


def _placements(
    coverage: Coverage, signals: Sequence[SignalFacts], columns: Sequence[EngineSignal]
) -> tuple[Placement, ...]:
    found = []
    for place in coverage.placements:
        tests = []
        for column in columns:
            if column.key in place.targeting:
                try:
                    tests.append((column.key, parse_cell(place.targeting[column.key], column)))
                except Unparsable:
                    continue
        held = [coverage.provisions.get((one.pk, place.pk)) if one.pk else None for one in signals]
        shares = tuple(
            (column.key, 1.0 if _fixed(place.targeting.get(column.key, ""), column) else share_of(provision))
            for column, provision in zip(columns, held, strict=True)
        )
        passes = tuple(
            (column.key, Cell(tuple(Equals(value) for value in provision.values)))
            for column, provision in zip(columns, held, strict=True)
            if provision is not None and provision.state in GIVEN and set(provision.values) & set(column.categories)
        )
        found.append(Placement(place.key, tuple(tests), shares, place.organisation.name, place.planned, passes))
    return tuple(found)


def _fixed(test: str, column: EngineSignal) -> bool:
    """Whether a test leaves exactly one value."""
    try:
        cell = parse_cell(test, column)
    except Unparsable:
        return False
    if cell.negated or len(cell.parts) != 1 or not isinstance(cell.parts[0], Equals) or cell.parts[0].value is None:
        return False
    return not column.type.is_text or len(column.covered_by(str(cell.parts[0].value))) == 1


def share_of(provision: Provision | None) -> float:
    """On which share of impressions a signal counts as known; nothing while it is only asked for."""
    if provision is None or provision.state not in GIVEN or provision.share is None:
        return 0.0
    if provision.values and not set(provision.values) & set(provision.signal.categories):
        # What is passed are values that the signal no longer has.
        return 0.0
    return float(provision.share)


def served_on(analysis: Analysis, number: int) -> frozenset[str]:
    """Keys of the placements on which a rule can be served, be it only where a signal is missing."""
    return frozenset(
        key
        for key, found in analysis.placements
        if number not in found.unreachable
        or number in found.undecided
        or any(one.rule == number for one in found.only_missing)
    )


def shown_where(loaded: Loaded, analysis: Analysis | None) -> dict[str, set[str]]:
    """On which placements, by their keys, each variant can be shown: by a rule that can be served there, or as the default."""
    found: dict[str, set[str]] = {}
    for number, rule in enumerate(loaded.table.rules, start=1):
        places = served_on(analysis, number) if analysis else ()
        for key in (key for output in rule.then for key in variants_of(output)):
            found.setdefault(key, set()).update(places)
    for key in (key for output in loaded.table.default or () for key in variants_of(output)):
        found.setdefault(key, set()).update(place.key for place in loaded.coverage.placements)
    return found


def analysis_of(loaded: Loaded) -> Analysis:
    """What can be said of a version without data; kept for as long as the table stays the same."""
    budget = max(LEAST_BUDGET, BUDGET // (1 + len(loaded.table.placements)))
    key = f"analysis:{VERSION}:{budget}:{loaded.table.digest}"
    kept: Analysis | None = cache.get(key)
    if kept is None:
        kept = analyse(loaded.table, budget=budget)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def content_hash(loaded: Loaded) -> str:
    """SHA-256 of what is put before everybody: the table, and which variants its keys mean."""
    names = sorted((one.key, one.name) for one in loaded.shown_variants)
    plain = Table(
        loaded.table.signals, loaded.table.rules, loaded.table.hit_policy, loaded.table.default,
        loaded.table.missing_policy, loaded.table.outputs,
    )  # fmt: skip
    return hashlib.sha256(f"{plain.digest}{names}".encode()).hexdigest()


def organisations_of_table(loaded: Loaded) -> tuple[list[UUID], list[UUID]]:
    """(makers of the variants that it shows, owners of the placements)."""
    makers = [one.organisation_id for one in loaded.shown_variants]
    return makers, [place.organisation_id for place in loaded.coverage.placements]
