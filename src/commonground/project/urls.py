"""Every address of the site."""

from django.urls import include, path

from commonground.people.home.views import home

handler500 = "commonground.web.views.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("", include("commonground.people.urls")),
    path("", include("commonground.web.urls")),
    path("account/", include("allauth.urls")),
]
