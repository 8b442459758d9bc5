"""The little that views need to speak with htmx."""

import json
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect


def is_fragment(request: HttpRequest) -> bool:
    """True when htmx wants a piece of a page. A boosted link and a restored history entry want the whole page."""
    headers = request.headers
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    return headers.get("HX-Request") == "true" and not whole


def redirect(request: HttpRequest, url: str) -> HttpResponse:
    """Goes to another page after a POST, whether a form or htmx sent it."""
    if headers_say_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    answer = HttpResponseRedirect(url)
    answer.status_code = 303
    return answer


def into(response: HttpResponse, target: str) -> HttpResponse:
    """Puts a fragment into the element of a selector, whatever asked for it; a refusal is shown there as well."""
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, "innerHTML"
    return response


def page_parameter(request: HttpRequest, name: str) -> str:
    """A parameter in the address of the page that a fragment goes into, or "" """
    query = urlsplit(request.headers.get("HX-Current-URL", "")).query
    return parse_qs(query).get(name, [""])[0]


def headers_say_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def toast(response: HttpResponse, message: str, *, undo_url: str = "") -> HttpResponse:
    """Shows a short note after the swap. With `undo_url` it offers Undo for ten seconds, posted to that address."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps(events | {"toast": {"message": message, "undo": undo_url}})
    return response
