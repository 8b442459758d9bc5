"""The chain: what an entry's hash is made of."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    return value


def entry_hash(previous: str, fields: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the previous entry's hash and this entry's fields, as canonical JSON."""
    plain = {name: _plain(value) for name, value in fields.items()}
    text = json.dumps([previous, plain], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
