"""Journeys: stories told in a real browser against the running site with the demo's story in it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, expect, sync_playwright

from commonground.cli.demo.loading import load
from tests.journeys.site import PATIENCE, Site

NAMES = ("chromium", "chromium-browser", "google-chrome-stable")
APPEND_ONLY = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(os.path.dirname(__file__)):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Without one, journeys are skipped; not where all is checked before a change is taken."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("The journeys need chromium, and none is installed: apt-get install chromium")
    if found is None:
        pytest.skip("no chromium here, so no browser journeys: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield launched
        launched.close()


@pytest.fixture
def bare_site(browser: Browser, live_server: Any, settings: Any) -> Iterator[Site]:
    """The site on its first day."""
    settings.BASE_URL = live_server.url
    visited = Site(live_server.url, browser)
    server = live_server.thread.httpd
    application = server.get_app()
    server.set_app(visited.in_its_time(application))
    try:
        yield visited
        visited.leave()
        assert not visited.watch.seen, "\n".join(visited.watch.seen)
    finally:
        visited.leave()
        server.set_app(application)
        empty()


@pytest.fixture
def site(bare_site: Site, told: sqlite3.Connection) -> Site:
    """The site as `make demo` leaves it."""
    tell(told)
    return bare_site


@pytest.fixture(scope="session")
def told() -> Iterator[sqlite3.Connection]:
    """Where the story is kept between journeys: telling it takes seconds, copying it does not."""
    with closing(sqlite3.connect(":memory:")) as kept:
        yield kept


def tell(kept: sqlite3.Connection) -> None:
    """Load the story; from the second time on, on SQLite, as a copy."""
    connection.ensure_connection()
    if connection.vendor == "sqlite" and kept.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        kept.backup(connection.connection)
        return
    load()
    if connection.vendor == "sqlite":
        connection.connection.backup(kept)


def empty() -> None:
    """Forget the story. The log refuses to be emptied, so on SQLite its triggers step aside for a moment."""
    with connection.cursor() as cursor:
        kept = cursor.execute(APPEND_ONLY).fetchall() if connection.vendor == "sqlite" else []
        for name, _ in kept:
            cursor.execute(f"DROP TRIGGER {name}")
        call_command("flush", interactive=False, verbosity=0)
        for _, made in kept:
            cursor.execute(made)
