"""The addresses of partnerships: this app's table of contents."""

from django.urls import path

from commonground.partnerships.claim import views as claim
from commonground.partnerships.partnership import views as partnership

app_name = "partnerships"
urlpatterns = [
    path("partnerships/", partnership.list_, name="partnership-list"),
    path("partnerships/new/", partnership.new, name="partnership-new"),
    path("partnerships/<uuid:pk>/", partnership.detail, name="partnership-detail"),
    path("partnerships/<uuid:pk>/edit/", partnership.edit, name="partnership-edit"),
    path("partnerships/<uuid:pk>/ask/", partnership.add_party, name="partnership-ask"),
    path("partnerships/<uuid:pk>/name/", partnership.name_party, name="partnership-name"),
    path("partnerships/<uuid:pk>/accept/", partnership.accept, name="partnership-accept"),
    path("partnerships/<uuid:pk>/decline/", partnership.decline, name="partnership-decline"),
    path("partnerships/<uuid:pk>/leave/", partnership.leave, name="partnership-leave"),
    path("partnerships/<uuid:pk>/parties/<uuid:party>/withdraw/", partnership.withdraw, name="party-withdraw"),
    path("organisations/<uuid:pk>/claim/", claim.by_domain, name="claim-by-domain"),
]
