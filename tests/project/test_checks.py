"""Our deploy checks see what is really in force."""

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from commonground.project.checks import database_checks, deploy_checks


def ids(found: list[object]) -> list[str]:
    return [message.id for message in found]  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_database_as_shipped_is_safe() -> None:
    assert database_checks(None) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite")
@pytest.mark.parametrize(
    ("pragma", "shipped", "named"),
    [
        ("synchronous=OFF", "synchronous=FULL", "commonground.E008"),
        ("foreign_keys=OFF", "foreign_keys=ON", "commonground.E008"),
        ("busy_timeout=100", "busy_timeout=20000", "commonground.E009"),
    ],
)
def test_a_pragma_that_is_not_in_force_is_named(pragma: str, shipped: str, named: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        found = ids(database_checks(None))
        cursor.execute(f"PRAGMA {shipped}")
    assert found == [named]


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("METRICS_TOKEN", "guess", "commonground.E004"),
        ("SESSION_COOKIE_HTTPONLY", False, "commonground.E005"),
        ("SESSION_COOKIE_SAMESITE", None, "commonground.E005"),
    ],
)
def test_each_setting_is_named(settings: Settings, name: str, value: object, named: str) -> None:
    before = ids(deploy_checks(None))
    setattr(settings, name, value)
    assert sorted(set(ids(deploy_checks(None))) - set(before)) == [named]
