"""The addresses of readiness: this app's table of contents."""

from django.urls import path

from commonground.readiness.check import views as check

app_name = "readiness"
urlpatterns = [
    path("checks/", check.checks, name="checks"),
    path("checks/<str:identity>/", check.explain, name="explain"),
    path("campaigns/<uuid:pk>/waive/", check.waive, name="waive"),
    path("campaigns/<uuid:pk>/waivers/<uuid:waiver>/withdraw/", check.withdraw, name="waiver-withdraw"),
]
