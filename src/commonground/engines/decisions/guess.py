"""A signal's type and domain, where a table has tests for it and nothing says what it is."""

import contextlib
from collections.abc import Iterable

from commonground.engines.decisions.feel import Cell, Equals, Unparsable, parse_cell
from commonground.engines.decisions.signal import TRUTH, Signal, SignalType
from commonground.engines.decisions.words import parse_words

TRIED = (SignalType.BINARY, SignalType.NUMERIC, SignalType.DATE)


def guess_signal(key: str, texts: Iterable[str]) -> Signal:
    """Binary for true and false, a number or date where every cell is a test of one, and else any text.

    What is no test of any kind says nothing about the others.
    """
    asked = [text for text in texts if text.strip() not in ("", "-") and _is_test(key, text)]
    for kind in TRIED:
        signal = Signal(key, kind)
        with contextlib.suppress(Unparsable):
            cells = [_read(text, signal) for text in asked]
            if kind is not SignalType.BINARY or (cells and all(map(_is_truth, cells))):
                return signal if cells else Signal(key, SignalType.TEXT)
    return Signal(key, SignalType.TEXT)


def _is_test(key: str, text: str) -> bool:
    for kind in (*TRIED, SignalType.TEXT):
        with contextlib.suppress(Unparsable):
            _read(text, Signal(key, kind))
            return True
    return False


def _read(text: str, signal: Signal) -> Cell:
    # Any word may be a text, so that unquoted ones say nothing.
    return parse_cell(text, signal) if signal.type.is_text else parse_words(text, signal)


def _is_truth(cell: Cell) -> bool:
    return all(isinstance(part, Equals) and part.value in (*TRUTH, None) for part in cell.parts)
