"""What a load balancer and a monitor ask: does it live, may it get requests."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.kit import clock
from commonground.kit.work.queries import living_workers

OK = "ok"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so that a database that is away does not get the web server killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Each part on which pages depend, and 503 when one is missing. Says no more than that, for anybody may ask."""
    parts = readiness()
    ready = all(state == OK for state in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def readiness() -> dict[str, str]:
    """The state of database, migrations and worker: "ok" or what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}
    if not _migrated():
        return {"database": OK, "migrations": "pending", "worker": "unknown"}
    worker = OK if living_workers(clock.now()) else "no heartbeat"
    return {"database": OK, "migrations": OK, "worker": worker}


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
