"""What a load balancer asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from commonground.kit import clock
from commonground.kit.work.actions import beat
from commonground.kit.work.rules import DEAD_AFTER

READY = {"ready": True, "database": "ok", "migrations": "ok", "worker": "ok"}


def test_healthz_asks_no_database(client: Client) -> None:
    # Without the django_db mark any query would fail this test.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_with_a_living_worker(client: Client) -> None:
    beat("ada", clock.now())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, READY)


@pytest.mark.django_db
def test_not_ready_without_one(client: Client) -> None:
    beat("ada", clock.now() - DEAD_AFTER - timedelta(seconds=1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, READY | {"ready": False, "worker": "no heartbeat"})


@pytest.mark.django_db
def test_not_ready_with_a_migration_to_come(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kit'")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "pending")
