"""The addresses of campaigns: this app's table of contents."""

from django.urls import path

from commonground.campaigns.acknowledgement import views as acknowledgement
from commonground.campaigns.campaign import views as campaign
from commonground.campaigns.feed import views as feed
from commonground.campaigns.progress import views as progress
from commonground.campaigns.raci import views as raci
from commonground.campaigns.roadmap import editor, import_views
from commonground.campaigns.roadmap import views as roadmap
from commonground.campaigns.signature import views as signature
from commonground.campaigns.upload import views as upload

app_name = "campaigns"
ONE = "campaigns/<uuid:pk>/"
RACI, ROADMAP = ONE + "raci/", ONE + "roadmap/"
DELIVERABLE = ROADMAP + "deliverables/<str:key>/"
urlpatterns = [
    path("campaigns/", campaign.list_, name="campaign-list"),
    path("campaigns/new/", campaign.new, name="campaign-new"),
    path(ONE, campaign.detail, name="campaign-detail"),
    path(ONE + "log/", campaign.log, name="campaign-log"),
    path(ONE + "edit/", campaign.edit, name="campaign-edit"),
    path(ONE + "pin/", campaign.pin, name="campaign-pin"),
    path(ONE + "point-person/", campaign.name_point_person, name="campaign-point-person"),
    path(ONE + "participants/add/", campaign.add_participant, name="participant-add"),
    path(ONE + "participants/<uuid:participant>/", campaign.describe_participant, name="participant-describe"),
    path(ONE + "participants/<uuid:participant>/remove/", campaign.remove_participant, name="participant-remove"),
    path(RACI, raci.grid, name="raci"),
    path(RACI + "start/", raci.start, name="raci-start"),
    path(RACI + "versions/", raci.versions, name="raci-versions"),
    path(RACI + "v<int:number>/", raci.version, name="raci-version"),
    path(RACI + "v<int:number>/export/<str:form>/", raci.export, name="raci-export"),
    path(RACI + "discard/", raci.discard, name="raci-discard"),
    path(RACI + "settings/", raci.settings, name="raci-settings"),
    path(RACI + "rows/add/", raci.add_row, name="raci-row-add"),
    path(RACI + "rows/restore/", raci.restore_row, name="raci-row-restore"),
    path(RACI + "rows/<str:row>/", raci.row, name="raci-row"),
    path(RACI + "rows/<str:row>/letters/", raci.set_letters, name="raci-letters"),
    path(RACI + "rows/<str:row>/move/", raci.move_row, name="raci-row-move"),
    path(RACI + "rows/<str:row>/remove/", raci.remove_row, name="raci-row-remove"),
    path(RACI + "rows/<str:row>/comments/", raci.comment, name="raci-comment"),
    path(RACI + "comments/<uuid:comment>/withdraw/", raci.withdraw_comment, name="raci-comment-withdraw"),
    path(RACI + "cell/", raci.cell, name="raci-cell"),
    path(RACI + "roles/add/", raci.add_role, name="raci-role-add"),
    path(RACI + "roles/<str:role>/", raci.role, name="raci-role"),
    path(RACI + "roles/<str:role>/remove/", raci.remove_role, name="raci-role-remove"),
    path(RACI + "import/", upload.new, name="raci-import"),
    path(RACI + "import/<uuid:upload>/", upload.preview, name="raci-import-preview"),
    path(RACI + "propose/", signature.propose, name="raci-propose"),
    path(RACI + "sign/", signature.sign, name="raci-sign"),
    path(RACI + "change/", signature.ask_for_change, name="raci-change"),
    path(RACI + "review/", signature.review, name="raci-review"),
    path(RACI + "remind/", signature.remind, name="raci-remind"),
    path(ROADMAP, roadmap.roadmap, name="roadmap"),
    path(ROADMAP + "start/", roadmap.start, name="roadmap-start"),
    path(ROADMAP + "versions/", roadmap.versions, name="roadmap-versions"),
    path(ROADMAP + "v<int:number>/", roadmap.version, name="roadmap-version"),
    path(ROADMAP + "v<int:number>/export/<str:form>/", roadmap.export, name="roadmap-export"),
    path(ROADMAP + "discard/", roadmap.discard, name="roadmap-discard"),
    path(ROADMAP + "dates/", editor.dates, name="roadmap-dates"),
    path(ROADMAP + "phases/add/", editor.add_phase, name="roadmap-phase-add"),
    path(ROADMAP + "phases/<str:phase>/", editor.phase, name="roadmap-phase"),
    path(ROADMAP + "phases/<str:phase>/remove/", editor.remove_phase, name="roadmap-phase-remove"),
    path(ROADMAP + "deliverables/add/", editor.add_deliverable, name="roadmap-deliverable-add"),
    path(ROADMAP + "deliverables/restore/", editor.restore_deliverable, name="roadmap-deliverable-restore"),
    path(DELIVERABLE, editor.deliverable, name="roadmap-deliverable"),
    path(DELIVERABLE + "what-if/", editor.what_if, name="roadmap-what-if"),
    path(DELIVERABLE + "move/", editor.move_deliverable, name="roadmap-deliverable-move"),
    path(DELIVERABLE + "remove/", editor.remove_deliverable, name="roadmap-deliverable-remove"),
    path(DELIVERABLE + "progress/", progress.say, name="roadmap-progress"),
    path(ROADMAP + "publish/", acknowledgement.publish, name="roadmap-publish"),
    path(ROADMAP + "acknowledge/", acknowledgement.acknowledge, name="roadmap-acknowledge"),
    path(ROADMAP + "remind/", acknowledgement.remind, name="roadmap-remind"),
    path(ROADMAP + "import/", import_views.new, name="roadmap-import"),
    path(ROADMAP + "import/<uuid:upload>/", import_views.preview, name="roadmap-import-preview"),
    path("calendar/links/", feed.links, name="feed-list"),
    path("calendar/links/<uuid:pk>/revoke/", feed.revoke, name="feed-revoke"),
    path("calendar/<str:secret>.ics", feed.feed, name="feed"),
]
