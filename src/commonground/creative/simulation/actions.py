"""Simulating a table over a log."""

from django.db import transaction

from commonground.campaigns.models import Campaign
from commonground.creative.run.actions import start_run
from commonground.creative.run.carrying import carry_out
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.people.viewer.models import Viewer


@transaction.atomic
def simulate_log(*, by: Viewer, campaign: Campaign, name: str, data: bytes, is_sample: bool = False) -> Run:
    """Have every impression of a log decided by the version that people work on, in the background."""
    options = {"is_sample": is_sample}
    run = start_run(by=by, campaign=campaign, kind=RunKind.SIMULATION, name=name, data=data, options=options)
    carry_out.enqueue(str(run.pk))
    return run
