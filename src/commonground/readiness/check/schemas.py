"""Readiness in the API."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.raci.schemas import FindingOut, Weight
from commonground.engines.readiness import Assessment, Verdict
from commonground.readiness.waiver.models import Waiver
from commonground.web.schemas import Given


class CheckOut(Schema):
    """What a check finds, why it matters, how it is mended."""

    id: str
    level: Weight
    title: str
    why: str
    how_to_fix: str


class WaiverOut(Schema):
    """A finding that somebody has set aside, until when and why."""

    id: UUID
    fingerprint: str
    reason: str
    expires_on: date
    by: UUID = Field(alias="by_id")
    organisation: UUID = Field(alias="by.organisation_id")


class WaivedOut(Schema):
    """A finding and its waiver."""

    finding: FindingOut
    waiver: WaiverOut


class AssessmentOut(Schema):
    """The verdict and what it rests on: method, version, and the SHA-256 of its inputs."""

    verdict: Verdict
    findings: list[FindingOut]
    waived: list[WaivedOut]
    passed: list[str]
    checked: list[str]
    today: date
    method: str
    version: str
    inputs: str

    @classmethod
    def of(cls, assessment: Assessment, given: Mapping[str, Waiver]) -> dict[str, Any]:
        names = ("verdict", "passed", "checked", "today", "method", "version", "inputs")
        return {name: getattr(assessment, name) for name in names} | {
            "findings": [FindingOut.of(finding) for finding in assessment.findings],
            "waived": [
                {"finding": FindingOut.of(one.finding), "waiver": given[one.finding.fingerprint]}
                for one in assessment.waived
            ],
        }


class WaiverIn(Given):
    """A finding that the campaign has now, why it may stand, and until when (that day included)."""

    fingerprint: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=1000)
    expires_on: date
