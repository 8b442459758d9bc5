"""Assessments as plain values that JSON can hold, and back."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from commonground.engines.findings import Finding, Level, Place
from commonground.engines.readiness.assess import Assessment, Verdict, Waived
from commonground.engines.readiness.frame import Waiver


def to_dict(assessment: Assessment) -> dict[str, Any]:
    """Everything that `assessment` says; days in ISO 8601."""
    said = asdict(assessment)
    said["today"] = assessment.today.isoformat()
    for one in said["waived"]:
        one["waiver"]["expires"] = one["waiver"]["expires"].isoformat()
    return said


def from_dict(said: Mapping[str, Any]) -> Assessment:
    """The assessment of which `to_dict` gave these values. KeyError or ValueError where they are not such values."""
    return Assessment(
        verdict=Verdict(said["verdict"]),
        findings=tuple(map(_finding, said["findings"])),
        waived=tuple(Waived(_finding(one["finding"]), _waiver(one["waiver"])) for one in said["waived"]),
        passed=tuple(said["passed"]),
        checked=tuple(said["checked"]),
        today=datetime.date.fromisoformat(said["today"]),
        method=said["method"],
        version=said["version"],
        inputs=said["inputs"],
    )


def _finding(said: Mapping[str, Any]) -> Finding:
    places = tuple(Place(**place) for place in said["places"])
    return Finding(**{**said, "level": Level(said["level"]), "places": places})


def _waiver(said: Mapping[str, Any]) -> Waiver:
    return Waiver(**{**said, "expires": datetime.date.fromisoformat(said["expires"])})
