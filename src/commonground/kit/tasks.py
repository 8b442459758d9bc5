"""The one place from which background work is imported. A task takes ids only, and raises when what it names is gone."""

from django_tasks import task

__all__ = ["task"]
