"""The addresses of the API."""

from django.urls import path

from commonground.api.errors import unknown
from commonground.api.site import api

urlpatterns = [
    path("", api.urls),
    # Its last place makes it answer for every address under the API that is none.
    path("<path:rest>", unknown, name="api-unknown"),
]
