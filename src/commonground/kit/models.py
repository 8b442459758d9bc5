"""Rows that the kit keeps."""

from commonground.kit.search.models import SearchDocument
from commonground.kit.work.models import ScheduleRun, WorkerBeat

__all__ = ["ScheduleRun", "SearchDocument", "WorkerBeat"]
