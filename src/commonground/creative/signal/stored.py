"""A signal's row as the engine takes it and back, and as a decision table keeps it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from commonground.creative.signal.enums import SignalType
from commonground.creative.signal.models import Signal
from commonground.engines.decisions import Signal as EngineSignal
from commonground.engines.decisions import Value
from commonground.engines.decisions.signal import signal_from

FACTS = ("key", "name", "type", "categories", "parents", "low", "high", "unit", "path", "consent")


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """What a signal is, whatever becomes of its row. The fields are those of the row, those of FACTS.

    Versions that were agreed before signals had a unit say nothing of it.
    `pk` is of the campaign's signal with this key today, None where it has none.
    """

    key: str
    name: str
    type: str
    categories: Sequence[str] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    low: str = ""
    high: str = ""
    unit: str = ""
    path: str = ""
    consent: bool = False
    pk: UUID | None = None

    @property
    def kind(self) -> str:
        """Its kind of value, in words."""
        return SignalType(self.type).label

    @property
    def values(self) -> list[str]:
        """Its categories, each with the wider one that covers it, or its range, in words; none where any value may come."""
        if self.categories:
            return [f"{one} (in {self.parents[one]})" if one in self.parents else one for one in self.categories]
        return [self.range] if self.range else [f"in {self.unit}"] if self.unit else []

    @property
    def range(self) -> str:
        """The range of a number or day with its unit, in words; "" where any value may come."""
        if not (self.low or self.high):
            return ""
        if self.low and self.high:
            words = f"{self.low} to {self.high}"
        else:
            words = f"from {self.low}" if self.low else f"up to {self.high}"
        return f"{words} {self.unit}".rstrip()


def facts_of(signal: Signal) -> SignalFacts:
    """What a signal is today."""
    return SignalFacts(**{name: getattr(signal, name) for name in FACTS}, pk=signal.pk)


def as_engine(signal: Signal | SignalFacts) -> EngineSignal:
    """The engine's value of a signal; EngineError where its values cannot hold together."""
    given: dict[str, Any] = {
        "key": signal.key, "type": signal.type, "categories": list(signal.categories), "parents": dict(signal.parents),
        "path": signal.path, "consent": signal.consent,
    }  # fmt: skip
    if signal.low or signal.high:
        given["range"] = [signal.low or None, signal.high or None]
    return signal_from(given)


def as_row(signal: EngineSignal) -> dict[str, Any]:
    """What a row keeps of an engine's signal; it has no name and no unit."""
    return {
        "key": signal.key, "type": signal.type.value, "categories": list(signal.categories),
        "parents": dict(signal.parents), "low": _end(signal.low), "high": _end(signal.high), "path": signal.path,
        "consent": signal.consent,
    }  # fmt: skip


def _end(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
