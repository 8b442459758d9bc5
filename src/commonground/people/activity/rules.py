"""The chain: what an entry's hash is made of."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def detail_words(detail: Mapping[str, Any]) -> str:
    """What an entry knows beyond its verb: Row “Approve claims”: C, was A, for Brand manager."""
    row, role, reason = (str(detail.get(name, "")) for name in ("row", "role", "reason"))
    if "now" in detail and "was" in detail:
        whose = f", for {role}" if role else ""
        return f"Row “{row}”: {detail['now'] or 'blank'}, was {detail['was'] or 'blank'}{whose}"
    words = [f"{label} “{said}”" for label, said in (("Row", row), ("Role", role), ("Reason:", reason)) if said]
    if detail.get("source"):
        words.append(f"{detail.get('rows', 0):,} rows from {detail['source']}")
    return ", ".join(words)


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
