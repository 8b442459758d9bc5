"""The addresses of people, organisations, and what belongs to them."""

from django.urls import path

from commonground.people.activity import views as activity
from commonground.people.home import views as home
from commonground.people.invitation import views as invitation
from commonground.people.membership import views as membership
from commonground.people.merge import views as merge
from commonground.people.note import views as note
from commonground.people.notice import views as notice
from commonground.people.organisation import views as organisation
from commonground.people.person import views as person
from commonground.people.search import views as search
from commonground.people.token import views as token
from commonground.people.viewer import views as viewer
from commonground.people.webhook import views as webhook

app_name = "people"
urlpatterns = [
    path("start/", viewer.start, name="start"),
    path("switch/<uuid:pk>/", viewer.switch, name="switch"),
    path("search/", search.search, name="search"),
    path("waiting/", home.waiting, name="waiting"),
    path("needs/count/", home.count, name="needs-count"),
    path("settings/", person.settings, name="settings"),
    path("settings/tokens/", token.tokens, name="token-list"),
    path("settings/tokens/<uuid:pk>/revoke/", token.revoke, name="token-revoke"),
    path("settings/webhooks/", webhook.webhooks, name="webhook-list"),
    path("settings/webhooks/<uuid:pk>/", webhook.webhook, name="webhook"),
    path("settings/webhooks/<uuid:pk>/act/", webhook.act, name="webhook-act"),
    path("settings/webhooks/<uuid:pk>/<uuid:delivery>/again/", webhook.send_again, name="webhook-again"),
    path("unsubscribe/<str:token>/", notice.unsubscribe, name="unsubscribe"),
    path("directory/", organisation.directory, name="organisation-list"),
    path("organisations/new/", organisation.create, name="organisation-create"),
    path("organisations/tell/", organisation.tell, name="organisation-tell"),
    path("organisations/<uuid:pk>/", organisation.detail, name="organisation-detail"),
    path("organisations/<uuid:pk>/edit/", organisation.edit, name="organisation-edit"),
    path("organisations/<uuid:pk>/working-time/", organisation.working_time, name="organisation-working-time"),
    path("organisations/<uuid:pk>/log/", activity.organisation_log, name="organisation-log"),
    path("organisations/<uuid:pk>/people/tell/", membership.tell, name="member-tell"),
    path("organisations/<uuid:pk>/invite/", invitation.invite, name="invitation-create"),
    path("organisations/<uuid:pk>/merge/", merge.propose, name="merge-propose"),
    path("organisation/leave/", membership.leave, name="member-leave"),
    path("people/<uuid:pk>/", membership.member, name="member"),
    path("people/<uuid:pk>/edit/", membership.edit, name="member-edit"),
    path("people/<uuid:pk>/remove/", membership.remove, name="member-remove"),
    path("merges/<uuid:pk>/", merge.merge, name="merge"),
    path("invitations/<uuid:pk>/resend/", invitation.resend, name="invitation-resend"),
    path("invitations/<uuid:pk>/revoke/", invitation.revoke, name="invitation-revoke"),
    path("invitations/<uuid:pk>/answer/", invitation.answer, name="invitation-answer"),
    path("join/<str:token>/", invitation.open_link, name="invitation-open"),
    path("notes/<slug:kind>/<uuid:identity>/", note.write, name="note-write"),
    path("notes/<uuid:pk>/show/", note.show, name="note"),
    path("notes/<uuid:pk>/", note.edit, name="note-edit"),
    path("notes/<uuid:pk>/delete/", note.delete, name="note-delete"),
]
