"""Our own part of `check --deploy`: what Django's checks cannot know."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

# 2 is FULL; 1 for foreign keys; milliseconds at least.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
LEAST_BUSY_MS = 5000
SILENT_MAIL = ("console", "dummy", "locmem", "filebased")


def deploy_checks(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Everything unsafe for a site that others use, with how to mend it."""
    return [*_production(), *_mail(), *_metrics(), *_cookies()]


def _production() -> Iterator[CheckMessage]:
    if not settings.PRODUCTION:
        yield Error(
            "This is the embedded mode: cookies travel without https, and unsafe settings are not refused.",
            hint="Set COMMONGROUND_PRODUCTION=1; the site then refuses to start on what is unsafe.",
            id="commonground.E001",
        )


def _mail() -> Iterator[CheckMessage]:
    if any(kind in settings.EMAIL_BACKEND for kind in SILENT_MAIL):
        yield Error(
            "Mail goes nowhere: nobody can confirm an address, reset a password or take an invitation.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.",
            id="commonground.E002",
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost>"):
        yield Warning(
            "Mail comes from commonground@localhost, which receivers refuse.",
            hint="Set COMMONGROUND_MAIL_FROM, for example 'Commonground <hello@your.site>'.",
            id="commonground.W003",
        )


def _metrics() -> Iterator[CheckMessage]:
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < 32:
        yield Error(
            "COMMONGROUND_METRICS_TOKEN can be guessed.",
            hint="Set at least 32 random characters, or unset it, which turns /metrics off.",
            id="commonground.E004",
        )


def _cookies() -> Iterator[CheckMessage]:
    if not settings.SESSION_COOKIE_HTTPONLY or settings.SESSION_COOKIE_SAMESITE not in {"Lax", "Strict"}:
        yield Error(
            "The session cookie can be read by scripts or sent by other sites.",
            hint="Leave SESSION_COOKIE_HTTPONLY and SESSION_COOKIE_SAMESITE as they are shipped.",
            id="commonground.E005",
        )


def database_checks(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    """Whether the database really keeps what it says it keeps."""
    try:
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="ALTER SYSTEM SET synchronous_commit = on;", id="commonground.E006")]
    except DatabaseError as error:
        return [Error("The database cannot be reached.", hint=str(error).strip(), id="commonground.E007")]
    return list(_pragmas()) if connection.vendor == "sqlite" else []


def _pragmas() -> Iterator[CheckMessage]:
    for name, wanted in PRAGMAS.items():
        if (found := _pragma(name)) != wanted:
            yield Error(
                f"SQLite runs with {name}={found}, not {wanted}.",
                hint="Keep the database on a local disk: WAL does not work on network file systems.",
                id="commonground.E008",
            )
    if int(_pragma("busy_timeout")) < LEAST_BUSY_MS:
        yield Error(
            "SQLite gives up on a busy database too soon.", hint="Keep OPTIONS timeout.", id="commonground.E009"
        )


def _pragma(name: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]
