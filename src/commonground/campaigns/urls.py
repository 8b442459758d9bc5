"""The addresses of campaigns: this app's table of contents."""

from django.urls import path

from commonground.campaigns.acknowledgement import views as acknowledgement
from commonground.campaigns.action import views as action
from commonground.campaigns.campaign import views as campaign
from commonground.campaigns.escalation import views as escalation
from commonground.campaigns.feed import views as feed
from commonground.campaigns.kickoff import outcome
from commonground.campaigns.kickoff import views as kickoff
from commonground.campaigns.progress import views as progress
from commonground.campaigns.raci import views as raci
from commonground.campaigns.roadmap import editor, import_views
from commonground.campaigns.roadmap import views as roadmap
from commonground.campaigns.signature import views as signature
from commonground.campaigns.upload import views as upload

app_name = "campaigns"
ONE = "campaigns/<uuid:pk>/"
ESCALATIONS = ONE + "escalations/"
KICKOFF = ONE + "kickoff/"
MEETING = KICKOFF + "meetings/<uuid:meeting>/"
RACI, ROADMAP = ONE + "raci/", ONE + "roadmap/"
DELIVERABLE = ROADMAP + "deliverables/<str:key>/"
urlpatterns = [
    path("campaigns/", campaign.list_, name="campaign-list"),
    path("campaigns/at-hand/", campaign.at_hand, name="at-hand"),
    path("campaigns/new/", campaign.new, name="campaign-new"),
    path("campaigns/comments/<uuid:comment>/", raci.said, name="raci-said"),
    path(ONE, campaign.detail, name="campaign-detail"),
    path(ONE + "log/", campaign.log, name="campaign-log"),
    path(ONE + "checked/", campaign.checked, name="campaign-checked"),
    path(ONE + "edit/", campaign.edit, name="campaign-edit"),
    path(ONE + "pin/", campaign.pin, name="campaign-pin"),
    path(ONE + "point-person/", campaign.point_person, name="point-person"),
    path(ONE + "point-person/name/", campaign.name_point_person, name="campaign-point-person"),
    path(ONE + "participants/add/", campaign.add_participant, name="participant-add"),
    path(ONE + "participants/<uuid:participant>/", campaign.describe_participant, name="participant-describe"),
    path(ONE + "participants/<uuid:participant>/remove/", campaign.remove_participant, name="participant-remove"),
    path("actions/", action.board, name="actions"),
    path("actions/note/", action.note, name="action-note"),
    path("actions/<uuid:pk>/", action.detail, name="action"),
    path("actions/<uuid:pk>/edit/", action.edit, name="action-edit"),
    path("actions/<uuid:pk>/offer/", action.offer, name="action-offer"),
    path("actions/<uuid:pk>/answer/", action.answer, name="action-answer"),
    path("actions/<uuid:pk>/end/", action.end, name="action-end"),
    path(ONE + "actions/", action.of_campaign, name="campaign-actions"),
    path("away/", escalation.absences, name="absences"),
    path("away/<uuid:pk>/withdraw/", escalation.withdraw_absence, name="absence-withdraw"),
    path(ESCALATIONS, escalation.list_, name="escalation-list"),
    path(ESCALATIONS + "raise/", escalation.raise_, name="escalation-raise"),
    path(ESCALATIONS + "<int:number>/", escalation.detail, name="escalation"),
    path(ESCALATIONS + "<int:number>/pause/", escalation.pause, name="escalation-pause"),
    path(ESCALATIONS + "<int:number>/<str:verb>/", escalation.act, name="escalation-act"),
    path(ONE + "ladder/<uuid:organisation>/<int:rung>/", escalation.contact, name="escalation-contact"),
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
    path(RACI + "roles/restore/", raci.restore_role, name="raci-role-restore"),
    path(RACI + "roles/<str:role>/", raci.role, name="raci-role"),
    path(RACI + "roles/<str:role>/remove/", raci.remove_role, name="raci-role-remove"),
    path(RACI + "import/", upload.new, name="raci-import"),
    path(RACI + "import/<uuid:upload>/", upload.preview, name="raci-import-preview"),
    path(RACI + "propose/", signature.propose, name="raci-propose"),
    path(RACI + "sign/", signature.sign, name="raci-sign"),
    path(RACI + "change/", signature.ask_for_change, name="raci-change"),
    path(RACI + "review/", signature.review, name="raci-review"),
    path(RACI + "remind/", signature.remind, name="raci-remind"),
    path(KICKOFF, kickoff.overview, name="kickoff"),
    path(KICKOFF + "plan/", kickoff.plan, name="kickoff-plan"),
    path(KICKOFF + "preparation/<str:kind>/", outcome.prepare, name="kickoff-prepare"),
    path(KICKOFF + "series/start/", kickoff.start_series, name="kickoff-series-start"),
    path(KICKOFF + "series/<uuid:series>/end/", kickoff.end_series, name="kickoff-series-end"),
    path(KICKOFF + "decisions/add/", outcome.add_decision, name="kickoff-decision-add"),
    path(KICKOFF + "terms/add/", outcome.add_term, name="kickoff-term-add"),
    path(MEETING, kickoff.meeting, name="kickoff-meeting"),
    path(MEETING + "print/", kickoff.print_, name="kickoff-print"),
    path(MEETING + "calendar/", kickoff.calendar, name="kickoff-calendar"),
    path(MEETING + "change/", kickoff.change, name="kickoff-change"),
    path(MEETING + "cancel/", kickoff.cancel, name="kickoff-cancel"),
    path(MEETING + "people/add/", kickoff.invite, name="kickoff-invite"),
    path(MEETING + "people/<uuid:invitee>/remove/", kickoff.uninvite, name="kickoff-uninvite"),
    path(MEETING + "answer/", kickoff.answer, name="kickoff-answer"),
    path(MEETING + "functions/", kickoff.functions, name="kickoff-functions"),
    path(MEETING + "functions/<str:function>/waive/", kickoff.waive, name="kickoff-waive"),
    path(MEETING + "attendance/", kickoff.hold, name="kickoff-hold"),
    path(MEETING + "agenda/add/", outcome.add_item, name="kickoff-item-add"),
    path(MEETING + "agenda/<uuid:item>/", outcome.item, name="kickoff-item"),
    path(MEETING + "agenda/<uuid:item>/move/", outcome.move_item, name="kickoff-item-move"),
    path(MEETING + "agenda/<uuid:item>/remove/", outcome.remove_item, name="kickoff-item-remove"),
    path(MEETING + "actions/add/", outcome.add_action, name="kickoff-action-add"),
    path(MEETING + "recap/", outcome.write_recap, name="kickoff-recap"),
    path(MEETING + "confirm/", outcome.confirm, name="kickoff-confirm"),
    path(MEETING + "object/", outcome.object_, name="kickoff-object"),
    path(MEETING + "objections/<uuid:understanding>/", outcome.answer_objection, name="kickoff-objection-answer"),
    path("campaigns/decisions/<uuid:decision>/", outcome.decision, name="kickoff-decision"),
    path("campaigns/terms/<uuid:term>/", outcome.term, name="kickoff-term"),
    path("campaigns/terms/<uuid:term>/agree/", outcome.agree_term, name="kickoff-term-agree"),
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
