"""The addresses of the API."""

from django.urls import path, re_path

from commonground.api.errors import unknown
from commonground.api.site import api

urlpatterns = [
    path("", api.urls),
    # Its last place makes it answer for every address under the API that is none.
    re_path(r"[\s\S]*", unknown, name="api-unknown"),
]
