"""Evaluating a table on what a rotation has brought."""

from django.db import transaction

from commonground.campaigns.models import Campaign
from commonground.creative.run.actions import start_run
from commonground.creative.run.carrying import carry_out
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.engines.decisions.offpolicy import SEED
from commonground.people.viewer.models import Viewer


@transaction.atomic
def evaluate_on_log(
    *, by: Viewer, campaign: Campaign, name: str, data: bytes, action: str, reward: str, propensity: str, day: str
) -> Run:
    """Have the version that people work on evaluated on a log of rotated variants, in the background.

    action, reward, propensity, day  names of the log's columns, as in engines.decisions.logged.PolicyColumns
    """
    options = {"action": action, "reward": reward, "propensity": propensity, "day": day, "seed": SEED}
    run = start_run(by=by, campaign=campaign, kind=RunKind.EVALUATION, name=name, data=data, options=options)
    carry_out.enqueue(str(run.pk))
    return run
