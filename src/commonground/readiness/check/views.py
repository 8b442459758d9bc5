"""What each check means."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from commonground.campaigns.raci.forms import SettingsForm
from commonground.engines.readiness import BY_ID, CHECKS
from commonground.kit.errors import NotFound
from commonground.people.viewer.access import Request, signed_in
from commonground.readiness.check.examples import EXAMPLES

BOUNDS = {
    "RACI-005": ("responsible_per_row",),
    "RACI-006": ("accountable_rows_per_person", "accountable_share_per_person", "rows_before_share_counts"),
    "RACI-007": ("consulted_share",),
    "RACI-011": ("rows_before_one_organisation_counts",),
}


@signed_in
def checks(request: Request) -> HttpResponse:
    """Every check there is."""
    return render(request, "readiness/check/list.html", {"checks": CHECKS})


@signed_in
def explain(request: Request, identity: str) -> HttpResponse:
    """What a check finds, why it matters, how it is mended."""
    if identity not in BY_ID:
        raise NotFound
    context = {"check": BY_ID[identity], "example": EXAMPLES[identity], "bounds": _bounds(identity)}
    return render(request, "readiness/check/explain.html", context)


def _bounds(identity: str) -> list[tuple[str, Any]]:
    """Where a check begins unless the campaign says otherwise, in the words of the form that sets it."""
    values = SettingsForm.default_values()
    return [(str(SettingsForm.base_fields[name].label), values[name]) for name in BOUNDS.get(identity, ())]
