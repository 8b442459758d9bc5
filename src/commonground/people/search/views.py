"""The search page."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonground.kit.search.models import SearchDocument
from commonground.kit.search.queries import first_of
from commonground.people.search.sources import Source, all_sources
from commonground.people.viewer.access import Request, signed_in
from commonground.people.viewer.models import Viewer

FIRST, PAGE, LONGEST = 5, 20, 200


@require_GET
@signed_in
def search(request: Request) -> HttpResponse:
    """Hits by kind, the first few of each; with a kind chosen, all of them by pages."""
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    kind = request.GET.get("kind", "")
    found = {one: first_of(one.hits(request.viewer, words), FIRST) for one in all_sources()} if words else {}
    chosen = next((source for source in found if source.kind == kind), None)
    total = sum(count for count, _ in found.values())
    context: dict[str, Any] = {"words": words, "total": total, "kind": kind}
    if chosen:
        page = Paginator(chosen.hits(request.viewer, words), PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "groups": [_group(request.viewer, words, chosen, page.object_list, found[chosen][0])]}
    else:
        context["groups"] = [
            _group(request.viewer, words, s, rows, count) for s, (count, rows) in found.items() if count
        ]
    return render(request, "people/search/results.html", context)


def _group(viewer: Viewer, words: str, source: Source, hits: Iterable[SearchDocument], count: int) -> dict[str, Any]:
    rows = list(hits)
    parts = source.parts(viewer, words, rows)
    return {
        "source": source,
        "count": count,
        "rows": [(hit, source.url(hit), parts.get(hit.object_id, ())) for hit in rows],
        "more": count > len(rows),
    }
