"""A signal's row as the engine takes it."""

from typing import Any

from commonground.creative.signal.models import Signal
from commonground.engines.decisions import Signal as EngineSignal
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
