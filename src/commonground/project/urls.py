"""Every address: each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("commonground.web.urls")),
    path("", include("commonground.people.urls")),
    path("", include("commonground.partnerships.urls")),
    path("", include("commonground.campaigns.urls")),
    path("account/", include("allauth.urls")),
]
