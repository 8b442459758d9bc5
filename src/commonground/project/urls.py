"""Every address: each app brings its own."""

from django.urls import include, path

from commonground.people.home.views import home
from commonground.project.health import healthz, readyz
from commonground.project.metrics import metrics

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", home, name="home"),
    path("web/", include("commonground.web.urls")),
    path("", include("commonground.people.urls")),
    path("", include("commonground.partnerships.urls")),
    path("", include("commonground.campaigns.urls")),
    path("", include("commonground.creative.urls")),
    path("", include("commonground.readiness.urls")),
    path("api/v1/", include("commonground.api.urls")),
    path("account/", include("allauth.urls")),
]
handler500 = "commonground.web.views.server_error"
