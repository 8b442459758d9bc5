"""A signal's row as the engine takes it, and back."""

import datetime
from typing import Any

from commonground.creative.signal.models import Signal
from commonground.engines.decisions import Signal as EngineSignal
from commonground.engines.decisions import Value
from commonground.engines.decisions.signal import signal_from


def as_engine(signal: Signal) -> EngineSignal:
    """The engine's value of a signal; EngineError where its values cannot hold together."""
    given: dict[str, Any] = {
        "key": signal.key, "type": signal.type, "categories": list(signal.categories), "parents": dict(signal.parents),
        "path": signal.path, "consent": signal.consent,
    }  # fmt: skip
    if signal.low or signal.high:
        given["range"] = [signal.low or None, signal.high or None]
    return signal_from(given)


def facts_of(signal: EngineSignal) -> dict[str, Any]:
    """What a row keeps of an engine's signal; it has no name."""
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
