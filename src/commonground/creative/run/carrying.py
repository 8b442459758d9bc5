"""Carrying a run out: the task, and what it does between the rows and the child process."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.decision.forecast import Prices, prices_of
from commonground.creative.decision.queries import get_version, load_table
from commonground.creative.decision.stored import Loaded
from commonground.creative.run import reading
from commonground.creative.run.actions import claim_run, fail_run, finish_run, tell_progress
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.engines.decisions import Cancelled, to_dict
from commonground.engines.errors import EngineError
from commonground.kit.child import run_in_child
from commonground.kit.errors import NotAllowed, NotFound
from commonground.kit.tasks import task
from commonground.people.viewer.models import Viewer
from commonground.people.viewer.queries import viewer_for

log = structlog.get_logger(__name__)

MEMORY_BYTES = 3_000_000_000
SECONDS = 120.0
TELL_EVERY = 0.5
# What waits for a person, such as a notice or an escalation, goes first.
PRIORITY = -50
READERS = {RunKind.SIMULATION: reading.simulation, RunKind.EVALUATION: reading.evaluation}


@task(owner="run_id", priority=PRIORITY)
def carry_out(run_id: str) -> None:
    """Run a log through the table, and keep what was found. Does nothing when it has ended or was cancelled."""
    run = claim_run(UUID(run_id))
    if run is None:
        return
    try:
        _carry_out(run)
    except Cancelled:
        return
    except (NotFound, NotAllowed):
        fail_run(run, "Whoever sent the log may no longer work on the campaign.")
    except EngineError as error:
        log.warning("run.failed", run=run_id, why=str(error), exc_info=error.__cause__)
        fail_run(run, str(error))
    except Exception:
        log.exception("run.broken", run=run_id)
        fail_run(run, f"Something went wrong on our side. The log was not kept. Reference {run_id[:8]}")


def _carry_out(run: Run) -> None:
    viewer = _whoever_asked(run)
    campaign = get_campaign(viewer, run.campaign_id)
    loaded = load_table(viewer, get_version(viewer, campaign, run.version.number), campaign)
    if loaded.wrong:
        fail_run(run, "The table was changed meanwhile, and has a cell that cannot be read.")
        return
    prices = prices_of(loaded.coverage)
    with tempfile.TemporaryDirectory(prefix="log-") as folder:
        kind = "parquet" if run.log_name.lower().endswith((".parquet", ".pq")) else "csv"
        path = Path(folder) / f"log.{kind}"
        path.write_bytes(bytes(run.log))
        result: dict[str, Any] = run_in_child(
            READERS[RunKind(run.kind)], path, loaded.table, run.options, prices.by_place,
            {one.key: one.name for one in loaded.signals},
            {one.key: one.name for one in loaded.coverage.placements},
            memory_bytes=MEMORY_BYTES, seconds=SECONDS, progress=_Teller(run),
        )  # fmt: skip
    headings = result.pop("headings", {})
    inputs = _inputs(run, loaded, prices) | ({"headings": headings} if headings else {})
    finish_run(run=run, table_digest=loaded.table.digest, result=result | {"inputs": inputs})


def _whoever_asked(run: Run) -> Viewer:
    """Whom the run is carried out for; NotFound or NotAllowed when they may no longer ask for it."""
    if run.by.person is None:
        raise NotFound
    viewer = viewer_for(run.by.person, run.by.organisation_id)
    if viewer.organisation_id != run.by.organisation_id:
        raise NotFound
    viewer.writing()
    return viewer


def _inputs(run: Run, loaded: Loaded, prices: Prices) -> dict[str, Any]:
    """All that the numbers come from beside the log itself, so that they can be recomputed.

    Where a log calls columns by the names of signals, `headings` are added: from a key to what the log calls it.
    """
    by_place = [{"placement": place, "signal": key, "price": price} for (place, key), price in prices.by_place.items()]
    return {
        # As text: its digest goes by the order of its parts, which not every database keeps.
        "table": json.dumps(to_dict(loaded.table)), "log": run.log_name, "options": run.options,
        "prices": by_place, "currency": prices.currency,
    }  # fmt: skip


class _Teller:
    """Keeps how far a run is, not oftener than anybody looks, and stops it when it was cancelled."""

    def __init__(self, run: Run) -> None:
        self.run, self.last = run, 0.0

    def __call__(self, said: tuple[int, int | None]) -> None:
        now = time.monotonic()
        if now - self.last < TELL_EVERY:
            return
        self.last = now
        try:
            wanted = tell_progress(self.run.pk, *said)
        except DatabaseError as error:
            # A database that is busy for a moment is no reason to lose the work: the next rows tell.
            log.warning("run.untold", run=str(self.run.pk), why=str(error))
            return
        if not wanted:
            raise Cancelled("Nobody wants it any more.")
