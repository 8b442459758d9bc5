"""Findings in SARIF 2.1.0, the form that code hosts and editors show beside a file."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from commonground.engines.findings import Finding, Level

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


class Described(Protocol):
    """A rule, as far as its page needs it."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def title(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def how_to_fix(self) -> str: ...


def to_sarif(file: Path, rules: Iterable[Described], findings: Iterable[Finding]) -> str:
    """One run over one file."""
    described = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.why},
            "help": {"text": rule.how_to_fix},
            "defaultConfiguration": {"level": LEVELS[rule.level]},
        }
        for rule in rules
    ]
    run = {
        "tool": {"driver": {"name": "commonground", "rules": described}},
        "results": [_result(file, finding) for finding in findings],
    }
    answer = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _result(file: Path, finding: Finding) -> dict[str, Any]:
    where = [{"name": place.key, "kind": place.kind} for place in finding.places]
    location = {"physicalLocation": {"artifactLocation": {"uri": file.name}}, "logicalLocations": where}
    return {
        "ruleId": finding.id,
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.message} {finding.hint}"},
        "locations": [location],
        "partialFingerprints": {"commonground/v1": finding.fingerprint},
    }
