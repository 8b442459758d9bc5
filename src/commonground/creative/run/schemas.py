"""Runs in the API."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from commonground.creative.run.enums import RunKind, RunState


class RunListed(Schema):
    """A table over a log. `rows` of `rows_in_all` are read (null where the log does not say how many it has).

    `failure` says why it failed.
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
    created_at: datetime
    ended_at: datetime | None


class RunOut(RunListed):
    """The same with its `result` once it is done: as `commonground decide` writes it, and `inputs` that it comes from."""

    result: dict[str, Any] | None = Field(alias="found")
