"""Asking for a run, how far it is, and how it ends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.creative.decision.queries import load_table, working_version
from commonground.creative.run.enums import OPEN, RunKind, RunState
from commonground.creative.run.models import Run
from commonground.creative.run.rules import MOST_BYTES, TOO_LARGE
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotAllowed, NotReady
from commonground.people.viewer.models import Viewer

MOST_OPEN = 5
KEPT = 50
# Longer than a run may take: its worker is gone.
SILENT = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
ABANDONED = "No background worker has finished this. Send the log again."


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
        raise Invalid("The log is too large.", fields={"file": TOO_LARGE})
    if Run.objects.filter(campaign=campaign, state__in=OPEN).count() >= MOST_OPEN:
        raise Conflict(f"{MOST_OPEN} logs of this campaign wait already. Try again when one of them is done.")
    run = Run(campaign=campaign, version=version, by=member, kind=kind, log_name=name, log=data, options=dict(options))
    run.save()
    _forget_old(campaign, kind)
    log(by, f"asked for the {kind.label.lower()} of {name} by creative plan v{version.number}", campaign)
    return run


def _forget_old(campaign: Campaign, kind: RunKind) -> None:
    """Keep the last of what was found, and of what was not; what is still open stays."""
    ended = Run.objects.filter(campaign=campaign, kind=kind).order_by("-created_at").values_list("pk", flat=True)
    for states in ([RunState.DONE], [RunState.FAILED, RunState.CANCELLED]):
        Run.objects.filter(pk__in=list(ended.filter(state__in=states)[KEPT:])).delete()


@transaction.atomic
def cancel_run(*, by: Viewer, run: Run) -> Run:
    """Stop a run that waits or is under way. Conflict when it has ended before."""
    if by.writing().organisation_id != run.by.organisation_id:
        raise NotAllowed("Only the organisation that started it may stop it.")
    if not _end(run.pk, RunState.CANCELLED):
        raise Conflict("This run had ended before it could be cancelled.")
    log(by, f"stopped the {run.get_kind_display().lower()} of {run.log_name}", run.campaign)
    run.refresh_from_db()
    return run


@transaction.atomic
def remove_run(*, by: Viewer, run: Run) -> None:
    """Take a run out that has ended, with what it found. Conflict while it waits or is under way: stop it first."""
    if by.writing().organisation_id != run.by.organisation_id:
        raise NotAllowed("Only the organisation that started it may take it out.")
    if not Run.objects.filter(pk=run.pk).exclude(state__in=OPEN).delete()[0]:
        raise Conflict("This run has not ended yet. Stop it first.")
    log(by, f"took out the {run.get_kind_display().lower()} of {run.log_name}", run.campaign)


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


def finish_run(*, run: Run, table_digest: str, result: Mapping[str, Any]) -> bool:
    """Keep what was found; False when it was cancelled meanwhile."""
    found = {
        "table_digest": table_digest,
        "result": dict(result),
        "rows": result["rows"],
        "rows_in_all": result["rows"],
    }
    return _end(run.pk, RunState.DONE, **found)


def fail_run(run: Run, why: str) -> bool:
    """Say why it could not be done; what no database takes is shown as missing."""
    return _end(run.pk, RunState.FAILED, failure=why.replace("\0", "\ufffd")[:500])


def end_abandoned_runs() -> int:
    """Fail what a worker has begun and said nothing of for long, or what none has begun; returns how many."""
    now = clock.now()
    silent = Q(state=RunState.RUNNING, told_at__lt=now - SILENT)
    forgotten = Q(state=RunState.QUEUED, created_at__lt=now - FORGOTTEN)
    found = Run.objects.filter(silent | forgotten)
    return found.update(state=RunState.FAILED, failure=ABANDONED, ended_at=now, log=b"")


def _end(run_id: UUID, state: RunState, **facts: Any) -> bool:
    changed = Run.objects.filter(pk=run_id, state__in=OPEN).update(
        state=state, ended_at=clock.now(), log=b"", **facts
    )  # fmt: skip
    return bool(changed)
