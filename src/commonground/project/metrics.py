"""Numbers for Prometheus. They name routes and states, never people, organisations or addresses."""

import hmac
import os
from collections.abc import Iterable

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from commonground.kit.work.queries import tasks_by_status

SHARED = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)

OWN = CollectorRegistry()
REQUESTS = Counter("commonground_requests", "Requests answered.", ["method", "route", "status"], registry=OWN)
SECONDS = Histogram(
    "commonground_request_seconds", "Time to answer.", ["method", "route"], buckets=BUCKETS, registry=OWN
)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Note one answered request."""
    # A method is what the client typed: unbounded, and so would be the series.
    known = method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"
    REQUESTS.labels(known, route, str(status)).inc()
    SECONDS.labels(known, route).observe(seconds)


class Asked(Collector):
    """What is looked up when somebody asks: the queue, and the connections of the process that answers."""

    def collect(self) -> Iterable[Metric]:
        tasks = GaugeMetricFamily("commonground_tasks", "Background tasks by state.", labels=["state"])
        for state, count in tasks_by_status().items():
            tasks.add_metric([state.lower()], count)
        pool = GaugeMetricFamily("commonground_database_pool", "Connections of this process.", labels=["state"])
        for state, count in _pool().items():
            pool.add_metric([state], count)
        return [tasks, pool]


def _pool() -> dict[str, int]:
    found = getattr(connection, "pool", None)
    stats = found.get_stats() if found else {}
    wanted = {"pool_size": "size", "pool_available": "available", "requests_waiting": "waiting"}
    return {name: stats.get(key, 0) for key, name in wanted.items()} if found else {}


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All numbers, for whoever holds the token; for everybody else there is nothing here."""
    if not _holds_token(request.headers.get("Authorization", "")):
        raise Http404
    asked = CollectorRegistry()
    asked.register(Asked())
    counted = OWN
    if os.environ.get(SHARED):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return HttpResponse(generate_latest(counted) + generate_latest(asked), content_type=CONTENT_TYPE_LATEST)


def _holds_token(header: str) -> bool:
    token = settings.METRICS_TOKEN
    return bool(token) and hmac.compare_digest(header.encode(), f"Bearer {token}".encode())
