"""Readiness in the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.engines.readiness import BY_ID, CHECKS
from commonground.kit.errors import NotFound
from commonground.people.viewer.access import Request
from commonground.readiness.check.queries import assess_campaigns
from commonground.readiness.check.schemas import AssessmentOut, CheckOut, WaiverIn, WaiverOut
from commonground.readiness.verdict.queries import finding_of
from commonground.readiness.waiver.actions import waive_finding, withdraw_waiver
from commonground.readiness.waiver.queries import get_waiver, list_waivers

router = Router(tags=["Readiness"])
HERE = "/{uuid:campaign}/readiness"
checks = Router(tags=["Readiness"])


@router.get(HERE, response=AssessmentOut)
def read_verdict(request: Request, campaign: UUID) -> Any:
    """Is the campaign ready: the verdict, what was found, what was waived."""
    held = get_campaign(request.viewer, campaign)
    given = {waiver.fingerprint: waiver for waiver in list_waivers(request.viewer, [held])}
    return AssessmentOut.of(assess_campaigns(request.viewer, [held])[held.pk], given)


@router.post(HERE + "/waivers", response={201: WaiverOut})
def waive(request: Request, campaign: UUID, body: WaiverIn) -> Any:
    """Set a finding aside that the campaign has now, as a manager or executive."""
    held = get_campaign(request.viewer, campaign)
    finding = finding_of(request.viewer, held, body.fingerprint)
    given = {"reason": body.reason, "expires_on": body.expires_on}
    return Status(201, waive_finding(by=request.viewer, campaign=held, finding=finding, **given))  # type: ignore[arg-type]


@router.delete(HERE + "/waivers/{uuid:waiver}", response={204: None})
def withdraw(request: Request, campaign: UUID, waiver: UUID) -> Any:
    """Let the finding count again."""
    held = get_campaign(request.viewer, campaign)
    withdraw_waiver(by=request.viewer, campaign=held, waiver=get_waiver(request.viewer, held, waiver))
    return Status(204, None)


@checks.get("", response=list[CheckOut])
def list_checks(request: Request) -> Any:
    """Every check there is; they are few and the same for everybody, so the list has no pages."""
    return CHECKS


@checks.get("/{identity}", response=CheckOut)
def explain_check(request: Request, identity: str) -> Any:
    """What a check finds, why it matters, how it is mended."""
    if identity not in BY_ID:
        raise NotFound
    return BY_ID[identity]
