"""The RACI tab's badge."""

from django.http import HttpRequest

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.raci.queries import findings_of, load_matrix, working_version
from commonground.engines.findings import Level
from commonground.kit import clock
from commonground.web.panels import Badge


def raci_badge(request: HttpRequest, campaign: Campaign) -> Badge | None:
    """How many errors the rules find in the version that people work on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    version = working_version(viewer, campaign)
    if version is None:
        return None
    findings = viewer.memo.get(f"findings:{version.pk}")
    if findings is None:
        loaded = load_matrix(viewer, version)
        viewer.memo[f"loaded:{version.pk}"] = loaded
        findings = findings_of(campaign, loaded, today=clock.today(viewer.time_zone))
    errors = sum(finding.level is Level.ERROR for finding in findings)
    return Badge(errors, f"{errors} error{'' if errors == 1 else 's'}", "err") if errors else None
