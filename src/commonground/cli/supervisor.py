"""Several long-running processes as one: started together, restarted when they die, stopped together."""

import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from types import FrameType

import structlog

from commonground.cli.lifeline import HELD

log = structlog.get_logger(__name__)

STOP_SECONDS = 20.0
# A process that dies this soon after its start, this often in a row, will not get well by another start.
SOON_SECONDS = 10.0
MOST_EARLY_DEATHS = 3


@dataclass
class Child:
    """One process and how often it died young."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    early_deaths: int = 0


@dataclass
class Supervisor:
    """Runs its children until it is told to stop; `run` returns the exit code."""

    children: list[Child]
    events: "SimpleQueue[Child | None]" = field(default_factory=SimpleQueue)

    def run(self) -> int:
        """Until SIGTERM or SIGINT: 0. When a child cannot be kept alive: 1. Either way no child is left."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked_to_stop)
        try:
            for child in self.children:
                self._start(child)
            while (dead := self.events.get()) is not None:
                if not self._restart(dead):
                    return 1
            return 0
        finally:
            self._stop_all()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.events.put(None)

    def _start(self, child: Child) -> None:
        # Its own session: Ctrl-C in a terminal reaches only us, and whatever the child leaves behind can be found.
        process = subprocess.Popen(  # noqa: S603 - our own modules
            child.command, stdin=subprocess.PIPE, start_new_session=True, env={**os.environ, HELD: "1"}
        )
        child.process, child.started = process, monotonic()
        Thread(target=self._wait_for, args=(child, process), daemon=True).start()

    def _wait_for(self, child: Child, process: "subprocess.Popen[bytes]") -> None:
        process.wait()
        self.events.put(child)

    def _restart(self, child: Child) -> bool:
        _clear_away(child)
        young = monotonic() - child.started < SOON_SECONDS
        child.early_deaths = child.early_deaths + 1 if young else 0
        code = child.process.returncode if child.process else None
        if child.early_deaths >= MOST_EARLY_DEATHS:
            log.error("serve.gave_up", process=child.name, code=code)
            return False
        log.warning("serve.restarted", process=child.name, code=code)
        self._start(child)
        return True

    def _stop_all(self) -> None:
        running = [child for child in self.children if child.process]
        for child in running:
            with suppress(ProcessLookupError):
                child.process.terminate()  # type: ignore[union-attr]
        deadline = monotonic() + STOP_SECONDS
        for child in running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=max(0.0, deadline - monotonic()))  # type: ignore[union-attr]
            _clear_away(child)


def _clear_away(child: Child) -> None:
    """Kill what is left of the child's session, so that no orphan keeps the port or a task."""
    if child.process is not None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
        if child.process.stdin:
            child.process.stdin.close()
