"""Run a pure function in a child process with a limit on memory and time: what reads untrusted files runs here.

A fresh interpreter, rather than a fork of a server with threads or a multiprocessing pool that imports the caller's
main module again: it works the same under a web server, a worker, a test runner and a notebook.
"""

import contextlib
import math
import os
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Event, Timer
from typing import IO, Any, TypeVar, cast

from commonground.engines.errors import EngineError, TooLarge, Unreadable

T = TypeVar("T")

MEMORY_BYTES = 1_500_000_000
SECONDS = 30.0
PROCESSORS = 4
PROGRESS, ANSWER = "progress", "answer"


def run_in_child(
    function: Callable[..., T],
    *args: object,
    memory_bytes: int = MEMORY_BYTES,
    seconds: float = SECONDS,
    progress: Callable[[Any], None] | None = None,
) -> T:
    """`function(*args)`, computed in a child process.

    `function` stands at the top of a module; arguments and result are pickled. An EngineError raised there is raised
    here. Beyond the limits TooLarge is raised; when the child dies or fails in any other way, Unreadable, with what
    it last said as the cause.

    With `progress`, the function is called with a `progress` of its own, and what it says there is said here. What
    `progress` raises here stops the child.
    """
    processor = math.ceil(PROCESSORS * seconds)
    job = (function.__module__, function.__qualname__, args, memory_bytes, processor, progress is not None)
    expired = Event()
    with tempfile.TemporaryFile() as said, _child(said) as child:

        def stop() -> None:
            expired.set()
            child.kill()

        timer = Timer(seconds, stop)
        timer.start()
        try:
            answer = _answer(child, job, progress)
            child.wait()
        except BaseException:
            child.kill()
            raise
        finally:
            timer.cancel()
        if expired.is_set():
            raise TooLarge(f"Reading this took longer than {seconds:g} seconds and was stopped.")
        if answer is None or child.returncode:
            said.seek(0)
            last = said.read().decode(errors="replace")[-2000:]
            why = RuntimeError(f"child ended with {child.returncode}: {last}")
            raise Unreadable("This file could not be read: reading it failed and was stopped safely.") from why
    (value,) = answer
    if isinstance(value, EngineError):
        raise value
    return cast(T, value)


def _child(said: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        env=_environment(),
    )


def _answer(
    child: "subprocess.Popen[bytes]", job: tuple[object, ...], progress: Callable[[Any], None] | None
) -> tuple[Any] | None:
    """What the child answers, None when it ends without."""
    assert child.stdin is not None
    assert child.stdout is not None
    # A child that is gone before it has read its job says so by ending.
    with contextlib.suppress(BrokenPipeError), child.stdin:
        pickle.dump(job, child.stdin)
    while True:
        try:
            kind, value = pickle.load(child.stdout)  # noqa: S301 - written by our own code in `serve`
        except (EOFError, pickle.UnpicklingError):
            return None
        if kind == ANSWER:
            return (value,)
        if progress is not None:
            progress(value)


def _environment() -> dict[str, str]:
    """What an interpreter needs to start, and none of the site's secrets."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT")
        if name in os.environ
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def serve() -> None:
    """The child's side: one job from standard input, and to standard output its progress and one result."""
    module, name, args, memory, processor, tells = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from `run_in_child`
    answer = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get into the answer.
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Its parent stops it by the clock; should that have died, it ends by itself.
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))

    def progress(value: object) -> None:
        pickle.dump((PROGRESS, value), answer)
        answer.flush()

    with answer:
        pickle.dump((ANSWER, compute(module, name, args, {"progress": progress} if tells else {})), answer)


def compute(module: str, name: str, args: tuple[object, ...], more: Mapping[str, object] | None = None) -> Any:
    """The function's result, or the EngineError that it ends in."""
    function = import_module(module)
    for part in name.split("."):
        function = getattr(function, part)
    try:
        return function(*args, **(more or {}))  # type: ignore[operator]
    except EngineError as error:
        return error
    except MemoryError:
        with contextlib.suppress(MemoryError):
            return TooLarge("Reading this needs more memory than it may use.")
        raise


if __name__ == "__main__":
    serve()
