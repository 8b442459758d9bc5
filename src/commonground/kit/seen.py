"""Telling whether somebody else has changed a thing between looking and saving."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from commonground.kit.errors import Conflict


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short mark of values as they were shown; it goes along with a form and comes back with it."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def check_revision(held: int, seen: int | None) -> None:
    """Raise Conflict when what was looked at is not what stands there now; None has not looked."""
    if seen is not None and seen != held:
        raise Conflict(
            "Your changes are not saved: somebody else has changed this meanwhile. Save again to put yours in its place."
        )
