"""One page that breaks, for the tests of what happens then."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def fail(request: HttpRequest, token: str) -> HttpResponse:
    raise RuntimeError("this page breaks")


urlpatterns = [path("fail/<str:token>/", fail, name="fail")]
handler500 = "commonground.web.views.server_error"
