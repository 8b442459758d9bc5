"""The one API: every router, one door in front of them, and its description."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Swagger
from ninja.errors import HttpError

from commonground.api import idempotency
from commonground.api.auth import AUTH, identify
from commonground.api.description import described
from commonground.api.errors import answer_errors, problem
from commonground.api.parsing import StrictParser, check_request
from commonground.campaigns.api import ROUTERS as CAMPAIGNS
from commonground.creative.api import ROUTERS as CREATIVE
from commonground.kit.errors import CommongroundError
from commonground.partnerships.api import ROUTERS as PARTNERSHIPS
from commonground.people.api import ROUTERS as PEOPLE
from commonground.readiness.api import ROUTERS as READINESS

View = Callable[..., HttpResponse]
# What may be raised before an operation runs; the operation itself catches everything.
BEFORE = (CommongroundError, HttpError, Http404, DatabaseError, RequestDataTooBig, SuspiciousOperation)

ABOUT = """The workspace by program. Make a token on the page *API tokens* of your settings; it acts as you, for one
organisation, and never sees or does more than you. What you may not see answers exactly as what does not exist."""


class Api(NinjaAPI):
    """NinjaAPI with a door: every address of it is passed through `opened`."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = self._behind_door(pattern.callback)
        return found

    def _behind_door(self, view: View) -> View:
        def opened(request: HttpRequest, **places: Any) -> HttpResponse:
            try:
                answer = self._answer(request, places, lambda: view(request, **places))
            except BEFORE as error:
                return self.on_exception(request, error)
            if answer.status_code == 405:
                refused = problem(405, "This address does not take that method.")
                refused.headers["Allow"] = ", ".join(sorted(answer.headers["Allow"].split(", ")))
                return refused
            return answer

        opened.csrf_exempt = True  # type: ignore[attr-defined]
        return opened

    def _answer(self, request: HttpRequest, places: dict[str, Any], act: Callable[[], HttpResponse]) -> HttpResponse:
        check_request(request, places)
        viewer = identify(request) if idempotency.applies(request) else None
        return act() if viewer is None else idempotency.once(request, viewer, places, act)

    def get_openapi_schema(self, **where: Any) -> Any:
        """The description; it never changes while the process runs."""
        return self._described

    @cached_property
    def _described(self) -> Any:
        return described(super().get_openapi_schema())


api = Api(
    title="Commonground", version="1", description=ABOUT, auth=list(AUTH), parser=StrictParser(), urls_namespace="api",
    docs=Swagger(settings={"persistAuthorization": False, "docExpansion": "none"}),
)  # fmt: skip
answer_errors(api)
for prefix, router in (*PEOPLE, *PARTNERSHIPS, *CAMPAIGNS, *CREATIVE, *READINESS):
    api.add_router(prefix, router)
