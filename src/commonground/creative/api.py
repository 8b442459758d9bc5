"""The API of the creative plan, in the order of its documentation; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.creative.decision.api import router as tables
from commonground.creative.decision.editing import router as editing
from commonground.creative.evaluation.api import router as evaluations
from commonground.creative.run.api import router as runs
from commonground.creative.signal.api import router as signals
from commonground.creative.simulation.api import router as simulations
from commonground.creative.variant.api import router as variants

ROUTERS: tuple[tuple[str, Router], ...] = tuple(
    ("/campaigns", router) for router in (signals, variants, tables, editing, simulations, evaluations, runs)
)
