"""What a version means by its signals and variants: as both sides agreed, or, until it is proposed, as the campaign has them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from commonground.creative.signal.models import Signal
from commonground.creative.signal.stored import FACTS, SignalFacts, as_engine, facts_of
from commonground.creative.variant.models import Variant
from commonground.engines.decisions import Signal as EngineSignal

# What of a signal may differ, in words, and how it is told; the order of categories and the writing of a number do not count.
PARTS: Mapping[str, Callable[[EngineSignal], object]] = {
    "kind of value": lambda one: one.type,
    "categories": lambda one: (set(one.categories), dict(one.parents)),
    "range": lambda one: (one.low, one.high),
    "path": lambda one: one.path,
    "consent": lambda one: one.consent,
}


@dataclass(frozen=True, slots=True)
class TableVariant:
    """A variant as a version means it. `row` is the campaign's variant with this key today, None where it has none."""

    key: str
    name: str
    organisation_id: UUID
    row: Variant | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def pk(self) -> UUID | None:
        """Of the row."""
        return self.row.pk if self.row else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Signals and variants by their keys, in order."""

    signals: Mapping[str, SignalFacts] = field(default_factory=dict)
    variants: Mapping[str, TableVariant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """A signal or variant that is otherwise elsewhere. `parts` are what of it differs, () where it is not there at all."""

    kind: str
    key: str
    name: str
    parts: tuple[str, ...]

    @property
    def words(self) -> str:
        """What has become of it."""
        return f"changed: {', '.join(self.parts)}" if self.parts else "taken out"


@dataclass(frozen=True, slots=True)
class Term:
    """A signal or variant of an agreed version beside what the campaign has under its key today."""

    agreed: SignalFacts | TableVariant
    today: SignalFacts | TableVariant | None
    difference: Difference | None


def todays(signals: Iterable[Signal], variants: Mapping[str, Variant]) -> Vocabulary:
    """What the campaign has."""
    return Vocabulary(
        {one.key: facts_of(one) for one in signals},
        {key: TableVariant(key, one.name, one.organisation_id, one) for key, one in variants.items()},
    )


def to_json(signals: Iterable[SignalFacts], variants: Iterable[TableVariant]) -> dict[str, Any]:
    """What `from_json` reads."""
    return {
        "signals": [{name: getattr(one, name) for name in FACTS} for one in signals],
        "variants": [
            {"key": one.key, "name": one.name, "organisation": str(one.organisation_id)} for one in variants
        ],
    }  # fmt: skip


def from_json(kept: Mapping[str, Any], today: Vocabulary) -> Vocabulary:
    """What was agreed, each with what the campaign has under its key today."""
    signals = [SignalFacts(**one) for one in kept["signals"]]
    variants = [TableVariant(one["key"], one["name"], UUID(one["organisation"])) for one in kept["variants"]]
    return Vocabulary(
        {one.key: replace(one, pk=_pk(today.signals.get(one.key))) for one in signals},
        {one.key: replace(one, row=_row(today.variants.get(one.key))) for one in variants},
    )


def _pk(signal: SignalFacts | None) -> UUID | None:
    return signal.pk if signal else None


def _row(variant: TableVariant | None) -> Variant | None:
    return variant.row if variant else None


def differences(agreed: Vocabulary, other: Vocabulary) -> tuple[Difference, ...]:
    """What of `agreed` is otherwise in `other`, or is not there; in the order of `agreed`.

    Who makes a variant is not told: two organisations may turn out to be one, and nobody signs for who makes it.
    """
    found = []
    for key, signal in agreed.signals.items():
        parts = _parts(signal, other.signals.get(key))
        if parts is not None:
            found.append(Difference("signal", key, signal.name, parts))
    for key, variant in agreed.variants.items():
        there = other.variants.get(key)
        if there is None or there.name != variant.name:
            found.append(Difference("variant", key, variant.name, ("name",) if there else ()))
    return tuple(found)


def _parts(signal: SignalFacts, other: SignalFacts | None) -> tuple[str, ...] | None:
    """() where there is no other, None where it is the same."""
    if other is None:
        return ()
    one, two = as_engine(signal), as_engine(other)
    parts = ["name"] if signal.name != other.name else []
    parts += [words for words, of in PARTS.items() if of(one) != of(two)]
    # What was agreed before signals had a unit says nothing of it.
    parts += ["unit"] if signal.unit and signal.unit != other.unit else []
    return tuple(parts) or None


def terms(agreed: Vocabulary, today: Vocabulary) -> tuple[list[Term], list[Term]]:
    """(signals, variants) of an agreed version beside those of today."""
    found = {(one.kind, one.key): one for one in differences(agreed, today)}
    signals = [Term(one, today.signals.get(key), found.get(("signal", key))) for key, one in agreed.signals.items()]
    variants = [Term(one, today.variants.get(key), found.get(("variant", key))) for key, one in agreed.variants.items()]
    return signals, variants
