"""The addresses of the creative plan: this app's table of contents."""

from django.urls import path

from commonground.creative.decision import cell_views, import_views
from commonground.creative.decision import views as decision
from commonground.creative.evaluation import views as evaluation
from commonground.creative.run import views as run
from commonground.creative.run.enums import RunKind
from commonground.creative.signal import import_views as signal_import
from commonground.creative.signal import views as signal
from commonground.creative.simulation import views as simulation
from commonground.creative.variant import views as variant

app_name = "creative"
PLAN = "campaigns/<uuid:pk>/creative/"
RULE = PLAN + "rules/<str:key>/"
SIGNAL, PLACEMENT = PLAN + "signals/<uuid:signal>/", PLAN + "placements/<uuid:placement>/"
SIMULATION, EVALUATION = PLAN + "simulations/<uuid:run>/", PLAN + "evaluations/<uuid:run>/"
VARIANT = PLAN + "variants/<uuid:variant>/"
urlpatterns = [
    path(PLAN, decision.plan, name="plan"),
    path(PLAN + "start/", decision.start, name="start"),
    path(PLAN + "columns/", decision.columns, name="columns"),
    path(PLAN + "policy/", decision.policy, name="policy"),
    path(PLAN + "case/", decision.case, name="case"),
    path(PLAN + "cell/", cell_views.cell, name="cell"),
    path(PLAN + "paste/", cell_views.paste, name="paste"),
    path(PLAN + "rules/add/", decision.add_rule, name="rule-add"),
    path(PLAN + "undo/", decision.undo, name="undo"),
    path(RULE, decision.change_rule, name="rule"),
    path(RULE + "accept/", decision.accept, name="rule-accept"),
    path(RULE + "move/", decision.move_rule, name="rule-move"),
    path(RULE + "remove/", decision.remove_rule, name="rule-remove"),
    path(PLAN + "propose/", decision.propose, name="propose"),
    path(PLAN + "versions/", decision.versions, name="versions"),
    path(PLAN + "versions/<int:number>/", decision.version, name="version"),
    path(PLAN + "versions/<int:number>/export/<str:form>/", decision.export, name="export"),
    path(PLAN + "import/", import_views.new, name="import"),
    path(PLAN + "import/<uuid:upload>/", import_views.preview, name="import-preview"),
    path(PLAN + "versions/<int:number>/start/", decision.start, name="start-from"),
    path(PLAN + "versions/<int:number>/take-back/", decision.take_back, name="take-back"),
    path(PLAN + "versions/<int:number>/sign/", decision.sign, name="sign"),
    path(PLAN + "versions/<int:number>/change/", decision.change, name="change"),
    path(PLAN + "signals/", signal.coverage, name="coverage"),
    path(PLAN + "signals/new/", signal.new_signal, name="signal-new"),
    path(PLAN + "signals/export/", signal.export, name="signals-export"),
    path(PLAN + "signals/import/", signal_import.new, name="signals-import"),
    path(PLAN + "signals/import/<uuid:upload>/", signal_import.preview, name="signals-preview"),
    path(SIGNAL, signal.edit_signal, name="signal"),
    path(SIGNAL + "remove/", signal.remove_signal, name="signal-remove"),
    path(SIGNAL + "on/<uuid:placement>/", signal.provision, name="provision"),
    path(PLAN + "placements/new/", signal.new_placement, name="placement-new"),
    path(PLACEMENT, signal.edit_placement, name="placement"),
    path(PLACEMENT + "remove/", signal.remove_placement, name="placement-remove"),
    path(PLAN + "simulations/", simulation.list_, name="simulations"),
    path(SIMULATION, simulation.detail, name="simulation"),
    path(SIMULATION + "cancel/", run.cancel, {"kind": RunKind.SIMULATION}, name="simulation-cancel"),
    path(SIMULATION + "remove/", run.remove, {"kind": RunKind.SIMULATION}, name="simulation-remove"),
    path(SIMULATION + "export/", run.export, {"kind": RunKind.SIMULATION}, name="simulation-export"),
    path(PLAN + "evaluations/", evaluation.list_, name="evaluations"),
    path(EVALUATION, evaluation.detail, name="evaluation"),
    path(EVALUATION + "cancel/", run.cancel, {"kind": RunKind.EVALUATION}, name="evaluation-cancel"),
    path(EVALUATION + "remove/", run.remove, {"kind": RunKind.EVALUATION}, name="evaluation-remove"),
    path(EVALUATION + "export/", run.export, {"kind": RunKind.EVALUATION}, name="evaluation-export"),
    path(PLAN + "variants/", variant.list_, name="variants"),
    path(PLAN + "variants/new/", variant.new, name="variant-new"),
    path("creative/signals/<uuid:signal>/", signal.found_signal, name="signal-found"),
    path("creative/placements/<uuid:placement>/", signal.found_placement, name="placement-found"),
    path("creative/variants/<uuid:variant>/", variant.found, name="variant-found"),
    path(VARIANT, variant.detail, name="variant"),
    path(VARIANT + "decide/", variant.decide, name="variant-decide"),
    path(VARIANT + "remove/", variant.remove, name="variant-remove"),
]
