"""JSON out of untrusted files: no deeper, longer or odder than can be kept."""

import json
import re
from typing import Any

from commonground.engines.errors import Unreadable

MOST_DIGITS = 1_000
# NUL and halves of a character: JSON can write them, and neither a database nor UTF-8 can.
UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")


def parsed(data: bytes | str) -> Any:
    """The value; raises Unreadable, which says what is wrong with it."""
    try:
        given = json.loads(data, parse_constant=_no_number, parse_int=_whole, object_pairs_hook=_once)
    except RecursionError as error:
        raise Unreadable("This JSON is nested too deeply.") from error
    except ValueError as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    _check_texts(given)
    return given


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise Unreadable(f"This JSON holds a number of {len(digits):,} digits; at most {MOST_DIGITS:,} are read.")
    return int(digits)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = set[str]()
        twice = next(key for key, _ in pairs if key in keys or keys.add(key))  # type: ignore[func-returns-value]
        raise Unreadable(f"This JSON names “{_shown(twice)}” twice in one object.")
    return found


def _check_texts(given: Any) -> None:
    waiting = [given]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += (*one, *one.values())
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and (bad := UNSTORABLE.search(one)):
            raise Unreadable(
                f"This JSON holds a character that cannot be stored (code {ord(bad[0]):04X}), in “{_shown(one)}”."
            )


def _shown(text: str) -> str:
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text if len(text) <= 40 else text[:40] + "…")


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
