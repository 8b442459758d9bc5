"""Reading runs."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject

from commonground.campaigns.models import Campaign
from commonground.creative.run.enums import RunKind
from commonground.creative.run.models import Run
from commonground.kit.errors import NotFound
from commonground.people.viewer.models import Viewer


def list_runs(viewer: Viewer, campaign: Campaign, kind: RunKind | None = None) -> QuerySet[Run]:
    """The campaign's runs, of one kind or of each, the newest first, without their logs.

    The campaign came from `get_campaign`.
    """
    found = Run.objects.filter(campaign=campaign, **({"kind": kind} if kind else {})).defer("log")
    return found.select_related("version", "by__person", "by__organisation").order_by("-created_at", "id")


def with_parts(runs: QuerySet[Run], *names: str) -> QuerySet[Any]:
    """The same without their results, but for these parts of them, as `parts`: a result may be large."""
    parts = JSONObject(**{name: F(f"result__{name}") for name in names})
    return runs.defer("log", "result").annotate(parts=parts)


def get_run(viewer: Viewer, campaign: Campaign, identity: UUID, kind: RunKind | None = None) -> Run:
    """One of them, or NotFound."""
    found = list_runs(viewer, campaign, kind).filter(pk=identity).first()
    if found is None:
        raise NotFound
    return found


def is_removable(viewer: Viewer, run: Run) -> bool:
    """Whether the viewer may take it out: the organisation that started it may, once it has ended."""
    return viewer.may_write and not run.is_open and run.by.organisation_id == viewer.organisation_id


def is_cancellable(viewer: Viewer, run: Run) -> bool:
    """Whether the viewer may stop it: the organisation that started it may."""
    return viewer.may_write and run.is_open and run.by.organisation_id == viewer.organisation_id
