"""The part of a simulation that reads what somebody sent: it runs in a child process."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from commonground.engines.decisions import Table
from commonground.engines.decisions.log import open_log
from commonground.engines.decisions.simulate import simulate


def simulate_bytes(name: str, data: bytes, table: Table, is_sample: bool) -> dict[str, Any]:
    """The simulation as plain values. EngineError for a log that cannot be read."""
    with tempfile.TemporaryDirectory(prefix="log-") as folder:
        path = Path(folder) / f"log{Path(name).suffix.lower()}"
        path.write_bytes(data)
        return asdict(simulate(table, open_log(path), is_sample=is_sample))
