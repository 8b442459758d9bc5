"""Carrying a run out: the task, and what it does between the rows and the child process."""

import time
from typing import Any
from uuid import UUID

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.decision.forecast import prices_of
from commonground.creative.decision.queries import get_version, load_table
from commonground.creative.run import reading
from commonground.creative.run.actions import claim_run, fail_run, finish_run, tell_progress
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.engines.decisions import Cancelled
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import NotFound
from commonground.kit.tasks import task
from commonground.people.viewer.queries import viewer_for

MEMORY_BYTES = 3_000_000_000
SECONDS = 300.0
TELL_EVERY = 0.5
READERS = {RunKind.SIMULATION: reading.simulation, RunKind.EVALUATION: reading.evaluation}


@task(owner="run_id")
def carry_out(run_id: str) -> None:
    """Run a log through the table, and keep what was found. Does nothing when it has ended or was cancelled."""
    run = claim_run(UUID(run_id))
    if run is None:
        return
    try:
        _carry_out(run)
    except Cancelled:
        return
    except NotFound:
        fail_run(run, "Whoever sent the log no longer takes part in the campaign.")
    except EngineError as error:
        fail_run(run, str(error))


def _carry_out(run: Run) -> None:
    if run.by.person is None:
        raise NotFound
    viewer = viewer_for(run.by.person, run.by.organisation_id)
    if viewer.organisation_id != run.by.organisation_id:
        raise NotFound
    campaign = get_campaign(viewer, run.campaign_id)
    loaded = load_table(viewer, get_version(viewer, campaign, run.version.number), campaign)
    if loaded.wrong:
        fail_run(run, "The table was changed meanwhile, and has a cell that cannot be read.")
        return
    result: dict[str, Any] = run_in_child(
        READERS[RunKind(run.kind)], run.log_name, bytes(run.log), loaded.table, run.options,
        prices_of(loaded.coverage).by_place, memory_bytes=MEMORY_BYTES, seconds=SECONDS, progress=_Teller(run),
    )  # fmt: skip
    finish_run(by=viewer, run=run, table_digest=loaded.table.digest, result=result)


class _Teller:
    """Keeps how far a run is, not oftener than anybody looks, and stops it when it was cancelled."""

    def __init__(self, run: Run) -> None:
        self.run, self.last = run, 0.0

    def __call__(self, said: tuple[int, int | None]) -> None:
        now = time.monotonic()
        if now - self.last < TELL_EVERY:
            return
        self.last = now
        if not tell_progress(self.run.pk, *said):
            raise Cancelled("Nobody wants it any more.")
