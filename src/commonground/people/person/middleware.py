"""Pages of django-allauth, as pages answer here."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

PAGES = ("account_", "mfa_", "socialaccount_", "usersessions_")


class AccountFormsMiddleware:
    """An account form that did not hold answers 422, as every form here does; allauth answers it with 200."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        ours = request.resolver_match is None or not (request.resolver_match.url_name or "").startswith(PAGES)
        given = (response.context_data or {}).values()
        if not ours and request.method == "POST" and response.status_code == 200 and any(map(_wrong, given)):
            response.status_code = 422
        return response


def _wrong(given: object) -> bool:
    return bool(getattr(given, "is_bound", False) and getattr(given, "errors", None))
