"""Who gets to a page at all. What they see there is decided by each query."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from commonground.people.person.models import Person
from commonground.people.viewer.models import Viewer
from commonground.web import htmx


class Request(HttpRequest):
    """A request of somebody who is signed in; the middleware has put the viewer on it."""

    viewer: Viewer
    user: Person


# A view of ours takes a Request, Django gives an HttpRequest: what stands between is the decorator that asks who it is.
View = Callable[..., HttpResponse]


def _to_login(request: HttpRequest) -> HttpResponse:
    """To signing in and back to the page: a piece of a page that is asked for again leads the whole page there."""
    if request.method != "GET" or not htmx.is_fragment(request):
        return redirect_to_login(request.get_full_path())
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = redirect_to_login(page._replace(scheme="", netloc="").geturl() or request.get_full_path())
    return htmx.redirect(request, back.url)


def with_account(view: View) -> View:
    """A page for everybody who is signed in, also without an organisation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    return guarded


def signed_in(view: View) -> View:
    """A page for members of an organisation; who belongs to none yet is led to the start page."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer.membership is None:
            return redirect("people:start")
        return view(request, *args, **kwargs)

    return with_account(guarded)
