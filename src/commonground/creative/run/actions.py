"""Asking for a run, how far it is, and how it ends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.creative.decision.queries import load_table, working_version
from commonground.creative.run.enums import OPEN, RunKind, RunState
from commonground.creative.run.models import Run
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.people.viewer.models import Viewer

MOST_BYTES = 25_000_000
MOST_OPEN = 5
KEPT = 50
# Longer than a run may take: its worker is gone.
SILENT = timedelta(minutes=15)
ABANDONED = "The background worker stopped before it was done. Send the log again."


@transaction.atomic
def start_run(
    *, by: Viewer, campaign: Campaign, kind: RunKind, name: str, data: bytes, options: Mapping[str, Any]
) -> Run:
    """Keep a log until a worker has run it through the version that people work on; the caller enqueues that."""
    member = by.writing()
    lock_campaign(campaign)
    version = working_version(by, campaign)
    if version is None:
        raise NotReady("There is no decision table yet.")
    loaded = load_table(by, version, campaign)
    if not loaded.rules or loaded.wrong:
        raise NotReady("The table has no rules yet, or one that cannot be read.")
    if not data:
        raise Invalid("The log is empty.", fields={"file": "The log is empty."})
    if len(data) > MOST_BYTES:
        raise Invalid("The log is too large.", fields={"file": "At most 25 MB here; the command line takes any size."})
    if Run.objects.filter(campaign=campaign, state__in=OPEN).count() >= MOST_OPEN:
        raise Conflict(f"{MOST_OPEN} logs of this campaign wait already. Try again when one of them is done.")
    run = Run(campaign=campaign, version=version, by=member, kind=kind, log_name=name, log=data, options=dict(options))
    run.save()
    old = Run.objects.filter(campaign=campaign, kind=kind).order_by("-created_at").values_list("pk", flat=True)[KEPT:]
    Run.objects.filter(pk__in=list(old)).delete()
    return run


@transaction.atomic
def cancel_run(*, by: Viewer, run: Run) -> Run:
    """Stop a run that waits or is under way. Conflict when it has ended before."""
    if by.writing().organisation_id != run.by.organisation_id:
        raise NotAllowed("Only the organisation that started it may stop it.")
    if not _end(run.pk, RunState.CANCELLED):
        raise Conflict("It had ended before.")
    log(by, f"stopped the {run.get_kind_display().lower()} of {run.log_name}", run.campaign)
    run.refresh_from_db()
    return run


@transaction.atomic
def claim_run(run_id: UUID) -> Run | None:
    """The run for a worker that begins it, or begins it again after another one died; None when it has ended."""
    people = ("campaign", "version", "by__person", "by__organisation")
    run = Run.objects.select_for_update(of=("self",)).select_related(*people).filter(pk=run_id, state__in=OPEN).first()
    if run is None:
        return None
    run.state, run.told_at, run.rows = RunState.RUNNING, clock.now(), 0
    run.save(update_fields=["state", "told_at", "rows"])
    return run


def tell_progress(run_id: UUID, rows: int, rows_in_all: int | None) -> bool:
    """Say how far it is; False when nobody wants it any more."""
    told = {"rows": rows, "rows_in_all": rows_in_all, "told_at": clock.now()}
    return bool(Run.objects.filter(pk=run_id, state=RunState.RUNNING).update(**told))


@transaction.atomic
def finish_run(*, by: Viewer, run: Run, table_digest: str, result: Mapping[str, Any]) -> bool:
    """Keep what was found; False when it was cancelled meanwhile."""
    rows = result.get("rows", run.rows)
    found = {"table_digest": table_digest, "result": dict(result), "rows": rows, "rows_in_all": rows}
    if not _end(run.pk, RunState.DONE, **found):
        return False
    log(by, f"ran creative plan v{run.version.number} on {run.log_name}: {run.kind}", run.campaign)
    return True


def fail_run(run: Run, why: str) -> bool:
    """Say why it could not be done."""
    return _end(run.pk, RunState.FAILED, failure=why[:500])


def end_abandoned_runs() -> int:
    """Fail what a worker has begun and not ended, nor said anything of for long; returns how many."""
    silent = Run.objects.filter(state=RunState.RUNNING, told_at__lt=clock.now() - SILENT)
    return silent.update(state=RunState.FAILED, failure=ABANDONED, ended_at=clock.now(), log=b"")


def _end(run_id: UUID, state: RunState, **facts: Any) -> bool:
    changed = Run.objects.filter(pk=run_id, state__in=OPEN).update(
        state=state, ended_at=clock.now(), log=b"", **facts
    )  # fmt: skip
    return bool(changed)
