"""What the site refuses to start on."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

_checked: set[str] = set()


def refuse_unsafe(*, debug: bool, secret_key: str, hosts: Sequence[str], url: str) -> None:
    """Raise ImproperlyConfigured with everything that is unsafe in production, and how to mend it."""
    wrong = [
        message
        for unsafe, message in (
            (debug, "COMMONGROUND_DEBUG is on: it shows source code and settings to visitors. Unset it."),
            (
                len(secret_key) < 50 or len(set(secret_key)) < 5,
                "COMMONGROUND_SECRET_KEY is missing or weak: set at least 50 random characters, for example from "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'.",
            ),
            (
                not hosts or any(host in {"*", "."} for host in hosts),
                "COMMONGROUND_HOSTS is missing or matches any name: set the names under which the site is reached.",
            ),
            (not url.startswith("https://"), "COMMONGROUND_URL is not an https address: set https://your.site."),
        )
        if unsafe
    ]
    if wrong:
        raise ImproperlyConfigured("Refusing to start in production.\n- " + "\n- ".join(wrong))


def refuse_lossy_database(connection: BaseDatabaseWrapper, **signal: Any) -> None:
    """Receives connection_created: PostgreSQL may not answer "done" for what a crash can still lose."""
    if connection.vendor != "postgresql" or connection.alias in _checked:
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        value = cursor.fetchone()[0]
    if value == "off":
        connection.close()
        raise ImproperlyConfigured(
            "PostgreSQL runs with synchronous_commit=off: a crash would lose signatures and money that we said were "
            "kept. Set synchronous_commit=on for the server, the database and the role."
        )
    _checked.add(connection.alias)
