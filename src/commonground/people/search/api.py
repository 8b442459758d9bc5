"""Search in the API."""

from collections.abc import Sequence
from typing import Annotated, Any

from ninja import Field, Router

from commonground.kit.errors import NotFound
from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import first_of
from commonground.people.search.schemas import FoundOut, HitOut
from commonground.people.search.sources import Source, all_sources
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Search"])
FIRST = 5
Words = Annotated[str, Field(max_length=200)]


@router.get("", response=FoundOut)
def search(request: Request, q: Words = "") -> Any:
    """Everything that you may see and that holds these words, by kind: how many, and the first five of each."""
    found = {source: first_of(source.hits(request.viewer, q), FIRST) for source in all_sources()}
    groups = [
        {"kind": s.kind, "label": s.label, "count": count, "first": _hits(request, s, q, rows)}
        for s, (count, rows) in found.items()
        if count
    ]
    return {"groups": groups}


@router.get("/{kind}", response=Paged[HitOut])
def search_kind(
    request: Request,
    kind: str,
    q: Words = "",
    cursor: str | None = None,
    limit: int = LIMIT,
) -> Any:
    """All hits of one kind, by title."""
    source = next((source for source in all_sources() if source.kind == kind), None)
    if source is None:
        raise NotFound
    page = paged(source.hits(request.viewer, q), cursor, limit, by=("title", "id"), newest_first=False)
    return {"items": _hits(request, source, q, page.items), "next_cursor": page.next_cursor}


def _hits(request: Request, source: Source, q: str, hits: Sequence[SearchDocument]) -> list[dict[str, Any]]:
    parts = source.parts(request.viewer, q, hits)
    return [
        {"kind": source.kind, "id": hit.object_id, "title": hit.title, "url": source.url(hit),
         "within": parts.get(hit.object_id, ())}
        for hit in hits
    ]  # fmt: skip
