"""The one place from which background work is imported. A task takes ids only, and raises when what it names is gone.

A task is at least once: a worker that dies leaves it to another one, so what it does twice must be as good as once.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django_tasks import task as queued
from django_tasks.base import Task

from commonground.kit.errors import Invalid

__all__ = ["NoOrganisation", "Task", "sweep", "task"]

P = ParamSpec("P")
T = TypeVar("T")


class NoOrganisation(Invalid):
    """Work that does not say for whom it is done; it never means "for all"."""

    code = "no-organisation"


def task(*, owner: str, priority: int = 0) -> Callable[[Callable[P, T]], Task[P, T]]:
    """A task for one organisation: `owner` is the argument that names it, or a row of it.

    priority  from -100 to 100; what is higher is begun first

    Running it with nothing in that argument raises NoOrganisation.
    """

    def decorate(function: Callable[P, T]) -> Task[P, T]:
        signature = inspect.signature(function)
        if owner not in signature.parameters:
            raise TypeError(f"{function.__name__} takes no {owner}, which should say for whom it works")

        @wraps(function)
        def owned(*args: P.args, **kwargs: P.kwargs) -> T:
            given = signature.bind_partial(*args, **kwargs).arguments
            if not given.get(owner):
                raise NoOrganisation(f"{function.__name__} was asked for without {owner}.")
            return function(*args, **kwargs)

        return queued(priority=priority)(owned)

    return decorate


def sweep(*, why: str) -> Callable[[Callable[[], Any]], Task[[], Any]]:
    """A task that the schedule starts for the whole site; `why` says why it may see rows of every organisation.

    It takes no arguments and either hands out owned tasks or deletes what has expired.
    """
    if not why:
        raise TypeError("a sweep says why it works on every organisation's rows")

    def decorate(function: Callable[[], Any]) -> Task[[], Any]:
        if inspect.signature(function).parameters:
            raise TypeError(f"{function.__name__} takes arguments: make it a task with an owner")
        return queued(function)

    return decorate
