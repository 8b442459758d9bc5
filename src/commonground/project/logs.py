"""Structured logs: one line an event, each with the request's id."""

import logging
from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class RouteForPath(logging.Filter):
    """Django's own lines about a failed request name its path, which may hold an invitation's token."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = (match.view_name if match else "") or "unmatched"
            record.args = tuple(route if arg == request.path else arg for arg in record.args)
        return True


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: everything through structlog, as JSON for machines or as text for people."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "event": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": SHARED,
            }
        },
        "filters": {"route": {"()": RouteForPath}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "event", "filters": ["route"]}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            # Two lines a task would bury the requests; failures are errors, and the metrics count the rest.
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
