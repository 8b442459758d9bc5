"""Children live and die with their supervisor."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.processes import descendants, environment, living, until

WAITS = "from commonground.cli.lifeline import die_with_parent; die_with_parent(); import signal; signal.pause()"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: signal.pause()"
RUN = """
import sys
from commonground.cli import supervisor
supervisor.STOP_SECONDS = 0.5
scripts = sys.argv[1:]
children = [supervisor.Child(str(n), [sys.executable, "-c", script]) for n, script in enumerate(scripts)]
raise SystemExit(supervisor.Supervisor(children).run())
"""


@contextmanager
def supervised(folder: Path, *scripts: str) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen([sys.executable, "-c", RUN, *scripts], env=environment(folder))
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def two_children(process: "subprocess.Popen[bytes]") -> dict[int, str]:
    return until(lambda: found if len(found := living(descendants(process.pid))) == 2 else {}, seconds=20)


def test_a_stop_ends_every_child_even_one_that_does_not_listen(tmp_path: Path) -> None:
    with supervised(tmp_path, WAITS, DEAF) as process:
        children = two_children(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert living(children) == {}


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    with supervised(tmp_path, WAITS, WAITS) as process:
        children = two_children(process)
        process.kill()
        process.wait()
        until(lambda: not living(children), seconds=20)


def test_a_dead_child_is_started_again(tmp_path: Path) -> None:
    with supervised(tmp_path, WAITS, WAITS) as process:
        first = two_children(process)
        os.kill(next(iter(first)), signal.SIGKILL)
        until(lambda: set(descendants(process.pid)) - set(first), seconds=20)
        assert len(two_children(process)) == 2


def test_a_child_that_cannot_live_ends_everything(tmp_path: Path) -> None:
    with supervised(tmp_path, WAITS, "raise SystemExit(3)") as process:
        assert process.wait(timeout=30) == 1
