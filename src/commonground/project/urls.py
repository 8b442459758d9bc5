"""Every address: each app brings its own."""

from django.urls import include, path

from commonground.people.home.views import home

handler500 = "commonground.web.views.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("", include("commonground.web.urls")),
    path("", include("commonground.people.urls")),
    path("", include("commonground.partnerships.urls")),
    path("", include("commonground.campaigns.urls")),
    path("account/", include("allauth.urls")),
]
