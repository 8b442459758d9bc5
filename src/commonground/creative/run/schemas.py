"""Runs in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from commonground.creative.run.enums import RunKind, RunState


class RunOut(Schema):
    """A table over a log. `rows` of `rows_in_all` are read (null where the log does not say how many it has).

    `result` is there once it is done, in the form in which `commonground decide` writes it; `failure` where it failed.
    """

    id: UUID
    kind: RunKind
    state: RunState
    version: int = Field(alias="version.number")
    by: UUID = Field(alias="by_id")
    log_name: str
    options: dict[str, Any]
    rows: int
    rows_in_all: int | None
    failure: str
    table_digest: str
    result: dict[str, Any] | None
    created_at: datetime
    ended_at: datetime | None
