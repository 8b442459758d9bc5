"""Fails where fewer lines were run by tests than the standards ask for. Reads the .coverage that `pytest --cov` left."""

import json
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coverage import Coverage

OVERALL = 95
WHOLE = ("src/commonground/engines/*", "*/rules.py", "src/commonground/people/viewer/*")


def measured() -> dict[str, Any]:
    """What coverage.py counted."""
    data = Coverage()
    data.load()
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data.json_report(outfile=str(report))
        return json.loads(report.read_text())  # type: ignore[no-any-return]


def short_of(found: dict[str, Any]) -> Iterator[str]:
    """What is under its threshold, and where."""
    for name, one in sorted(found["files"].items()):
        if one["missing_lines"] and any(fnmatch(name, pattern) for pattern in WHOLE):
            yield f"{name}: lines {', '.join(map(str, one['missing_lines']))} are never run by a test"
    overall = found["totals"]["percent_covered"]
    if overall < OVERALL:
        yield f"{overall:.2f} % of all lines are run by tests; it has to be {OVERALL} %"


if __name__ == "__main__":
    counted = measured()
    short = list(short_of(counted))
    print(*short, f"{counted['totals']['percent_covered']:.2f} % of all lines are run by tests", sep="\n")
    sys.exit(1 if short else 0)
