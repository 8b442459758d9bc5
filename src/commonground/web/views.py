"""The pages that belong to the shell itself."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from commonground.web import icons as icon_set
from commonground.web.samples import sample

YEAR = 365 * 24 * 3600
CHOICES = {"theme": ("system", "light", "dark"), "density": ("compact", "comfortable")}


@require_GET
@cache_control(public=True, max_age=YEAR, immutable=True)
def icons(request: HttpRequest, digest: str) -> HttpResponse:
    """The sprite. Its address carries the digest, so it never goes stale."""
    return HttpResponse(icon_set.sprite(), content_type="image/svg+xml")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Remembers light, dark or system, and the density, in a cookie of this browser."""
    response = HttpResponseRedirect(_back(request))
    response.status_code = HTTPStatus.SEE_OTHER
    for name, choices in CHOICES.items():
        if (chosen := request.POST.get(name)) in choices:
            response.set_cookie(name, chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever builds a page."""
    return render(request, "web/components.html", sample())


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: leans on nothing that may be what broke."""
    return render(None, "500.html", {"request_id": getattr(request, "id", "")}, status=500)


def help_page(request: HttpRequest) -> HttpResponse:
    """Keys, and what the words mean."""
    return render(request, "web/help.html")
