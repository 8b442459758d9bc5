"""Abuse case 4: background work that does not say for whom raises; it never means "for all"."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django_tasks.base import Task

import commonground
from commonground.kit.tasks import NoOrganisation, sweep, task
from commonground.people.invitation.sending import send_invitation
from commonground.people.notice.tasks import send_notice

SWEEPS = {
    "clean_replies", "enter_due_versions", "send_notices", "clean_uploads", "clean_sessions", "clean_tasks",
    "tend_webhooks", "plan_due_calls", "step_up_overdue", "end_runs",
}  # fmt: skip


def tasks_of_the_site() -> Iterator[Task]:  # type: ignore[type-arg]
    for module in pkgutil.walk_packages(commonground.__path__, "commonground."):
        if module.name.rsplit(".", 1)[-1] in {"tasks", "sending", "carrying"}:
            yield from (
                thing for thing in vars(importlib.import_module(module.name)).values() if isinstance(thing, Task)
            )


def works(invitation_id: str | None = None) -> str | None:
    return invitation_id


@pytest.mark.parametrize("nobody", [None, "", 0])
def test_abuse_4_no_organisation_raises(nobody: object) -> None:
    with pytest.raises(NoOrganisation):
        send_notice.call(nobody)  # type: ignore[arg-type]
    with pytest.raises(NoOrganisation):
        send_invitation.call(invitation_id=nobody)  # type: ignore[arg-type]


def test_abuse_4_leaving_it_out_raises_even_where_there_is_a_default() -> None:
    owned = task(owner="invitation_id")(works)
    assert owned.call("one") == "one"
    with pytest.raises(NoOrganisation):
        owned.call()


def test_an_owner_must_be_an_argument() -> None:
    with pytest.raises(TypeError, match="takes no organisation_id"):
        task(owner="organisation_id")(works)


def test_a_sweep_gives_its_reason_and_takes_nothing() -> None:
    with pytest.raises(TypeError, match="why"):
        sweep(why="")
    with pytest.raises(TypeError, match="takes arguments"):
        sweep(why="because")(works)


def test_whoever_adds_a_sweep_writes_it_here() -> None:
    found = {one.name for one in tasks_of_the_site() if not hasattr(one.func, "__wrapped__")}
    assert found == SWEEPS
