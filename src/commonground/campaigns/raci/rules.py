"""Pure facts about a stored matrix."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from commonground.engines.raci.matrix import Thresholds, normalised
from commonground.kit.errors import Invalid

ROWS_LIMIT = 10_000
ROLES_LIMIT = 200


def named(organisation: str) -> str:
    """The key of an organisation that is only a name so far."""
    return f"name:{normalised(organisation)}"


def new_key() -> str:
    """A key for a row or role, the same in every later version."""
    return uuid.uuid4().hex


def content_hash(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of all that a signature binds to, as canonical JSON."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def thresholds_of(own: Mapping[str, Any]) -> Thresholds:
    """The campaign's thresholds: its own where it has set them, the defaults elsewhere."""
    known = {field.name for field in fields(Thresholds)}
    return Thresholds(**{name: value for name, value in own.items() if name in known})


def check_thresholds(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `wanted` that differ from the default, after checking each: counts 1 to 1,000, shares above 0 to 1."""
    default, wrong, kept = Thresholds(), {}, {}
    for field in fields(Thresholds):
        value = wanted.get(field.name, getattr(default, field.name))
        is_share = isinstance(getattr(default, field.name), float)
        low, high = (0.01, 1) if is_share else (1, 1000)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            wrong[field.name] = "Between 1 % and 100 %." if is_share else "A whole number from 1 to 1,000."
        elif value != getattr(default, field.name):
            kept[field.name] = float(value) if is_share else int(value)
    if wrong:
        raise Invalid("Some of these thresholds are out of range.", fields=wrong)
    return kept
