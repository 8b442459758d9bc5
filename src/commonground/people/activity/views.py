"""Pages of the log."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commonground.kit.errors import NotFound
from commonground.people.activity.queries import list_own_log
from commonground.people.viewer.access import Request, signed_in

PAGE = 50


@require_GET
@signed_in
def organisation_log(request: Request, pk: UUID) -> HttpResponse:
    """What the viewer's own organisation did; that of any other is nothing."""
    if pk != request.viewer.organisation_id:
        raise NotFound
    page = Paginator(list_own_log(request.viewer), PAGE).get_page(request.GET.get("page"))
    organisation = request.viewer.acting().organisation
    return render(request, "people/activity/log.html", {"page": page, "organisation": organisation})
