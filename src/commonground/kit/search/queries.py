"""Asking the index: full text on either database behind one function."""

import re
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Window
from django.db.models.expressions import RawSQL

from commonground.kit.search.models import SearchDocument
from commonground.kit.words import folded

SQLITE = "SELECT rowid FROM kit_search_fts WHERE kit_search_fts MATCH %s"
POSTGRES = "SELECT id FROM kit_searchdocument WHERE document @@ to_tsquery('simple', %s)"


def words_of(query: str) -> list[str]:
    """The words that are looked for: letters and digits only, so that no operator of either database gets through."""
    return re.findall(r"\w+", folded(query))[:8]


def find(*, kind: str, query: str, among: QuerySet[Any]) -> QuerySet[SearchDocument]:
    """Documents of `kind` that hold every word of `query` (the last may be unfinished).

    `among` is a viewer-first query of ids: what it does not list is not found, however well it matches.
    """
    words = words_of(query)
    if not words:
        return SearchDocument.objects.none()
    if connection.vendor == "sqlite":
        hits = RawSQL(SQLITE, [" ".join(f'"{word}"*' for word in words)])  # noqa: S611
    else:
        hits = RawSQL(POSTGRES, [" & ".join(f"{word}:*" for word in words)])  # noqa: S611
    return SearchDocument.objects.filter(kind=kind, pk__in=hits, object_id__in=among).order_by("title", "pk")


def first_of(hits: QuerySet[SearchDocument], most: int) -> tuple[int, list[SearchDocument]]:
    """How many hits there are, and the first of them: one query, as a search asks for every kind of thing."""
    counted = list(hits.annotate(hits=Window(Count("pk")))[:most])
    return (counted[0].hits if counted else 0), [*counted]
