"""Run a pure function in a child process with a limit on memory and time: what reads untrusted files runs here.

A fresh interpreter, rather than a fork of a server with threads or a multiprocessing pool that imports the caller's
main module again: it works the same under a web server, a worker, a test runner and a notebook.
"""

import contextlib
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

from commonground.engines.errors import EngineError, TooLarge, Unreadable

T = TypeVar("T")

MEMORY_BYTES = 1_500_000_000
SECONDS = 30.0


def run_in_child(
    function: Callable[..., T], *args: object, memory_bytes: int = MEMORY_BYTES, seconds: float = SECONDS
) -> T:
    """`function(*args)`, computed in a child process.

    `function` stands at the top of a module; arguments and result are pickled. An EngineError raised there is raised
    here. Beyond the limits TooLarge is raised; when the child dies or fails in any other way, Unreadable, with what
    it last said as the cause.
    """
    job = (function.__module__, function.__qualname__, args, memory_bytes)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", __name__],
            input=pickle.dumps(job),
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(f"Reading this took longer than {seconds:g} seconds and was stopped.") from error
    return cast(T, _result(done))


def _environment() -> dict[str, str]:
    """What an interpreter needs to start, and none of the site's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _result(done: "subprocess.CompletedProcess[bytes]") -> Any:
    if done.returncode:
        said = RuntimeError(f"child ended with {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}")
        raise Unreadable("This file could not be read: reading it failed and was stopped safely.") from said
    value = pickle.loads(done.stdout)  # noqa: S301 - written by our own code in `serve`
    if isinstance(value, EngineError):
        raise value
    return value


def serve() -> None:
    """The child's side: one job from standard input, one result to standard output."""
    module, name, args, memory = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from `run_in_child`
    answer = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get into the answer.
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with answer:
        pickle.dump(compute(module, name, args), answer)


def compute(module: str, name: str, args: tuple[object, ...]) -> Any:
    """The function's result, or the EngineError that it ends in."""
    function = import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    try:
        return function(*args)  # type: ignore[operator]
    except EngineError as error:
        return error
    except MemoryError:
        with contextlib.suppress(MemoryError):
            return TooLarge("Reading this needs more memory than it may use.")
        raise


if __name__ == "__main__":
    serve()
