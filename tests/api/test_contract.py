"""What the description promises holds for whatever is sent: generated requests, good and bad, the same in each run."""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from commonground.api.site import api
from commonground.project.wsgi import application
from tests.api.program import Program
from tests.factories import campaigns

# More of them find more: COMMONGROUND_EXAMPLES=100 pytest tests/api/test_contract.py
EXAMPLES = int(os.environ.get("COMMONGROUND_EXAMPLES", "3"))
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
STEADY = settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@cache
def description() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def labels() -> list[tuple[str, str]]:
    paths = api.get_openapi_schema()["paths"]
    return [(path, method.upper()) for path, operations in paths.items() for method in operations]


TAGS = sorted(
    {tag for path in api.get_openapi_schema()["paths"].values() for one in path.values() for tag in one["tags"]}
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's connection open: a real request closes it at its end."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
@pytest.mark.parametrize("tag", TAGS)
def test_no_surprise(hope: campaigns.Hope, tag: str, mode: schemathesis.GenerationMode) -> None:
    campaigns.proposed(hope)
    token = {"Authorization": f"Bearer {Program(hope.tondella.ines).secret}"}
    known = {"campaign": str(hope.campaign.pk), "partnership": str(hope.partnership.pk), "row": "goal",
             "role": "giulia", "number": 1, "identity": str(hope.tondella.daniel.pk)}  # fmt: skip
    for path, method in labels():
        operation = description()[path][method]
        if tag in operation.tags:
            ask(operation, mode, token, known)


def ask(operation: Any, mode: Any, token: dict[str, str], known: dict[str, Any]) -> None:
    """Send generated requests; where the address names a thing of the story, that thing is meant half of the time."""
    count = iter(range(10_000))

    @STEADY
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case: Any) -> None:
        if next(count) % 2 == 0:
            case.path_parameters |= {name: known[name] for name in case.path_parameters or {} if name in known}
        case.validate_response(case.call(headers=token), checks=CHECKS)

    each()
