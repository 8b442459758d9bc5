"""Starting our commands as processes of their own, and watching them go."""

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TypeVar

T = TypeVar("T")

PROXY_FREE = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The embedded default with its data in `folder`, whatever this test run itself is set to."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME"} or key.startswith("COVERAGE_")}
    return kept | {"COMMONGROUND_DATA": str(folder), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: Callable[[], T], *, seconds: float = 60) -> T:
    """Ask until the answer is true; fails with the last answer when the deadline passes."""
    deadline, turn = monotonic() + seconds, Event()
    while not (answer := what()):
        assert monotonic() < deadline, f"still {answer!r} after {seconds} seconds"
        turn.wait(0.05)
    return answer


def fetch(url: str, **headers: str) -> tuple[int, str]:
    """Status and body, or 0 while nobody answers."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with PROXY_FREE.open(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def descendants(pid: int) -> dict[int, str]:
    """The living processes below `pid`, with their command lines."""
    found: dict[int, str] = {}
    for child in _children(pid):
        found |= {child: _command(child)} | descendants(child)
    return found


def living(pids: "dict[int, str]") -> dict[int, str]:
    """Those of `pids` that still run the same command: a number may have been given to another process."""
    return {pid: command for pid, command in pids.items() if command and _command(pid) == command}


def _children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    """Empty for a process that is gone or waits to be buried."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
