"""Setting a finding aside, and taking that back."""

from datetime import date, timedelta

from django.db import transaction

from commonground.campaigns.campaign.actions import log
from commonground.campaigns.campaign.point import time_zone_of
from commonground.campaigns.models import Campaign
from commonground.engines.findings import Finding
from commonground.kit import clock
from commonground.kit.errors import Invalid, NotAllowed
from commonground.people.viewer.models import Viewer
from commonground.readiness.waiver.models import Waiver
from commonground.readiness.waiver.queries import refusal_to_waive

LONGEST = timedelta(days=183)


@transaction.atomic
def waive_finding(*, by: Viewer, campaign: Campaign, finding: Finding, reason: str, expires_on: date) -> Waiver:
    """Set a finding aside until a day (that day included), for a reason that everybody in the campaign sees."""
    member = by.signing()
    if refused := refusal_to_waive(by, campaign, finding):
        raise NotAllowed(refused)
    today = clock.today(time_zone_of(campaign))
    if not reason.strip():
        raise Invalid("Say why.", fields={"reason": "Say why this may stand for now."})
    if not today <= expires_on <= today + LONGEST:
        raise Invalid("Choose another day.", fields={"expires_on": "From today to half a year from now."})
    waiver = Waiver(
        campaign=campaign, fingerprint=finding.fingerprint, message=finding.message, reason=reason,
        expires_on=expires_on, by=member,
    )  # fmt: skip
    waiver.save()
    log(
        by, f"waived {finding.id}", campaign, fingerprint=finding.fingerprint, reason=reason,
        expires_on=expires_on.isoformat(),
    )  # fmt: skip
    return waiver


@transaction.atomic
def withdraw_waiver(*, by: Viewer, campaign: Campaign, waiver: Waiver) -> None:
    """Let the finding count again. Any manager or executive of a participant may."""
    by.signing()
    waiver.withdrawn_at = clock.now()
    waiver.save()
    log(by, f"took back the waiver of {waiver.fingerprint.partition('@')[0]}", campaign)
