"""The API of partnerships; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.partnerships.claim.api import router as claims
from commonground.partnerships.partnership.api import router as partnerships

ROUTERS: tuple[tuple[str, Router], ...] = (("/partnerships", partnerships), ("/claims", claims))
