"""Numbers for whoever holds the token, and nothing for anybody else."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from commonground.project.tasks import clean_tasks

TOKEN = "k" * 40


def asked(client: Client, authorization: str) -> int:
    return client.get("/metrics", headers={"Authorization": authorization}).status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer ü"]
)
def test_there_is_nothing_here_without_the_token(client: Client, settings: Settings, authorization: str) -> None:
    assert asked(client, authorization) == 404
    settings.METRICS_TOKEN = TOKEN
    assert asked(client, authorization) == 404


@pytest.mark.django_db
def test_requests_and_tasks_are_counted(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    clean_tasks.enqueue()
    client.get("/healthz?word=zebra")
    client.generic("BREW", "/no/such/place")
    lines = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode().splitlines()
    assert any(
        line.startswith('commonground_requests_total{method="GET",route="healthz",status="200"}') for line in lines
    )
    assert any('method="other",route="unmatched",status="404"' in line for line in lines)
    assert 'commonground_tasks{state="ready"} 1.0' in lines
    assert 'commonground_tasks{state="failed"} 0.0' in lines
    assert not any("zebra" in line for line in lines)
