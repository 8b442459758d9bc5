"""Rows that the kit keeps."""

from commonground.kit.search.models import SearchDocument

__all__ = ["SearchDocument"]
