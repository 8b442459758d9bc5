"""What every test of pages and rows leans on."""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
import pytest_django
from django.db import connection

from tests.factories import campaigns, people

# Playwright's own loop runs in the thread of a journey; the tests themselves are synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def tondella(db: None) -> people.Tondella:
    return people.tondella()


@pytest.fixture
def halyard(db: None) -> people.Halyard:
    return people.halyard()


@pytest.fixture
def cohort(db: None) -> people.Cohort:
    return people.cohort()


@pytest.fixture
def hope(tondella: people.Tondella, halyard: people.Halyard) -> campaigns.Hope:
    return campaigns.hope(tondella, halyard)


@pytest.fixture
def sealed(django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    yield
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(import_module("commonground.people.migrations.0002_activity_is_append_only").SQLITE[1])


@pytest.fixture
def committed(sealed: None, transactional_db: None) -> Iterator[None]:
    """A database whose rows other threads see. It is emptied afterwards, which the sealed log would refuse on SQLite."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER activity_no_delete")
