"""The addresses of readiness: this app's table of contents."""

from django.urls import path

from commonground.readiness.check import views as check
from commonground.readiness.verdict import views as verdict
from commonground.readiness.waiver import views as waiver

app_name = "readiness"
urlpatterns = [
    path("checks/", check.checks, name="checks"),
    path("checks/<str:identity>/", check.explain, name="explain"),
    path("campaigns/<uuid:pk>/readiness/", verdict.panel, name="panel"),
    path("campaigns/<uuid:pk>/waive/", waiver.waive, name="waive"),
    path("campaigns/<uuid:pk>/waivers/<uuid:waiver>/withdraw/", waiver.withdraw, name="waiver-withdraw"),
]
