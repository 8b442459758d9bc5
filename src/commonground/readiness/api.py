"""The API of readiness; the app `api` mounts each router at its path."""

from ninja import Router

from commonground.readiness.check.api import checks, router

ROUTERS: tuple[tuple[str, Router], ...] = (("/campaigns", router), ("/checks", checks))
